"""Metrics: the counts that badges look at, rebuilt from a person's facts in any order."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from .facts import Fact


def metrics_of(
    facts: Iterable[Fact], zone: ZoneInfo, this_week: str, paused_weeks: Iterable[str] = ()
) -> dict[str, int]:
    """Every metric of the live badges, from all the valid facts of one person."""
    raise NotImplementedError
