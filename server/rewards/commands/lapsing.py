"""What nobody moved for as long as HR allows: it ends, and everything set aside is there again."""

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.outages import is_away
from server.rewards.commands.outcomes import ended
from server.rewards.commands.steps import move
from server.rewards.known import OrderMoved
from server.web.logs import log

AT_ONCE = 200  # orders of a round; the next one takes the next ones


async def lapse_orders() -> None:
    """Chore: what nobody moved for as long as HR allows ends, and everything comes back."""
    due = await rows(
        "SELECT id FROM redemption WHERE lapses_at <= $1 AND state IN ('collecting', 'requested', 'approved') "
        "ORDER BY lapses_at LIMIT $2",
        to_millis(clock.now()), AT_ONCE,
    )  # fmt: skip
    for row in due:
        await _apart(row["id"])


async def _apart(redemption_id: str) -> None:
    """One that fails is tried again next time, and keeps nobody else's from being done."""
    try:
        async with transaction():
            await ended(await move(redemption_id, "lapsed", narrow=" AND lapses_at <= $2"), None)
    except OrderMoved:
        return
    except Exception as error:
        if is_away(error):
            raise
        log.error("lapse_orders_failed", problem=type(error).__name__, exc_info=True)
