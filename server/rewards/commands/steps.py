"""Moving an order: one conditional update decides who moved it; the step is noted and told."""

from collections.abc import Iterable

from gamification import order_states_before
from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.events import RedemptionMoved, announce
from server.rewards.known import OrderMoved, OrderSeen, OwnOrder
from server.rewards.queries import GIVEN_BACK, order, parts_of
from server.web.problems import NotFound

PREPARED = "prepared"  # a step of an approved order, and no state: from there it can be cancelled no more
_LATER = (
    "lapses_at = CAST($2 AS bigint) + "
    "CAST(COALESCE((SELECT lapse_days FROM gift_settings WHERE id = 1), 14) AS bigint) * 86400000"
)
_ENDS = "ended_at = $2, pot_key = NULL, lapses_at = NULL"
_WRITES = {
    "requested": f"pot_key = NULL, {_LATER}",
    "approved": f"decided_at = $2, {_LATER}",
    PREPARED: f"prepared_at = $2, {_LATER}",
    "fulfilled": "fulfilled_at = $2, lapses_at = NULL",
    "rejected": f"decided_at = COALESCE(decided_at, CAST($2 AS bigint)), {_ENDS}",
}


async def move(redemption_id: str, to: str, *, narrow: str = "", owner: str | None = None, **written: str) -> OrderSeen:
    """Take an order from where it may go to `to`; of two at once one gets OrderMoved. NotFound, also for a stranger.

    The first statement of the caller's transaction. `narrow` may name the present as $2, `owner` is whose it must be,
    `written` are other columns.
    """
    values: list[object] = [redemption_id, to_millis(clock.now())]
    sets = [_WRITES.get(to, _ENDS)] + ([f"state = '{to}'"] if to != PREPARED else [])
    for column, value in written.items():
        values.append(value)
        sets.append(f"{column} = ${len(values)}")
    if owner is not None:
        values.append(owner)
        narrow += f" AND person_id = ${len(values)}"
    query = f"UPDATE redemption SET {', '.join(sets)} WHERE id = $1 AND {_may_go(to)}{narrow} RETURNING id"
    moved, stands = await rows(query, *values), await standing(redemption_id)
    if owner not in (None, stands.person_id):
        raise NotFound
    if not moved:
        raise OrderMoved(where(stands))
    return stands


def _may_go(to: str) -> str:
    if to == PREPARED:
        return "state = 'approved' AND prepared_at IS NULL"
    before = ", ".join(f"'{state}'" for state in order_states_before(to))
    return f"state IN ({before})"


async def standing(redemption_id: str) -> OrderSeen:
    """The order as it is. NotFound."""
    found = await order(redemption_id)
    if found is None:
        raise NotFound
    return found


def where(stands: OrderSeen) -> str:
    """What whoever came second is told: its state, or that it is ready."""
    return PREPARED if stands.state == "approved" and stands.prepared_at is not None else stands.state


async def people_of(stands: OrderSeen) -> tuple[str, ...]:
    """Who has points in an order, each once, in the order in which they are held."""
    return tuple(sorted({part.person_id for part in await parts_of(stands.id) if part.state not in GIVEN_BACK}))


async def refuse_own(stands: OrderSeen, by: str) -> None:
    """Nobody decides on what they ordered or put points into. OwnOrder."""
    if by == stands.person_id or by in await people_of(stands):
        raise OwnOrder


async def reached(stands: OrderSeen, state: str, people: Iterable[str], by: str | None) -> None:
    """Note that an order reached a state, or is prepared, and tell who listens: `by` may be named, or only be heard."""
    now = clock.now()
    await rows(
        "INSERT INTO redemption_step (redemption_id, state, at, by_id) VALUES ($1, $2, $3, $4) RETURNING id",
        stands.id, state, to_millis(now), _named(stands, state, by),
    )  # fmt: skip
    await announce(RedemptionMoved(stands.id, stands.reward.id, tuple(people), state, now, by))


def _named(stands: OrderSeen, state: str, by: str | None) -> str | None:
    """Who is noted: a pot names whoever opened it, and nobody who filled or emptied it, since HR reads the steps."""
    if state == "requested":
        return stands.person_id
    return None if state == "cancelled" and by != stands.person_id else by
