"""Weeks, months and seasons of standings, by their keys."""

from datetime import datetime, timedelta

from gamification import Period, PeriodKind, period_named, period_of
from server import clock
from server.people.queries import company
from server.web.locale import zone


def present(kind: PeriodKind) -> Period:
    """The period of a kind that holds the present."""
    return period_of(clock.now(), kind, zone())


def season_of(period: Period) -> Period:
    """The season in which a period begins."""
    return period_of(period.starts_at, PeriodKind.SEASON, zone())


def cohort_key(period: str) -> str:
    """Whose people count in a period: those of its season, so that no two figures differ by a person."""
    return season_of(period_named(period, zone())).key


async def begins(season: Period) -> datetime:
    """When a season began for this company: not before there was one."""
    profile = await company()
    return max(season.starts_at, profile.created_at) if profile else season.starts_at


def last_day(period: Period) -> datetime:
    """An instant of the period's last day."""
    return period.ends_at - timedelta(hours=12)
