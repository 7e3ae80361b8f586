"""When points count: in the period in which the act happened, as long as that period is open."""

from datetime import datetime, timedelta

LATE = timedelta(hours=72)  # so long after its end a period still takes what happened in it


def counted_at(happened: datetime, now: datetime) -> datetime:
    """The instant an act counts at: its own, but never more than 72 hours ago, when every period is still open."""
    return min(max(happened, now - LATE), now)
