"""A day that HR finds waiting: a script opened a colleague’s link, one building, one browser, by the clock."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from server.demo.acts import Share, Visit
from server.demo.rhythm import paris_day
from server.demo.season import Season
from server.demo.visitors import DOCUMENTATION_V4

OPENED = 14
EVERY = timedelta(seconds=40)
DAYS_AGO = range(8, 29)  # before the season's end: finished, whichever day of the last week today is
NETWORK = DOCUMENTATION_V4[1]
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36"


def suspect_day(shares: Sequence[Share], season: Season) -> Iterator[Visit]:
    """Fourteen visits, forty seconds apart, of the latest of these shares that fits; none where none does."""
    recent = [share for share in shares if _is_recent(share, season)]
    if not recent:
        return
    chosen = max(recent, key=lambda share: (share.at, share.ref))
    for number in range(OPENED):
        at = chosen.at + timedelta(minutes=11) + number * EVERY
        yield Visit(chosen.ref, "person", f"{NETWORK}.{20 + number}", AGENT.format(version=130 + number), at)


def _is_recent(share: Share, season: Season) -> bool:
    days = (paris_day(season.ends_at) - paris_day(share.at)).days
    return share.channel == "linkedin" and days in DAYS_AGO and share.at.hour < 20
