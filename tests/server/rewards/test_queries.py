"""What is asked about gifts and orders: the same answers on both databases, in a fixed order."""

from datetime import timedelta

import pytest

from server import clock
from server.rewards.commands import add_to_pot, approve_order, cancel_order, open_pot, prepare_order, take_from_pot
from server.rewards.known import RewardSeen
from server.rewards.models import GiftTarget, PickupPlace
from server.rewards.queries import (
    is_offered,
    most_chosen,
    order,
    orders_by_ids,
    orders_in,
    orders_of,
    orders_waiting,
    places,
    reward_by_slug,
    rewards,
    rewards_by_ids,
    taken_in_window,
    target_of,
)
from tests.support.people import company, person
from tests.support.rewards import a_place, a_reward, ordered, points_for

pytestmark = pytest.mark.usefixtures("db")
A_DAY = timedelta(days=1)


async def test_the_catalogue_in_its_order() -> None:
    now = clock.now()
    dear, cheap = await a_reward(cost=300), await a_reward(cost=50, choices=["Rouge", "Bleu"])
    draft, gone = await a_reward(published_at=None), await a_reward(retired_at=now)
    assert [each.id for each in await rewards()] == [cheap.id, dear.id]
    assert {each.id for each in await rewards(published_only=False)} == {cheap.id, dear.id, draft.id, gone.id}
    assert cheap.choices == ("Rouge", "Bleu")
    assert await reward_by_slug(draft.slug) == draft
    assert await reward_by_slug("nothing") is None
    assert await rewards_by_ids([dear.id, dear.id, "nothing"]) == {dear.id: dear}
    assert await rewards_by_ids([]) == {}


async def test_what_is_offered_on_a_day() -> None:
    today = clock.now().date()

    async def offered(**fields: object) -> list[bool]:
        seen: RewardSeen = await a_reward(**fields)
        return [is_offered(seen, today + days * A_DAY) for days in (-1, 0, 1)]

    assert await offered() == [True, True, True]
    assert await offered(from_day=today) == [False, True, True]
    assert await offered(until_day=today) == [True, True, False]
    assert await offered(from_day=today, until_day=today) == [False, True, False]
    assert await offered(published_at=None) == await offered(retired_at=clock.now()) == [False, False, False]


async def test_places_and_targets() -> None:
    await company()
    alice, second, first, closed = (
        await person("alice"),
        await a_place("Nantes"),
        await a_place("Lyon"),
        await a_place(),
    )
    await PickupPlace.filter(id=closed).update(retired_at=clock.now())
    assert [(each.id, each.name, each.hint) for each in await places()] == [
        (first, "Lyon", "Ask at the desk"), (second, "Nantes", "Ask at the desk"),
    ]  # fmt: skip
    assert await target_of(alice.id) is None
    reward = await a_reward()
    await GiftTarget.create(person_id=alice.id, reward_id=reward.id, since=clock.now())
    assert await target_of(alice.id) == reward


async def test_somebodys_orders_and_hrs_queue() -> None:
    await company()
    alice, bob, hr = await person("alice"), await person("bob"), await person("helene", role="hr")
    for each in (alice, bob):
        await points_for(each, 1_000)
    lyon, nantes = await a_place("Lyon"), await a_place("Nantes")
    reward, pot_gift = await a_reward(places=[lyon, nantes], stock_total=None), await a_reward(kind="team_pot")
    made = [await ordered(reward, alice, place_id=place) for place in (lyon, nantes, lyon)]
    pot, foreign = await open_pot(pot_gift.slug, 40, bob.id), await ordered(reward, bob, place_id=nantes)
    await add_to_pot(pot, 10, alice.id)
    mine = [pot, *reversed(made)]
    assert [each.id for each in await orders_of(alice.id)] == mine
    assert [each.id for each in await orders_of(alice.id, most=2)] == mine[:2]
    assert [each.id for each in await orders_of(alice.id, before=mine[1], most=2)] == mine[2:]
    await take_from_pot(pot, alice.id)
    assert [each.id for each in await orders_of(alice.id)] == mine, "what somebody took part in stays in their history"
    waiting = [*made, foreign]
    assert [each.id for each in await orders_in(["requested"])] == waiting
    assert [each.id for each in await orders_in(["requested"], after=made[1])] == waiting[2:]
    assert [each.id for each in await orders_in(["requested"], most=1)] == waiting[:1]
    assert [each.id for each in await orders_in(["requested"], place_id=nantes)] == [made[1], foreign]
    assert [each.id for each in await orders_in(["requested"], place_id=nantes, person_id=bob.id)] == [foreign]
    assert [each.id for each in await orders_in(["requested", "collecting"], reward_id=pot_gift.id)] == [pot]
    assert await orders_in(["requested"], season="2026-Q3") == await orders_in([]) == []
    assert await orders_by_ids([pot, "nothing"]) == {pot: await order(pot)}
    assert await order("nothing") is None
    assert await orders_waiting() == 4
    await approve_order(made[0], hr.id)
    await approve_order(made[1], hr.id)
    await prepare_order(made[1], hr.id)
    assert await orders_waiting() == 3


async def test_the_gift_that_most_people_chose() -> None:
    await company()
    people = [await person(f"p{number}") for number in range(6)]
    few, many = await a_reward(stock_total=None), await a_reward(stock_total=None)
    with clock.moved() as time:
        time.set(clock.now())
        for each in people:
            await points_for(each, 500)
        for each in people[:4]:
            await ordered(few, each)
            await ordered(few, each)
            await ordered(many, each)
        assert await most_chosen() is None, "four people would say who they are"
        fifth = await ordered(many, people[4])
        assert await most_chosen() == many.id
        await cancel_order(fifth, people[4].id)
        assert await most_chosen() is None
        await ordered(many, people[5])
        assert await most_chosen() == many.id
        time.advance(91 * A_DAY)
        assert await most_chosen() is None


async def test_what_somebody_took_in_a_window() -> None:
    await company()
    alice = await person("alice")
    await points_for(alice, 500)
    counted = {}
    gifts = {window: await a_reward(limit_window=window) for window in ("month", "quarter", "year", "ever")}
    with clock.moved() as time:
        time.set(clock.now())
        for gift in gifts.values():
            await ordered(gift, alice)
        for days in (0, 7, 38, 400):
            at = clock.now() + days * A_DAY
            counted[days] = [await taken_in_window(alice.id, gift, at) for gift in gifts.values()]
    assert counted == {0: [1, 1, 1, 1], 7: [0, 1, 1, 1], 38: [0, 0, 0, 1], 400: [0, 0, 0, 1]}
