"""The points of an order: parts that are set aside, spent, given back or refunded, each once."""

from collections.abc import Awaitable, Callable

from gamification import FloorError
from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.database.ids import new_id
from server.points.holding import capture_points, hold_points, refund_points, release_points
from server.points.queries import available_points
from server.rewards.known import NotEnoughPoints
from server.rewards.queries import Part, parts_of

_ACTS: dict[str, tuple[str, Callable[[str, str], Awaitable[None]]]] = {
    "spent": ("open", capture_points),
    "released": ("open", release_points),
    "taken": ("open", release_points),  # before the order ended: what came back at its end is another sum
    "refunded": ("spent", refund_points),
}


async def set_aside(redemption_id: str, person_id: str, points: int) -> None:
    """Hold somebody's points for an order. NotEnoughPoints."""
    part_id, now = new_id(), to_millis(clock.now())
    try:
        hold_key = await hold_points(person_id, points, f"{redemption_id}:{part_id}")
    except FloorError:
        missing = points - await available_points(person_id)
        raise NotEnoughPoints(max(1, missing)) from None  # what expires this very moment is still counted
    await rows(
        "INSERT INTO redemption_part (id, redemption_id, person_id, points, hold_key, state, created_at) "
        "VALUES ($1, $2, $3, $4, $5, 'open', $6) RETURNING id",
        part_id, redemption_id, person_id, points, hold_key, now,
    )  # fmt: skip


async def open_parts(redemption_id: str) -> tuple[Part, ...]:
    """What is set aside for an order now."""
    return tuple(part for part in await parts_of(redemption_id) if part.state == "open")


async def settle_parts(redemption_id: str, to: str, of: str | None = None) -> None:
    """All parts of an order, or one person's, are `spent`, `released`, `taken` or `refunded`; the people are held."""
    before, act = _ACTS[to]
    for part in sorted(await parts_of(redemption_id), key=lambda each: (each.person_id, each.id)):
        if part.state == before and of in (None, part.person_id):
            await act(part.person_id, part.hold_key)
            await rows("UPDATE redemption_part SET state = $2 WHERE id = $1 RETURNING id", part.id, to)
