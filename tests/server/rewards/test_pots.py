"""Pots: several people of a team give points to one gift, and each gets back exactly what they gave."""

import asyncio

import pytest

from server.database import rows
from server.events import RedemptionMoved
from server.people.models import Person
from server.rewards.commands import (
    add_to_pot,
    approve_order,
    cancel_order,
    fulfil_order,
    open_pot,
    redeem_reward,
    reject_order,
    return_order,
    take_from_pot,
)
from server.rewards.known import (
    ChoiceMissing,
    LimitReached,
    NoTeam,
    NotEnoughPoints,
    NotOffered,
    OrderMoved,
    OutOfStock,
    OwnOrder,
    PartTooLarge,
    PlaceMissing,
    PotOpen,
    RewardSeen,
    SeasonClosed,
    Wish,
)
from server.rewards.models import GiftSeason
from server.rewards.own.queries import own_points
from server.rewards.queries import ceiling_for, open_pots, orders_of, parts_of, steps_of_order
from server.web.problems import NotFound
from tests.support.orders import seen, sound
from tests.support.people import company, person, team
from tests.support.rewards import a_place, a_reward, everything, points_for, purse, season_money, the_reward

pytestmark = pytest.mark.usefixtures("db")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def cast() -> tuple[Person, Person, Person, Person]:
    """Alice and Bob of one team, Charlie of another one, Hélène of HR in theirs."""
    await company()
    charlie, hr = await person("charlie", of="Ops"), await person("helene", role="hr")
    made = (await person("alice"), await person("bob"), charlie, hr)
    for each in made:
        await points_for(each, 300)
    return made


async def a_pot_gift(**changes: object) -> RewardSeen:
    return await a_reward(**{"kind": "team_pot", "cost": 200, "value_cents": 30_000, **changes})


async def purses(*people: Person) -> list[tuple[int, int, int]]:
    return [await purse(each) for each in people]


async def test_a_full_pot_is_the_teams_order(heard: list[object]) -> None:
    alice, bob, _, hr = await cast()
    gift, data = await a_pot_gift(), (await team("Data")).id
    pot = await open_pot(gift.slug, 80, alice.id, note="For Friday")
    there = await seen(pot)
    assert (there.state, there.team_id, there.counted_cents, there.note) == (
        "collecting", data, 0, "For Friday",
    )  # fmt: skip
    assert ((await the_reward(gift.id)).left, await season_money()) == (2, 30_000)
    assert [each.id for each in await open_pots(data)] == [pot]
    await add_to_pot(pot, 100, bob.id)
    await add_to_pot(pot, 20, alice.id)
    there = await seen(pot)
    assert (there.state, there.person_id) == ("requested", alice.id)
    assert await open_pots(data) == []
    assert await purses(alice, bob) == [(200, 100, 0), (200, 100, 0)]
    assert [each.id for each in await orders_of(bob.id)] == [pot]
    other = await person("ines", role="hr")
    await approve_order(pot, other.id)
    await fulfil_order(pot, hr.id)
    assert await purses(alice, bob) == [(200, 0, 100), (200, 0, 100)]
    assert await rows("SELECT id FROM gift_payroll_line") == []
    for each in (alice, bob):
        assert (await ceiling_for(each.id, 2026)).used == 0  # type: ignore[union-attr]
    told = [each for each in heard if isinstance(each, RedemptionMoved)]
    assert [each.state for each in told] == ["collecting", "requested", "approved", "fulfilled"]
    assert told[0].people == (alice.id,)
    assert {each.people for each in told[1:]} == {tuple(sorted((alice.id, bob.id)))}
    await return_order(pot, hr.id, back_in_stock=True)
    assert await purses(alice, bob) == [(300, 0, 0), (300, 0, 0)]
    await sound()


async def test_a_pot_that_wants_nobodys_yes() -> None:
    alice, _, _, hr = await cast()
    pot = await open_pot((await a_pot_gift(approval="auto")).slug, 200, alice.id)
    assert (await seen(pot)).state == "approved"
    await fulfil_order(pot, hr.id)
    assert await purse(alice) == (100, 0, 200)


