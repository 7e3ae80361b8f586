"""A dry run in words: what was rewarded, what it would change, what is advised, what became of examples."""

from dataclasses import dataclass
from typing import Any

from gamification import Advice, DryRun, Example, Outcome
from server.messages import N_
from server.points.queries import reason
from server.rulebook.wording import kind_name
from server.sharing.channels import Channel, traits
from server.web.locale import say, say_many

REWARDED = {
    "share.recorded": N_("shares rewarded"),
    "share.seen": N_("shares rewarded"),
    "visits.settled": N_("days of visits rewarded"),
    "application.received": N_("applications rewarded"),
    "article.read": N_("reads rewarded"),
    "onboarding.completed": N_("welcomes rewarded"),
}
PER = {
    "day": N_("{n} a day"),
    "week": N_("{n} a week"),
    "month": N_("{n} a month"),
    "season": N_("{n} a season"),
    "ever": N_("{n} in all"),
}
FLAGS = {
    "own_words": (N_("own words"), N_("words as given")),
    "onboarded": ("", N_("not joined yet")),
    "article_active": ("", N_("article withdrawn")),
    "hot": (N_("opening in a hurry"), ""),
    "outside": (N_("from outside"), N_("from inside")),
    "conflict": (N_("conflict of interest"), ""),
    "took_part": (N_("took part"), N_("did not take part")),
    "with_words": (N_("with words"), N_("without words")),
}
REFUSED = {
    "capped": N_("cap reached"),
    "budget_exhausted": N_("budget empty"),
    "ineligible": N_("not eligible"),
    "superseded": N_("another rule pays more"),
    "out_of_window": N_("outside the period"),
    "not_matched": N_("not concerned"),
}


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """A recent fact without anybody's name, and what the draft makes of it."""

    what: str
    gives: bool
    result: str
    why: str


def rewarded(kind: str) -> str:
    """What the second figure counts."""
    return say(REWARDED.get(kind, N_("times rewarded")))


def advice_text(run: DryRun) -> str:
    """The warning where the budget would be passed, with a lower cap if one helps."""
    short = sum(1 for week in run.weeks if week.is_short)
    if not short:
        return ""
    warning = say_many("In one week the budget would fall short.", "In {n} weeks the budget would fall short.", short)
    return f"{warning} {_advised(run.advice)}"


def _advised(advice: Advice | None) -> str:
    if advice is None:
        return say(N_("No lower cap alone would be enough."))
    cap = say(PER.get(advice.per, PER["ever"]), {"n": advice.cap})
    return say(N_("Advised cap: {cap}, that is {points} points."), {"cap": cap, "points": advice.points})


def change_text(run: DryRun, gaining: str, losing: str) -> str:
    """Who gains and who loses against the rules in force, in all; people as they may be counted."""
    if not run.gaining and not run.losing:
        return say(N_("Nobody gains or loses against the rules in force."))
    gain = say(N_("{people} people gain {points} points in all."), {"people": gaining, "points": run.gained})
    if not run.losing:
        return f"{say(N_('Nobody loses against the rules in force.'))} {gain}"
    loss = say(N_("{people} people lose {points} points in all."), {"people": losing, "points": run.lost})
    return f"{loss} {gain}" if run.gaining else loss


def example_line(example: Example) -> ExampleLine:
    """One example in words."""
    what = " · ".join((kind_name(example.kind), *_values(example.values)))
    gives = example.points + example.recognition > 0
    why = reason(example.reason, example.reason_values, in_part=example.outcome == Outcome.PARTIAL)
    return ExampleLine(what, gives, _result(example, gives), why)


def _result(example: Example, gives: bool) -> str:
    if not gives:
        return say(REFUSED.get(example.outcome, N_("nothing")))
    if example.points:
        return say_many("1 point", "{n} points", example.points)
    return say(N_("{n} of recognition"), {"n": example.recognition})


def _values(values: Any) -> list[str]:
    channel = values.get("channel")
    found = [say(traits(Channel(channel)).label)] if channel in set(Channel) else []
    if isinstance(values.get("visitors"), int):
        found.append(say_many("1 visitor", "{n} visitors", values["visitors"]))
    words = (FLAGS[name][0 if value else 1] for name, value in values.items() if name in FLAGS)
    return [*found, *(say(word) for word in words if word)]
