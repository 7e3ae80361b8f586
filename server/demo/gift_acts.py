"""Gifts and orders in the demo's season: when each thing happened. Every instant is aware and in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from server.demo.gifts import DemoGifts, DemoOrder, DemoPot, DemoTarget, small_gifts
from server.demo.rhythm import at_paris, paris_day
from server.demo.season import Season

HOURS = {
    "requested": 12,
    "approved": 9,
    "rejected": 9,
    "cancelled": 18,
    "prepared": 15,
    "fulfilled": 17,
    "returned": 11,
}


@dataclass(frozen=True, slots=True)
class OpenCatalogue:
    """HR publishes the catalogue, its places and the season's money."""

    gifts: DemoGifts
    at: datetime


@dataclass(frozen=True, slots=True)
class MoveOrder:
    """Somebody orders, or HR or they themselves move what they ordered to a state."""

    order: DemoOrder
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GiveToPot:
    """Somebody puts points into their team's pot; the first part opens it."""

    pot: DemoPot
    part: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SaveFor:
    """Somebody chooses a gift to save for."""

    target: DemoTarget
    at: datetime


GiftAct = OpenCatalogue | MoveOrder | GiveToPot | SaveFor


def gift_acts(season: Season, now: datetime) -> list[GiftAct]:
    """What a season of any length has seen: the catalogue opens on its second day, what is older did not happen."""
    today, gifts = paris_day(now), small_gifts()
    opened = at_paris(season.starts_on + timedelta(days=1), 8, 30)
    acts: list[GiftAct] = [
        *(act for order in gifts.orders for act in _moves(order, today)),
        *(act for pot in gifts.pots for act in _parts(pot, today)),
        *(SaveFor(target, _at(today, target.days, 19)) for target in gifts.targets),
    ]
    return [OpenCatalogue(gifts, opened), *sorted((act for act in acts if act.at > opened), key=lambda act: act.at)]


def _at(today: date, days: int, hour: int, minute: int = 0) -> datetime:
    return at_paris(today - timedelta(days=days), hour, minute)


def _moves(order: DemoOrder, today: date) -> Iterator[MoveOrder]:
    for state, days in order.days.items():
        yield MoveOrder(order, state, _at(today, days, HOURS[state], len(order.by)))


def _parts(pot: DemoPot, today: date) -> Iterator[GiveToPot]:
    for number, (_, _, days) in enumerate(pot.parts):
        yield GiveToPot(pot, number, _at(today, days, 13, 5 * number))