async def test_who_gave_gets_it_back_and_an_empty_pot_is_over() -> None:
    alice, bob, charlie, _ = await cast()
    gift = await a_pot_gift()
    pot = await open_pot(gift.slug, 80, alice.id)
    await add_to_pot(pot, 30, bob.id)
    await add_to_pot(pot, 10, bob.id)
    await take_from_pot(pot, bob.id)
    assert await purses(alice, bob) == [(220, 80, 0), (300, 0, 0)]
    assert [part.state for part in await parts_of(pot)] == ["open", "taken", "taken"]
    before = await everything()
    for stranger in (bob, charlie):
        with pytest.raises(NotFound):
            await take_from_pot(pot, stranger.id)
    assert await everything() == before
    await add_to_pot(pot, 5, bob.id)
    await take_from_pot(pot, alice.id)
    assert (await seen(pot)).state == "collecting"
    await take_from_pot(pot, bob.id)
    assert (await seen(pot)).state == "cancelled"
    assert await purses(alice, bob) == [(300, 0, 0), (300, 0, 0)]
    assert ((await the_reward(gift.id)).left, await season_money()) == (3, 0)
    with pytest.raises(OrderMoved):
        await add_to_pot(pot, 5, bob.id)
    await open_pot(gift.slug, 5, bob.id)
    await sound()


async def test_who_took_their_points_back_hears_no_more_of_it(heard: list[object]) -> None:
    alice, bob, _, hr = await cast()
    pot = await open_pot((await a_pot_gift()).slug, 80, alice.id)
    await add_to_pot(pot, 30, bob.id)
    await take_from_pot(pot, bob.id)
    await add_to_pot(pot, 120, alice.id)
    await approve_order(pot, bob.id)  # nothing of his is in it
    await fulfil_order(pot, hr.id)
    assert [each.people for each in heard if isinstance(each, RedemptionMoved)] == [(alice.id,)] * 4


async def ends_of(pot: str) -> list[str | None]:
    """Who HR reads behind the last step."""
    return [step.by_id for step in await steps_of_order(pot)][-1:]


async def test_whoever_empties_a_pot_is_named_nowhere(heard: list[object]) -> None:
    alice, bob, *_ = await cast()
    gift = await a_pot_gift()
    pot = await open_pot(gift.slug, 80, alice.id)
    await add_to_pot(pot, 30, bob.id)
    await take_from_pot(pot, alice.id)
    await take_from_pot(pot, bob.id)
    assert await ends_of(pot) == [None], "it would say that he gave"
    told = [each for each in heard if isinstance(each, RedemptionMoved)]
    assert (told[-1].state, told[-1].people, told[-1].by) == ("cancelled", (bob.id,), bob.id)
    own = await open_pot(gift.slug, 80, alice.id)
    await take_from_pot(own, alice.id)
    assert await ends_of(own) == [alice.id]


async def test_whoever_fills_a_pot_is_heard_and_not_named(heard: list[object]) -> None:
    alice, bob, *_ = await cast()
    pot = await open_pot((await a_pot_gift()).slug, 80, alice.id)
    await add_to_pot(pot, 120, bob.id)
    assert await ends_of(pot) == [alice.id]
    told = [(each.state, each.by) for each in heard if isinstance(each, RedemptionMoved)]
    assert told == [("collecting", alice.id), ("requested", bob.id)]


async def test_hr_ends_a_pot_that_still_fills_and_its_team_may_open_another(heard: list[object]) -> None:
    alice, bob, _, hr = await cast()
    gift = await a_pot_gift(stock_total=1)
    pot = await open_pot(gift.slug, 1, alice.id)
    await add_to_pot(pot, 30, bob.id)
    await reject_order(pot, " Another team waits for it. ", hr.id)
    there = await seen(pot)
    assert (there.state, there.reason, there.decided_by) == ("rejected", "Another team waits for it.", hr.id)
    assert (there.lapses_at, there.ended_at is None) == (None, False)
    assert await purses(alice, bob) == [(300, 0, 0), (300, 0, 0)]
    assert ((await the_reward(gift.id)).left, await season_money()) == (1, 0)
    told = [each for each in heard if isinstance(each, RedemptionMoved)]
    assert (told[-1].state, told[-1].people, told[-1].by) == ("rejected", tuple(sorted((alice.id, bob.id))), hr.id)
    (noted,) = await rows("SELECT action, actor_id, before, after FROM audit_entry")
    assert (noted["action"], noted["actor_id"]) == ("redemption.reject", hr.id)
    assert "collecting" in str(noted["before"])
    assert "Another team waits for it." in str(noted["after"])
    for late in (add_to_pot(pot, 5, bob.id), reject_order(pot, "Twice over.", hr.id)):
        with pytest.raises(OrderMoved):
            await late
    await add_to_pot(await open_pot(gift.slug, 5, bob.id), 5, hr.id)
    await sound()


