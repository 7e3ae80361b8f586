"""The demo's gifts: every name and word leads somewhere, and things happen in the order in which they can."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from gamification import can_order_move
from server.demo.gift_acts import MoveOrder, OpenCatalogue, gift_acts
from server.demo.gifts import small_gifts
from server.demo.people import people
from server.demo.rhythm import paris_day
from server.demo.season import Season, season_start

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def season(weeks: int) -> Season:
    return Season(season_start(paris_day(NOW), weeks), weeks)


def test_every_name_leads_somewhere() -> None:
    gifts, names = small_gifts(), {person.name for person in people()}
    slugs, places = {gift.slug: gift for gift in gifts.gifts}, {place.name for place in gifts.places}
    for order in gifts.orders:
        gift = slugs[order.gift]
        assert order.by in names
        assert (order.place in gift.places) == bool(gift.places)
        assert (order.choice in gift.choices) == bool(gift.choices)
    for pot in gifts.pots:
        assert slugs[pot.gift].kind == "team_pot"
        assert pot.place in places
        assert len({team_of(name) for name, _, _ in pot.parts}) == 1
        assert sum(points for _, points, _ in pot.parts) < slugs[pot.gift].cost
    assert {target.by for target in gifts.targets} <= names


def team_of(name: str) -> str:
    return next(person.team for person in people() if person.name == name)


@pytest.mark.parametrize("weeks", [1, 2, 5, 13])
def test_the_catalogue_opens_first_and_nothing_is_in_the_future(weeks: int) -> None:
    first, *others = gift_acts(season(weeks), NOW)
    assert isinstance(first, OpenCatalogue)
    instants = [act.at for act in (first, *others)]
    assert instants == sorted(instants)
    assert all(act.at.date() <= NOW.date() for act in others)


def test_each_order_goes_a_way_that_orders_go() -> None:
    moved = [act for act in gift_acts(season(13), NOW) if isinstance(act, MoveOrder)]
    gifts = {gift.slug: gift for gift in small_gifts().gifts}
    for order in small_gifts().orders:
        states = [act.state for act in moved if act.order is order]
        assert states == list(order.days), order.by
        way = [state for state in states if state != "prepared"]  # a mark on what is approved
        if gifts[order.gift].approval == "auto":
            way.insert(1, "approved")
        assert way[0] == "requested"
        assert all(can_order_move(before, after) for before, after in pairwise(way)), order.by
    assert {act.state for act in moved} >= {"approved", "rejected", "cancelled", "prepared", "fulfilled", "returned"}
