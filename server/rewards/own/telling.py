"""What has to be known of an order to tell people that it moved: whose it is, and whether anybody is surprised."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.database import rows
from server.rewards.known import Names
from server.rewards.own.holds import order_path

WITHOUT_A_HAND = ("voucher", "donation")  # nothing is carried to a desk: they are there at the yes


@dataclass(frozen=True, slots=True)
class ToldOrder:
    """An order as somebody is told of it. `person_id` ordered it, or opened the pot."""

    person_id: str
    kind: str
    is_pot: bool
    is_automatic: bool
    path: str


async def told_order(order_id: str) -> ToldOrder | None:
    """An order, inside the transaction in which it moved."""
    found = await rows(
        "SELECT o.id, o.person_id, o.team_id, o.decided_by_id, r.kind FROM redemption o "
        "JOIN reward r ON r.id = o.reward_id WHERE o.id = $1",
        order_id,
    )
    if not found:
        return None
    row = found[0]
    path, is_pot = order_path(row["id"], row["team_id"]), row["team_id"] is not None
    return ToldOrder(row["person_id"], row["kind"], is_pot, row["decided_by_id"] is None, path)


def who_is_told(order: ToldOrder, state: str, people: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `people` to whom this is news: nobody is told what they did, a pot's first steps go to its opener."""
    others = tuple(each for each in people if each != order.person_id)
    is_at_once = order.is_automatic and order.kind in WITHOUT_A_HAND
    match state:
        case "requested":  # the pot is full
            return people if order.is_pot and others else ()
        case "approved":
            return () if order.is_automatic or order.kind in WITHOUT_A_HAND else (order.person_id,)
        case "prepared":
            return (order.person_id,)
        case "fulfilled":
            return others if is_at_once else people
        case "cancelled":
            return others if order.is_pot else ()
        case "rejected" | "lapsed" | "returned":
            return people
    return ()


async def gift_names(reward_ids: Iterable[str]) -> dict[str, Names]:
    """Gifts by their identifiers."""
    wanted = sorted(set(reward_ids))
    if not wanted:
        return {}
    places = ", ".join(f"${number}" for number in range(1, len(wanted) + 1))
    found = await rows(f"SELECT id, name_fr, name_en FROM reward WHERE id IN ({places})", *wanted)
    return {row["id"]: Names(row["name_fr"], row["name_en"]) for row in found}
