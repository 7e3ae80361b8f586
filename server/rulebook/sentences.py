"""A rule as one sentence to the reader, and the short ones that follow it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from gamification import Confirm, ConfirmMode, Grant, Multiply, Rule, RuleSpec, Window
from server.messages import N_
from server.rulebook.caps import limits
from server.rulebook.clauses import WHEN_CONFIRMED, WHEN_PER_UNIT, Names, afterwards, conditions, when
from server.rulebook.labels import default_labels
from server.rulebook.phrases import Part, Parts, both, fill, merged, quoted, text_of
from server.web.locale import day, language, number

NOBODY: Names = {}
POINT, POINTS = N_("*one point*"), N_("*{n} points*")
RECOGNITION = N_("*{n} of recognition*")
COUNTS_ONE = N_("{gain}, which counts for the level")
COUNTS = N_("{gain}, which count for the level")
GAINS = N_("{when}, you earn {gain}")
GAINS_PER = N_("{when}, you earn {gain} for each {unit}")
UNITS = {"visitors": N_("visitor"), "level": N_("level")}
UNIT = N_("unit")
MULTIPLIES = N_("{when}, the points of {rules} count *{times}*")
DOUBLE, TRIPLE, TIMES = N_("double"), N_("triple"), N_("{factor} times")
ANOTHER_RULE = N_("another rule")
LATER = {
    "share.seen": N_("Yours as soon as somebody opens your share."),
    "referral.started": N_("Yours on the day this person arrives."),
}
ON_FACT = N_("Yours as soon as what confirms it has happened.")
AFTER = N_("Yours after {days}.")
ONE_DAY, DAYS = N_("*one day*"), N_("*{n} days*")
BY_HR = N_("Yours once the HR team has confirmed it.")
VOID = {
    "share.seen": N_("Unopened after {days}, it brings nothing."),
    "referral.started": N_("Without an arrival within {days}, it brings nothing."),
}
UNCONFIRMED = N_("Unconfirmed after {days}, it brings nothing.")
CAMPAIGN = N_("Paid from the purse {name}, as long as it lasts.")
SOME_CAMPAIGN = N_("Paid from a campaign’s purse, as long as it lasts.")
BEST_ONLY = N_("Of several rules of one group, only the one that gives most counts.")
A_MOMENT = timedelta(milliseconds=1)


def sentence_parts(rule: Rule, names: Names = NOBODY) -> Parts:
    """The rule in the reader's language, whole; `names` are those of rules, teams, campaigns by key or id."""
    parts = list(main_parts(rule, names))
    for after in after_parts(rule, names):
        parts += [Part(" "), *after]
    return merged(parts)


def sentence_text(rule: Rule, names: Names = NOBODY) -> str:
    """The same without marks."""
    return text_of(sentence_parts(rule, names))


def main_parts(rule: Rule, names: Names = NOBODY) -> Parts:
    """WHEN, IF, THEN, LIMITS and WINDOW: the sentence itself."""
    spec = rule.spec
    clause = when(spec, conditions(spec, names))
    said = [_gains(spec, spec.then, clause) if isinstance(spec.then, Grant) else _multiplies(spec.then, clause, names)]
    said += [part for part in (limits(spec), window_parts(spec.window)) if part]
    whole = said[0]
    for piece in said[1:]:
        whole = fill(N_("{before}, {next}"), before=whole, next=piece)
    return fill(N_("{sentence}."), sentence=whole)


def short_text(rule: Rule, names: Names = NOBODY) -> str:
    """WHEN and IF alone, for a list whose columns say the rest."""
    return text_of(when(rule.spec, conditions(rule.spec, names)))


def after_parts(rule: Rule, names: Names = NOBODY) -> tuple[Parts, ...]:
    """ELIGIBILITY, CONFIRM, CAMPAIGN and STACK GROUP: one short sentence each, as far as the rule has them."""
    return tuple(_afterwards(rule.spec, names))