async def test_hr_ends_no_pot_that_they_gave_to() -> None:
    alice, _, _, hr = await cast()
    pot = await open_pot((await a_pot_gift()).slug, 80, alice.id)
    await add_to_pot(pot, 10, hr.id)
    before = await everything()
    with pytest.raises(OwnOrder):
        await reject_order(pot, "Somebody else decides.", hr.id)
    assert await everything() == before


@sqlite_alone
async def test_a_pot_with_choices_is_opened_with_one() -> None:
    alice, bob, *_ = await cast()
    gift = await a_pot_gift(choices=["Bread", "Cake"])
    for choice in ("", "Soup"):
        with pytest.raises(ChoiceMissing):
            await open_pot(gift.slug, 10, bob.id, choice=choice)
    assert (await seen(await open_pot(gift.slug, 10, alice.id, choice="Cake"))).choice == "Cake"


@sqlite_alone
async def test_what_somebody_has_in_a_pot_is_what_they_left_in_it() -> None:
    alice, bob, *_ = await cast()
    pot = await open_pot((await a_pot_gift()).slug, 80, alice.id)
    await add_to_pot(pot, 20, bob.id)
    await take_from_pot(pot, bob.id)
    assert await own_points(bob.id, [pot]) == {}
    await add_to_pot(pot, 5, bob.id)
    assert await own_points(bob.id, [pot]) == {pot: 5}
    await cancel_order(pot, alice.id)
    assert [await own_points(each.id, [pot]) for each in (alice, bob)] == [{pot: 80}, {pot: 5}]


@pytest.mark.parametrize("end", ["cancel", "reject"])
async def test_a_pot_that_ends_gives_everybody_theirs(end: str) -> None:
    alice, bob, charlie, hr = await cast()
    gift = await a_pot_gift()
    pot = await open_pot(gift.slug, 80, alice.id)
    await add_to_pot(pot, 50 if end == "cancel" else 120, bob.id)
    if end == "reject":
        with pytest.raises(OrderMoved):
            await take_from_pot(pot, bob.id)
        await reject_order(pot, "Not this month.", hr.id)
    else:
        for stranger in (bob, charlie):
            with pytest.raises(NotFound):
                await cancel_order(pot, stranger.id)
        await cancel_order(pot, alice.id)
    assert await purses(alice, bob) == [(300, 0, 0), (300, 0, 0)]
    assert ((await the_reward(gift.id)).left, await season_money()) == (3, 0)
    await sound()


@sqlite_alone
async def test_what_a_pot_refuses() -> None:
    alice, bob, charlie, hr = await cast()
    alone = await person("dora", of="Data")
    await points_for(alone, 100)
    await rows("UPDATE person SET team_id = NULL WHERE id = $1 RETURNING id", alone.id)
    here, gift, good = await a_place(), await a_pot_gift(), await a_reward()
    open_one = await open_pot(gift.slug, 80, alice.id)
    fetched, scarce = await a_pot_gift(places=[here]), await a_pot_gift(stock_total=0)
    dear, rare = await a_pot_gift(cost=1_000), await a_pot_gift(limit_count=0)
    full = await open_pot((await a_pot_gift(cost=10)).slug, 10, alice.id)
    for act, why in (
        (lambda: open_pot(good.slug, 10, bob.id), NotOffered),
        (lambda: redeem_reward(Wish(gift.slug), bob.id), NotOffered),
        (lambda: open_pot("no-such-gift", 10, bob.id), NotFound),
        (lambda: open_pot(gift.slug, 10, alone.id), NoTeam),
        (lambda: open_pot(gift.slug, 10, bob.id), PotOpen),
        (lambda: open_pot(fetched.slug, 10, bob.id, "nowhere"), PlaceMissing),
        (lambda: open_pot(scarce.slug, 10, bob.id), OutOfStock),
        (lambda: open_pot(rare.slug, 10, bob.id), LimitReached),
        (lambda: open_pot(fetched.slug, 0, bob.id), PartTooLarge),
        (lambda: open_pot(fetched.slug, 201, bob.id), PartTooLarge),
        (lambda: open_pot(dear.slug, 301, bob.id), NotEnoughPoints),
        (lambda: add_to_pot(open_one, 0, bob.id), PartTooLarge),
        (lambda: add_to_pot(open_one, -5, bob.id), PartTooLarge),
        (lambda: add_to_pot(open_one, 121, bob.id), PartTooLarge),
        (lambda: add_to_pot(open_one, 10, charlie.id), NotFound),
        (lambda: add_to_pot(open_one, 10, alone.id), NotFound),
        (lambda: add_to_pot("no-such-pot", 10, bob.id), NotFound),
        (lambda: add_to_pot(full, 1, bob.id), OrderMoved),
        (lambda: take_from_pot(full, alice.id), OrderMoved),
        (lambda: approve_order(open_one, hr.id), OrderMoved),
    ):  # fmt: skip
        before = await everything()
        with pytest.raises(why) as caught:
            await act()
        assert type(caught.value) is why
        assert await everything() == before
    await open_pot(gift.slug, 10, charlie.id)  # another team has one of its own


