"""Where gifts are fetched. A place is retired, never deleted: old orders go on naming it."""

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.messages import N_
from server.rewards.known import Names
from server.rewards.models import PickupPlace, Reward
from server.web.audit import record
from server.web.locale import language
from server.web.problems import NotFound, Refused


class PlaceKnown(Refused):
    """Two desks of one name could not be told apart."""

    message = N_("There is a place of this name already.")


class StillWaiting(Refused):
    """Somebody was told to fetch a gift there."""

    message = N_("Orders that are to be fetched there: {n}. Hand them over first, or let them end.")


class OnlyPlace(Refused):
    """A published gift that is fetched needs somewhere to be fetched."""

    message = N_("“{gift}” is fetched nowhere else: give it another place first.")


async def add_place(name: str, hint: str, by: str | None) -> str:
    """A new place; its id. Raises PlaceKnown."""
    async with transaction():
        place_id = new_id()
        await PickupPlace.create(id=place_id, name=name, hint=hint)
        await _refuse_twin(place_id, name)
        await record("pickup_place.create", "pickup_place", place_id, by, None, {"name": name, "hint": hint})
    return place_id


async def _refuse_twin(place_id: str, name: str) -> None:
    others = await PickupPlace.filter(retired_at=None).exclude(id=place_id)
    if name.casefold() in (each.name.casefold() for each in others):
        raise PlaceKnown


async def rename_place(place_id: str, name: str, hint: str, by: str | None) -> None:
    """Say where it is in other words; orders show the new ones. Raises NotFound, PlaceKnown."""
    async with transaction():
        if not await rows("UPDATE pickup_place SET name = name WHERE id = $1 RETURNING id", place_id):
            raise NotFound
        before = await PickupPlace.get(id=place_id)
        await _refuse_twin(place_id, name)
        await PickupPlace.filter(id=place_id).update(name=name, hint=hint)
        was = {"name": before.name, "hint": before.hint}
        await record("pickup_place.rename", "pickup_place", place_id, by, was, {"name": name, "hint": hint})


async def retire_place(place_id: str, by: str | None) -> None:
    """Offer it no more; a retired one stays so. Raises StillWaiting while orders wait there, OnlyPlace, NotFound."""
    async with transaction():
        retired = await rows(
            "UPDATE pickup_place SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL RETURNING name",
            place_id, to_millis(clock.now()),
        )  # fmt: skip
        if not retired:
            if await PickupPlace.exists(id=place_id):
                return
            raise NotFound
        await _refuse_needed(place_id)
        await record("pickup_place.retire", "pickup_place", place_id, by, {"name": retired[0]["name"]}, None)


_WAITING = (
    "SELECT count(*) AS n FROM redemption WHERE place_id = $1 AND state IN ('collecting', 'requested', 'approved')"
)


async def _refuse_needed(place_id: str) -> None:
    waiting = await rows(_WAITING, place_id)
    if waiting[0]["n"]:
        raise StillWaiting(n=int(waiting[0]["n"]))
    open_ones = {each.id for each in await PickupPlace.filter(retired_at=None)}
    goods = await Reward.filter(kind="good", retired_at=None, published_at__not_isnull=True)
    for gift in goods:
        if place_id in gift.places and not open_ones.intersection(gift.places):
            raise OnlyPlace(gift=Names(gift.name_fr, gift.name_en).of(language()))
