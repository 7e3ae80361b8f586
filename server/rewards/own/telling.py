"""What has to be known of an order to tell people that it moved: whose it is, and whether anybody is surprised."""

from dataclasses import dataclass

from server.rewards.own.holds import order_path
from server.rewards.own.wording import WITHOUT_A_HAND
from server.rewards.queries import order


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
    found = await order(order_id)
    if found is None:
        return None
    path, is_pot = order_path(found.id, found.team_id), found.team_id is not None
    return ToldOrder(found.person_id, found.reward.kind, is_pot, found.decided_by is None, path)


def who_is_told(about: ToldOrder, state: str, people: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `people` to whom this is news: nobody is told what they did, a pot's first steps go to its opener."""
    others = tuple(each for each in people if each != about.person_id)
    is_at_once = about.is_automatic and about.kind in WITHOUT_A_HAND
    match state:
        case "requested":  # the pot is full
            return people if about.is_pot and others else ()
        case "approved":
            return () if about.is_automatic or about.kind in WITHOUT_A_HAND else (about.person_id,)
        case "prepared":
            return (about.person_id,)
        case "fulfilled":
            return others if is_at_once else people
        case "cancelled":
            return others if about.is_pot else ()
        case "rejected" | "lapsed" | "returned":
            return people
    return ()
