"""LIMITS in words: how many times, in which time, for what."""

from collections.abc import Iterable

from gamification import Limit, LimitPer, RuleSpec
from server.messages import N_
from server.rulebook.phrases import Parts, both, fill

TIMES = (
    N_("once"), N_("twice"), N_("three times"), N_("four times"), N_("five times"), N_("six times"),
    N_("seven times"), N_("eight times"), N_("nine times"), N_("ten times"),
)  # fmt: skip
MANY_TIMES = N_("{n} times")
PER = {
    LimitPer.DAY: N_("{count} a day"),
    LimitPer.WEEK: N_("{count} a week"),
    LimitPer.MONTH: N_("{count} a month"),
    LimitPer.SEASON: N_("{count} a season"),
}
EVER = N_("{count} in all")
ONCE_ONLY = N_("once only")
FOR_EACH = N_("{count} per {things}")
PER_EACH = N_("{count} for each {things}")
TOGETHER = N_("{count}, everybody together")
THINGS = {
    "team": N_("team"),
    "article": N_("article"),
    "channel": N_("network"),
    "link": N_("link"),
    "share": N_("share"),
    "opening": N_("opening"),
    "goal": N_("goal"),
    "challenge": N_("challenge"),
    "giver": N_("lead"),
    "invited": N_("person invited"),
}
OBJECTS = {
    "share.recorded": N_("share"),
    "share.seen": N_("share"),
    "visits.settled": N_("link and day"),
    "application.received": N_("application"),
    "referral.qualified": N_("referral"),
    "referral.interview": N_("referral"),
    "referral.hired": N_("referral"),
    "referral.started": N_("referral"),
    "referral.retained": N_("referral"),
    "article.read": N_("article"),
    "suggestion.published": N_("article"),
    "thanks.given": N_("thanks"),
}
OCCASION = N_("occasion")
OWN_COUNT = frozenset({"giver", "team"})  # shared by nature: nobody takes it for their own


def limits(spec: RuleSpec) -> Parts:
    """All the limits of a rule, those of a period first; empty without any."""
    of_period = [limit for limit in spec.limits if limit.per is not LimitPer.EVER]
    for_good = [limit for limit in spec.limits if limit.per is LimitPer.EVER]
    said = (
        [fill(N_("{limits} at most"), limits=both([cap(limit, spec.when) for limit in of_period]))] if of_period else []
    )
    said += [both([cap(limit, spec.when) for limit in for_good])] if for_good else []
    return _in_a_row(said)


def _in_a_row(said: Iterable[Parts]) -> Parts:
    found: Parts = ()
    for piece in said:
        found = fill(N_("{before}, {next}"), before=found, next=piece) if found else piece
    return found


def cap(limit: Limit, kind: str) -> Parts:
    """One limit as a mark: "three times a day", "20 a day for each link"."""
    things = _things(limit, kind)
    only = ONCE_ONLY if limit.per is LimitPer.EVER and limit.max_times == 1 and not things else None
    count = fill(only) if only else _in_period(limit, bool(things))
    if things:
        count = fill(FOR_EACH if limit.per is LimitPer.EVER else PER_EACH, count=count, things=things)
    is_shared = "person" not in limit.scope and not OWN_COUNT & {*limit.scope} and "object" not in limit.scope
    return fill("*{cap}*", cap=fill(TOGETHER, count=count) if is_shared else count)


def _in_period(limit: Limit, has_things: bool) -> Parts:
    count = _count(limit)
    if limit.per is LimitPer.EVER:
        return count if has_things and limit.max_times == 1 else fill(EVER, count=count)
    return fill(PER[limit.per], count=count)


def _count(limit: Limit) -> Parts:
    if limit.max_units is not None:
        return fill("{n}", n=limit.max_units)
    times = limit.max_times or 0
    return fill(TIMES[times - 1]) if 1 <= times <= len(TIMES) else fill(MANY_TIMES, n=times)


def _things(limit: Limit, kind: str) -> Parts:
    words = [
        fill(OBJECTS.get(kind, OCCASION) if name == "object" else THINGS.get(name, OCCASION))
        for name in limit.scope
        if name not in ("person", "rule")
    ]
    return both(words)
