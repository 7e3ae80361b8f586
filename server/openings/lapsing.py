"""Closes by itself what was to stay open until a day that is over."""

from server import clock
from server.openings.commands import close_opening
from server.openings.models import Opening
from server.web.locale import zone

LAPSED = "lapsed"
AT_ONCE = 100


async def close_lapsed() -> None:
    """Close each opening whose last day is past, in a transaction of its own; finding none is one look."""
    today = clock.now().astimezone(zone()).date()
    over = await Opening.filter(state="open", closes_on__lt=today).order_by("id").limit(AT_ONCE).values_list("id")
    for (opening_id,) in over:
        await close_opening(str(opening_id), LAPSED, None)
