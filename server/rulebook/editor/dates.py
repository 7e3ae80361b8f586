"""Days of the programme's zone as instants."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins there, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_or_instant(text: str, zone: ZoneInfo, *, after: int = 0) -> datetime | None:
    """The midnight of a written day, `after` days later; a whole instant is taken as it is; None for other texts."""
    try:
        if len(text) > len("2026-11-22"):
            instant = datetime.fromisoformat(text)
            if instant.utcoffset() is None or not EARLIEST.year - 1 <= instant.year <= LATEST.year:
                return None
            return instant.astimezone(UTC)
        day = date.fromisoformat(text)
        return midnight(date.fromordinal(day.toordinal() + after), zone) if EARLIEST <= day < LATEST else None
    except (ValueError, OverflowError):
        return None