def _gains(spec: RuleSpec, grant: Grant, clause: Parts) -> Parts:
    gain = gain_parts(grant)
    if grant.unit_field is None or (spec.when, grant.unit_field) in WHEN_PER_UNIT:
        return fill(GAINS, when=clause, gain=gain)
    return fill(GAINS_PER, when=clause, gain=gain, unit=fill(UNITS.get(grant.unit_field, UNIT)))


def gain_parts(grant: Grant) -> Parts:
    """Points, and what counts for the level only."""
    points = fill(POINT) if grant.points == 1 else fill(POINTS, n=grant.points)
    if not grant.recognition:
        return points
    recognition = fill(RECOGNITION, n=grant.recognition)
    gain = both([points, recognition]) if grant.points else recognition
    return fill(COUNTS_ONE if grant.recognition == 1 else COUNTS, gain=gain)


def _multiplies(multiply: Multiply, clause: Parts, names: Names) -> Parts:
    rules = both([_rule_name(key, names) for key in multiply.targets])
    return fill(MULTIPLIES, when=clause, rules=rules, times=times_parts(multiply))


def times_parts(multiply: Multiply) -> Parts:
    """Double, triple, or how many times."""
    match multiply.basis_points:
        case 20_000:
            return fill(DOUBLE)
        case 30_000:
            return fill(TRIPLE)
    return fill(TIMES, factor=number(multiply.basis_points / 10_000))


def _rule_name(key: str, names: Names) -> Parts:
    if key in names:
        return quoted(names[key])
    french, english = default_labels(key)
    name = french if language() == "fr" else english
    return fill(ANOTHER_RULE) if name == key else quoted(name)


def window_parts(window: Window) -> Parts:
    """From when to when, in days of the programme; empty for ever."""
    starts = _day(window.starts_at) if window.starts_at else ""
    ends = _day(window.ends_at - A_MOMENT) if window.ends_at else ""
    if starts and ends:
        return fill(N_("from *{start}* to *{end}*"), start=starts, end=ends)
    if starts:
        return fill(N_("from *{start}* on"), start=starts)
    return fill(N_("until *{end}*"), end=ends) if ends else ()


def _day(instant: datetime) -> str:
    return day(instant)


def _afterwards(spec: RuleSpec, names: Names) -> Iterator[Parts]:
    is_said = (spec.when, spec.confirm.fact_kind or "") in WHEN_CONFIRMED
    said = (
        () if is_said else confirmed_parts(spec.confirm),
        void_parts(spec.confirm),
        *afterwards(spec),
        campaign_parts(spec.campaign, names),
        group_parts(spec.stack_group),
    )
    yield from (each for each in said if each)


def confirmed_parts(confirm: Confirm) -> Parts:
    """What makes the points one's own; empty when they are at once."""
    match confirm.mode:
        case ConfirmMode.ON_FACT:
            return fill(LATER.get(confirm.fact_kind or "", ON_FACT))
        case ConfirmMode.AFTER_DAYS:
            return fill(AFTER, days=_days(confirm.days or 0))
        case ConfirmMode.BY_HR:
            return fill(BY_HR)
    return ()


def void_parts(confirm: Confirm) -> Parts:
    """When they lapse without that; empty when they never do."""
    if confirm.void_after_days is None:
        return ()
    return fill(VOID.get(confirm.fact_kind or "", UNCONFIRMED), days=_days(confirm.void_after_days))


def campaign_parts(campaign: str | None, names: Names) -> Parts:
    """Which purse pays; empty for the programme's."""
    if campaign is None:
        return ()
    return fill(CAMPAIGN, name=quoted(names[campaign])) if campaign in names else fill(SOME_CAMPAIGN)


def group_parts(stack_group: str | None) -> Parts:
    """That only the best of some rules counts."""
    return fill(BEST_ONLY) if stack_group is not None else ()


def _days(count: int) -> Parts:
    return fill(ONE_DAY) if count == 1 else fill(DAYS, n=count)
