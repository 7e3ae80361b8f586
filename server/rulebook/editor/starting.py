"""From when a version counts: a day of the programme's zone, tomorrow unless another is chosen."""

from datetime import date, datetime, timedelta

from server import clock
from server.rulebook.editor.dates import day_or_instant
from server.rulebook.editor.fields import Fields, first
from server.web.locale import zone


def starting(typed: Fields) -> datetime | None:
    """From when: the beginning of the day, or now when that day is today."""
    begins = day_or_instant(first(typed, "starts"), zone())
    today = clock.now().astimezone(zone()).date()
    return clock.now() if begins and begins.astimezone(zone()).date() == today else begins


def tomorrow() -> date:
    """The day from which a version counts unless another is chosen."""
    return clock.now().astimezone(zone()).date() + timedelta(days=1)
