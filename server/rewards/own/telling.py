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


def who_is_told(about: ToldOrder, state: str, people: tuple[str, ...], by: str | None) -> tuple[str, ...]:
    """To whom this is news: whoever opened a pot and those who gave to it, and nobody is told what they did."""
    concerned = {*people, about.person_id} if about.is_pot else {*people}
    match state:
        case "approved" if about.is_automatic or about.kind in WITHOUT_A_HAND:
            concerned = set()
        case "approved" | "prepared":  # the way of a pot's gift is told to whoever fetches it
            concerned = {about.person_id}
        case "fulfilled" if about.is_automatic and about.kind in WITHOUT_A_HAND:
            concerned = set()  # it was there on the page that asked for it
        case "collecting":
            concerned = set()
    return tuple(sorted(concerned - {by}))
