"""Ordering a gift: everything is set aside together, or nothing is."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gamification import Fact
from server import clock
from server.database import rows
from server.events import RedemptionMoved, StockLow
from server.people.models import Person
from server.rewards.commands import redeem_reward
from server.rewards.known import (
    ChoiceMissing,
    LevelTooLow,
    LimitReached,
    NotEnoughPoints,
    NotOffered,
    OrderRefused,
    OutOfStock,
    PlaceMissing,
    PriceChanged,
    SeasonClosed,
    Wish,
)
from server.rewards.models import GiftSeason, PickupPlace, Reward
from server.rewards.queries import order, orders_waiting, parts_of, steps_of_order
from server.web.problems import NotFound
from tests.support.codes import CODES, a_voucher
from tests.support.people import company, person
from tests.support.rewards import (
    a_place,
    a_reward,
    everything,
    ordered,
    points_for,
    purse,
    season_money,
    the_reward,
)

pytestmark = pytest.mark.usefixtures("db")
A_DAY = timedelta(days=1)
TODAY = date(2026, 11, 24)


async def rich(name: str = "alice", points: int = 1_000, **more: Any) -> Person:
    """Somebody with points to spend."""
    made = await person(name, **more)
    await points_for(made, points)
    return made


async def refused(wish: Wish, who: Person, why: type[Exception]) -> Exception:
    """The order is refused for that reason, and leaves no trace."""
    before = await everything()
    with pytest.raises(why) as caught:
        await redeem_reward(wish, who.id)
    assert type(caught.value) is why
    assert await everything() == before
    return caught.value


def moves(heard: list[object]) -> list[str]:
    return [each.state for each in heard if isinstance(each, RedemptionMoved)]


async def test_a_request_sets_everything_aside_and_waits_for_hr(heard: list[object]) -> None:
    await company()
    alice, place = await rich(points=130), await a_place("Nantes, desk")
    reward = await a_reward(places=[place], choices=["Blue", "Red"])
    wish = Wish(reward.slug, place, "Red", "  after six  ", terms=reward.terms)
    made = await order(await redeem_reward(wish, alice.id))
    assert made is not None
    assert (made.state, made.place, made.choice, made.note) == ("requested", "Nantes, desk", "Red", "after six")
    assert (made.cost, made.value_cents, made.counted_cents, made.tax_label) == (100, 2_000, 2_000, "taxable")
    assert (made.year, made.season, made.team_id) == (2026, "2026-Q4", None)
    assert made.lapses_at == made.requested_at + 14 * A_DAY
    assert await purse(alice) == (30, 100, 0)
    assert await season_money() == 2_000
    assert (await the_reward(reward.id)).left == 2
    assert [(part.person_id, part.points, part.state) for part in await parts_of(made.id)] == [(alice.id, 100, "open")]
    assert [(step.state, step.by_id) for step in await steps_of_order(made.id)] == [("requested", alice.id)]
    (told,) = heard
    assert isinstance(told, RedemptionMoved)
    assert (told.redemption_id, told.reward_id, told.people) == (made.id, reward.id, (alice.id,))
    assert told.state == "requested"
    assert await orders_waiting() == 1


async def test_what_hr_need_not_decide_is_approved_at_once(heard: list[object]) -> None:
    await company()
    alice = await rich()
    made = await order(await ordered(await a_reward(approval="auto"), alice))
    assert made is not None
    assert (made.state, made.decided_by) == ("approved", None)
    assert made.decided_at is not None
    assert moves(heard) == ["requested", "approved"]
    assert await purse(alice) == (900, 100, 0)
    paid = await order(await ordered(await a_reward(approval="auto"), alice, through_payroll=True))
    assert paid is not None
    assert (paid.state, paid.counted_cents, paid.through_payroll) == ("requested", 0, True)


async def test_a_voucher_and_a_donation_that_need_no_yes_are_there_at_once(heard: list[object]) -> None:
    await company()
    alice, voucher = await rich(), await the_reward(await a_voucher(CODES[0]))
    made = await order(await ordered(voucher, alice))
    assert made is not None
    assert (made.state, made.lapses_at) == ("fulfilled", None)
    assert [row["redemption_id"] for row in await rows("SELECT redemption_id FROM reward_code")] == [made.id]
    donation = await a_reward(kind="donation", tax_label="donation", approval="auto", stock_total=None)
    given = await order(await ordered(donation, alice))
    assert given is not None
    assert (given.state, given.counted_cents) == ("fulfilled", 0)
    assert moves(heard) == ["requested", "approved", "fulfilled"] * 2
    (fact,) = [each for each in heard if isinstance(each, Fact)]
    assert (fact.kind, fact.person, fact.object_id, dict(fact.values)) == ("gift.donated", alice.id, given.id, {})
    assert await purse(alice) == (850, 0, 150)
    assert ((await the_reward(donation.id)).stock_reserved, (await the_reward(donation.id)).stock_done) == (0, 1)
    lines = await rows("SELECT redemption_id, slot, amount FROM gift_payroll_line")
    assert lines == [{"redemption_id": made.id, "slot": "gift", "amount": 1_000}]


async def test_what_the_catalogue_does_not_offer() -> None:
    await company()
    alice = await rich()
    for offered, why in (
        ({"published_at": None}, NotFound),
        ({"retired_at": clock.now()}, NotOffered),
        ({"from_day": TODAY + A_DAY}, NotOffered),
        ({"until_day": TODAY - A_DAY}, NotOffered),
        ({"kind": "team_pot"}, NotOffered),
        ({"stock_total": 0}, OutOfStock),
        ({"stock_total": 2, "stock_reserved": 1, "stock_done": 1}, OutOfStock),
        ({"min_level": 2}, LevelTooLow),
        ({"choices": ["Blue"]}, ChoiceMissing),
    ):
        reward = await a_reward(**offered)
        await refused(Wish(reward.slug, choice="Green"), alice, why)
    await refused(Wish("no-such-gift"), alice, NotFound)
    await refused(Wish((await a_reward()).slug, terms="99-2000-taxable"), alice, PriceChanged)
    await ordered(await a_reward(from_day=TODAY, until_day=TODAY), alice)


async def test_where_it_is_fetched() -> None:
    await company()
    alice, here, elsewhere = await rich(), await a_place(), await a_place("Elsewhere")
    closed = await a_place("Closed")
    await PickupPlace.filter(id=closed).update(retired_at=clock.now())
    good = await a_reward(places=[here, closed])
    for place in (None, elsewhere, closed, "nowhere"):
        await refused(Wish(good.slug, place), alice, PlaceMissing)
    outing = await a_reward(kind="experience", places=[here])
    await refused(Wish(outing.slug, elsewhere), alice, PlaceMissing)
    for reward, asked, kept in ((good, here, here), (outing, None, None), (await a_reward(), elsewhere, None)):
        made = await order(await redeem_reward(Wish(reward.slug, asked), alice.id))
        assert made is not None
        assert made.place_id == kept


async def test_only_those_who_take_part_order() -> None:
    await company()
    reward, now = await a_reward(), clock.now()
    for name, away in (
        ("early", {"joined_at": None}), ("apart", {"opted_out_at": now}), ("gone", {"left_company_at": now}),
    ):  # fmt: skip
        await refused(Wish(reward.slug), await rich(name, **away), NotFound)


async def test_points_that_are_missing() -> None:
    await company()
    alice, nobody = await rich(points=60), await person("bob")
    reward = await a_reward(cost=100)
    short = await refused(Wish(reward.slug), alice, NotEnoughPoints)
    assert isinstance(short, NotEnoughPoints)
    assert short.missing == 40
    nothing = await refused(Wish(reward.slug), nobody, NotEnoughPoints)
    assert isinstance(nothing, NotEnoughPoints)
    assert nothing.missing == 100


async def test_a_persons_limit_in_its_window() -> None:
    await company()
    reward = await a_reward(limit_count=1, limit_window="month", stock_total=None)
    ever = await a_reward(limit_count=2, stock_total=None)
    alice, bob = await rich(), await rich("bob")
    with clock.moved() as time:
        await ordered(reward, alice)
        await ordered(ever, alice)
        once = await refused(Wish(reward.slug), alice, LimitReached)
        assert isinstance(once, LimitReached)
        assert (once.count, once.window) == (1, "month")
        await ordered(reward, bob)
        time.advance(7 * A_DAY)  # the first of December
        await ordered(reward, alice)
        await refused(Wish(reward.slug), alice, LimitReached)
        await ordered(ever, alice)
        await refused(Wish(ever.slug), alice, LimitReached)


async def test_the_seasons_money_ends() -> None:
    await company()
    await GiftSeason.create(season="2026-Q4", budget_cents=5_000)
    alice = await rich()
    for _ in range(2):
        await ordered(await a_reward(), alice)
    await refused(Wish((await a_reward()).slug), alice, SeasonClosed)
    await refused(Wish((await a_reward(value_cents=1_001)).slug), alice, SeasonClosed)
    await ordered(await a_reward(value_cents=1_000), alice)
    assert await season_money() == 5_000


async def test_a_voucher_whose_codes_are_gone() -> None:
    await company()
    alice, reward_id = await rich(), await a_voucher(CODES[0], expires_on=TODAY - A_DAY)
    voucher = await the_reward(reward_id)
    assert voucher.left == 1
    await refused(Wish(voucher.slug), alice, OutOfStock)


async def test_hr_hears_once_that_few_are_left(heard: list[object]) -> None:
    await company()
    alice, reward = await rich(), await a_reward(stock_total=4, low_stock_at=2)
    for _ in range(3):
        await ordered(reward, alice)
    low = [each for each in heard if isinstance(each, StockLow)]
    assert [(each.reward_id, each.left) for each in low] == [(reward.id, 2)]


async def test_a_gift_that_changed_while_it_was_ordered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is not what is there: nobody pays a price that they did not see."""
    await company()
    alice, reward = await rich(), await a_reward()
    await Reward.filter(id=reward.id).update(cost=150)

    async def read_before(slug: str) -> object:
        return replace(await the_reward(reward.id), cost=100)

    monkeypatch.setattr("server.rewards.commands.requesting.reward_by_slug", read_before)
    await refused(Wish(reward.slug), alice, PriceChanged)


