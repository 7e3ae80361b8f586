"""A dry run: a drafted rule and the rules in force over the same past, and what would be different."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from .distribution import gini, top_count, top_share
from .dry_run_report import Advice, Distribution, DryRun, Week
from .dry_run_tally import Tally
from .periods import Period, PeriodKind, periods_between
from .rules import Grant, Limit, Rule
from .simulation import InForce, OpenCampaign, Start, Step, replay

POINTS_PER_EURO = 20
MOST_TRIES = 8  # lower caps that are tried: the search halves, so that 255 of them are seen


@dataclass(frozen=True, slots=True)
class Past:
    """Steps between two aware instants, what there was before them, and the calendar they are read by."""

    steps: Sequence[Step]
    start: Start
    zone: ZoneInfo
    campaigns: tuple[OpenCampaign, ...]
    since: datetime
    until: datetime


def dry_run_of(past: Past, draft: Rule, active: Sequence[Rule]) -> Generator[None, None, DryRun]:
    """Replay both, yielding after every event so that the caller can do other things; returns what would be.

    The draft stands for the version of its key. All rules count as if they had always been in force; a window that
    a rule names itself still holds. An award lapses when nothing confirms it in its days.
    """
    others = [each for each in active if each.key != draft.key]
    before = yield from _run(past, active, draft)
    after = yield from _run(past, [*others, draft], draft)
    is_short = len(after.short) > len(before.short)
    advice = (yield from _advise(past, draft, others, len(before.short))) if is_short else None
    return replace(_report(past, draft, before, after), advice=advice, is_new=len(others) == len(active))


def _run(past: Past, rules: Iterable[Rule], about: Rule) -> Generator[None, None, Tally]:
    tally = Tally(about, past.start.left.get(about.spec.campaign, 0))
    always = [InForce(each) for each in rules]
    for each in replay(past.steps, always, past.start, past.zone, past.campaigns, lapses=True, explain=True):
        tally.add(each)
        yield
    return tally


def _advise(past: Past, draft: Rule, others: list[Rule], bearable: int) -> Generator[None, None, Advice | None]:
    """The highest lower cap of the first limit per person under which the purses suffice as they do today."""
    place = next((n for n, limit in enumerate(draft.spec.limits) if "person" in limit.scope and _cap(limit) > 1), None)
    if place is None or not isinstance(draft.spec.then, Grant):
        return None
    limit, best = draft.spec.limits[place], None
    low, high = 1, _cap(limit) - 1
    for _ in range(MOST_TRIES):
        if low > high:
            break
        cap = (low + high + 1) // 2
        tried = yield from _run(past, [*others, _capped(draft, place, cap)], draft)
        if len(tried.short) <= bearable:
            best, low = Advice(cap, limit.per.value, _counts(limit), limit.scope, tried.points), cap + 1
        else:
            high = cap - 1
    return best


def _cap(limit: Limit) -> int:
    return limit.max_units or limit.max_times or 0


def _counts(limit: Limit) -> str:
    return "times" if limit.max_units is None else "units"


def _capped(draft: Rule, place: int, cap: int) -> Rule:
    limits = list(draft.spec.limits)
    counts_times = limits[place].max_units is None
    limits[place] = replace(limits[place], max_times=cap) if counts_times else replace(limits[place], max_units=cap)
    return replace(draft, spec=replace(draft.spec, limits=tuple(limits)))


def _report(past: Past, draft: Rule, before: Tally, after: Tally) -> DryRun:
    everybody = sorted(before.people | after.people)
    earned = [after.earned[each] for each in everybody]
    earlier = [before.earned[each] for each in everybody]
    changes = [now - then for now, then in zip(earned, earlier, strict=True)]
    weeks = _weeks(past, before, after)
    return DryRun(
        when=draft.spec.when,
        facts=after.facts,
        points=after.points,
        recognition=after.recognition,
        awards=after.awards,
        people=sum(1 for amount in after.by_person.values() if amount > 0),
        cents=after.points * 100 // POINTS_PER_EURO,
        campaign=draft.spec.campaign,
        left_before=after.left_before,
        weeks=weeks,
        first_empty=next((week.starts_on for week in weeks if week.is_short), None),
        distribution=_distribution(earned),
        gini_before=gini(earlier),
        newly_capped=len(after.capped - before.capped),
        gaining=sum(1 for change in changes if change > 0),
        gained=sum(change for change in changes if change > 0),
        losing=sum(1 for change in changes if change < 0),
        lost=-sum(change for change in changes if change < 0),
        examples=after.examples(),
    )


def _distribution(amounts: list[int]) -> Distribution:
    return Distribution(
        len(amounts), gini(amounts), top_count(len(amounts), 1), top_share(amounts, 1), top_share(amounts, 10)
    )


def _weeks(past: Past, before: Tally, after: Tally) -> tuple[Week, ...]:
    """A bar for each ISO week that the span touches; it is short where purses refuse more than they do today."""
    weeks, left = [], after.left_before
    for period in periods_between(past.since, past.until, PeriodKind.WEEK, past.zone):
        points = sum(amount for at, amount in after.amounts if _is_in(at, period, past))
        left = after.left_by(period.ends_at, left)
        monday = period.starts_at.astimezone(past.zone).date().isoformat()
        refused, today = (sum(_is_in(at, period, past) for at in each.short) for each in (after, before))
        weeks.append(Week(monday, points, left, refused > today))
    return tuple(weeks)


def _is_in(at: datetime, period: Period, past: Past) -> bool:
    """What happened a little before the span, and was recorded in it, counts in its first week."""
    return period.starts_at <= max(at, past.since) < period.ends_at
