"""Openings and referrals in the demo's season: when each thing happened. Every instant is aware and in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from server.demo.recruiting import DemoOpening, DemoReferral, openings, referrals
from server.demo.rhythm import at_paris, paris_day
from server.demo.season import Season


@dataclass(frozen=True, slots=True)
class Post:
    """HR publishes an opening."""

    opening: DemoOpening
    at: datetime


@dataclass(frozen=True, slots=True)
class CloseOpening:
    """HR closes an opening: somebody was found."""

    opening: DemoOpening
    at: datetime


@dataclass(frozen=True, slots=True)
class Recommend:
    """A candidate applies through an employee's link."""

    referral: DemoReferral
    at: datetime


@dataclass(frozen=True, slots=True)
class MoveOn:
    """HR moves a candidate to a stage."""

    referral: DemoReferral
    stage: str
    at: datetime


RecruitingAct = Post | CloseOpening | Recommend | MoveOn


def recruiting_acts(season: Season, now: datetime) -> list[RecruitingAct]:
    """What a season of any length has seen: an opening older than it comes on its second day."""
    today, first = paris_day(now), season.starts_on + timedelta(days=1)
    found: list[RecruitingAct] = []
    for opening in openings():
        found.append(Post(opening, at_paris(max(_day(today, opening.days), first), 8, 10)))
        if opening.closed is not None:
            found.append(CloseOpening(opening, at_paris(max(_day(today, opening.closed), first), 18, 5)))
    for place, referral in enumerate(referrals()):
        if _day(today, referral.stages["submitted"]) > first + timedelta(days=1):
            found.extend(_steps(referral, today, place))
    return sorted(found, key=lambda act: act.at)


def _day(today: date, days: int) -> date:
    return today - timedelta(days=days)


def _steps(referral: DemoReferral, today: date, place: int) -> Iterator[RecruitingAct]:
    for hour, (stage, days) in enumerate(referral.stages.items(), start=9):
        at = at_paris(_day(today, days), hour, 5 * place)
        yield Recommend(referral, at) if stage == "submitted" else MoveOn(referral, stage, at)