async def test_one_piece_and_twelve_who_want_it_at_once() -> None:
    await company()
    people = [await rich(f"p{number}", points=100) for number in range(12)]
    reward = await a_reward(stock_total=1)
    outcomes = await asyncio.gather(*(ordered(reward, each) for each in people), return_exceptions=True)
    won = [each for each, outcome in zip(people, outcomes, strict=True) if isinstance(outcome, str)]
    assert len(won) == 1
    assert sum(isinstance(outcome, OutOfStock) for outcome in outcomes) == 11
    for each in people:
        assert await purse(each) == ((0, 100, 0) if each in won else (100, 0, 0))
    assert ((await the_reward(reward.id)).left, await season_money()) == (0, 2_000)


async def test_one_person_who_orders_many_times_at_once_passes_neither_limit_nor_balance() -> None:
    await company()
    alice = await rich(points=350)
    once, often = await a_reward(limit_count=1), await a_reward(stock_total=None)
    outcomes = await asyncio.gather(*(ordered(reward, alice) for reward in (once, often) * 4), return_exceptions=True)
    refusals = [each for each in outcomes if not isinstance(each, str)]
    assert all(isinstance(each, OrderRefused) for each in refusals), refusals
    assert len(outcomes) - len(refusals) == 3
    assert (await the_reward(once.id)).stock_reserved == 1
    assert await purse(alice) == (50, 300, 0)
