"""The time zones a programme may live in."""

from functools import cache
from zoneinfo import available_timezones

_REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zones() -> tuple[str, ...]:
    """IANA names by region; those kept for old systems are left out."""
    named = (name for name in available_timezones() if "/" in name and name.partition("/")[0] in _REGIONS)
    return (*sorted(named), "UTC")
