"""The block of a dry run: its figures, bars and notes in words."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gamification import MINIMUM_GROUP, DryRun
from server.messages import N_
from server.rulebook.drafts import Draft
from server.rulebook.simulation_chart import Chart, chart
from server.rulebook.simulation_queries import latest
from server.rulebook.simulation_running import spec_of
from server.rulebook.simulation_wording import ExampleLine, advice_text, change_text, example_line, rewarded
from server.rulebook.versions import spec_hash
from server.web.locale import number, say
from server.web.rendering import Page

FEW = N_("under {n}")


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A week in the table that stands for the bars."""

    starts_on: date
    points: str
    left: str
    is_short: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What a finished dry run says."""

    points: str
    recognition: int
    rewarded: str
    awards: str
    people: str
    euros: str
    chart: Chart
    weeks: tuple[WeekLine, ...]
    warning: str
    first_empty: date | None
    capped: str
    change: str
    loses: bool
    spread: tuple[str, str, str, str] | None
    top_people: int
    examples: tuple[ExampleLine, ...]


@dataclass(frozen=True, slots=True)
class SimulationBlock:
    """`state` is none, running, finished or failed; a stale one is of another content than the draft has now."""

    draft_id: str
    state: str
    is_stale: bool
    percent: int
    figures: Figures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationPart(Page):
    """The block alone."""

    template: ClassVar[str] = "rulebook/simulation.html"
    simulation: SimulationBlock


async def simulation_of(draft: Draft) -> SimulationBlock:
    """The block to show beside a draft as it is now."""
    spec = spec_of(draft)
    found = await latest(draft.id, spec_hash(spec) if spec else None)
    if found is None:
        return SimulationBlock(draft.id, "none", False, 0, None)
    percent = 100 * found.done // found.total if found.total else 0
    figures = _figures(found.run) if found.run else None
    state = "failed" if found.state == "finished" and figures is None else found.state
    return SimulationBlock(draft.id, state, found.is_stale, percent, figures)


def masked(people: int) -> str:
    """How many people, unless they are so few that they could be told."""
    return say(FEW, {"n": MINIMUM_GROUP}) if 0 < people < MINIMUM_GROUP else number(people)


def _figures(run: DryRun) -> Figures:
    return Figures(
        points=number(run.points),
        recognition=run.recognition,
        rewarded=rewarded(run.when),
        awards=number(run.awards),
        people=masked(run.people),
        euros=number(run.cents // 100),
        chart=chart(run),
        weeks=tuple(_week(each.starts_on, each.points, each.left, each.is_short) for each in run.weeks),
        warning=advice_text(run),
        first_empty=date.fromisoformat(run.first_empty) if run.first_empty else None,
        capped=masked(run.newly_capped) if run.newly_capped else "",
        change=change_text(run, masked(run.gaining), masked(run.losing)),
        loses=run.losing > 0,
        spread=_spread(run),
        top_people=run.distribution.top_1_people,
        examples=tuple(map(example_line, run.examples)),
    )


def _week(starts_on: str, points: int, left: int | None, is_short: bool) -> WeekLine:
    return WeekLine(date.fromisoformat(starts_on), number(points), "" if left is None else number(left), is_short)


def _spread(run: DryRun) -> tuple[str, str, str, str] | None:
    """Shares of the top in percent, the Gini now and before; nothing about a group that is too small."""
    found = run.distribution
    if found.people < MINIMUM_GROUP:
        return None
    top = number(found.top_1 // 100) if found.top_1_people > 1 else ""
    return top, number(found.top_10 // 100), _hundredths(found.gini), _hundredths(run.gini_before)


def _hundredths(basis_points: int) -> str:
    return number(round(basis_points / 10_000, 2))