async def test_a_pot_takes_the_seasons_money_when_it_opens() -> None:
    alice, *_ = await cast()
    await GiftSeason.create(season="2026-Q4", budget_cents=29_999)
    before = await everything()
    with pytest.raises(SeasonClosed):
        await open_pot((await a_pot_gift()).slug, 10, alice.id)
    assert {**await everything(), "reward": []} == {**before, "reward": []}


async def test_nobody_decides_on_a_pot_they_gave_to() -> None:
    alice, bob, _, hr = await cast()
    pot = await open_pot((await a_pot_gift()).slug, 80, alice.id)
    await add_to_pot(pot, 120, hr.id)
    with pytest.raises(OwnOrder):
        await approve_order(pot, hr.id)
    with pytest.raises(OwnOrder):
        await reject_order(pot, "No.", hr.id)
    with pytest.raises(OwnOrder):
        await approve_order(pot, alice.id)
    await approve_order(pot, bob.id)


async def test_many_give_at_once_and_the_pot_takes_no_point_too_many() -> None:
    await company()
    people = [await person(f"p{number}") for number in range(8)]
    for each in people:
        await points_for(each, 60)
    pot = await open_pot((await a_pot_gift()).slug, 20, people[0].id)
    gifts = (add_to_pot(pot, 40, each.id) for each in people)
    outcomes = await asyncio.gather(*gifts, return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 4
    assert all(outcome is None or isinstance(outcome, PartTooLarge) for outcome in outcomes), outcomes
    last = asyncio.gather(*(add_to_pot(pot, 20, each.id) for each in people[1:]), return_exceptions=True)
    ends = [each for each in await last if each is not None]
    assert len(ends) == 6
    assert all(isinstance(each, OrderMoved) for each in ends), ends
    assert sum(part.points for part in await parts_of(pot)) == 200
    assert (await seen(pot)).state == "requested"
    assert sum([(await purse(each))[1] for each in people]) == 200
    await sound()


async def test_giving_taking_and_ending_at_once() -> None:
    alice, bob, _, hr = await cast()
    for _ in range(4):
        gift = await a_pot_gift()
        pot = await open_pot(gift.slug, 80, alice.id)
        acts = (
            add_to_pot(pot, 120, bob.id), take_from_pot(pot, alice.id), add_to_pot(pot, 40, hr.id),
            cancel_order(pot, alice.id), take_from_pot(pot, bob.id),
        )  # fmt: skip
        outcomes = await asyncio.gather(*acts, return_exceptions=True)
        refusals = (OrderMoved, PartTooLarge, NotFound)
        assert all(each is None or isinstance(each, refusals) for each in outcomes), outcomes
        there, parts = await seen(pot), await parts_of(pot)
        assert sum(part.points for part in parts if part.state == "open") <= 200
        assert any(part.state == "open" for part in parts) == (there.state in ("collecting", "requested"))
        if there.state in ("collecting", "requested"):
            await cancel_order(pot, alice.id)
        assert await purses(alice, bob, hr) == [(300, 0, 0)] * 3
        assert (await the_reward(gift.id)).left == 3
    await sound()


async def test_a_team_that_opens_twice_at_once_has_one_pot() -> None:
    alice, bob, *_ = await cast()
    gift = await a_pot_gift()
    both = (open_pot(gift.slug, 50, each.id) for each in (alice, bob))
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    (made,) = [each for each in outcomes if isinstance(each, str)]
    (late,) = [each for each in outcomes if isinstance(each, PotOpen)]
    assert late.redemption_id == made
    assert (await the_reward(gift.id)).left == 2
