"""What everybody has left to spend, and what of it lapses, on both databases."""

from datetime import timedelta

import pytest

from gamification import Fact, fund_budget
from server import clock
from server.database import rows, transaction
from server.points import ledger
from server.points.holding import capture_points, hold_points
from server.points.outstanding import Outstanding, outstanding_points, points_lapsing_by
from server.points.recording import record_fact
from tests.support.people import company, person
from tests.support.rewards import points_for

pytestmark = pytest.mark.usefixtures("db")
A_YEAR = timedelta(days=366)


async def test_nothing_is_owed_to_nobody() -> None:
    await company()
    assert await outstanding_points() == Outstanding(0, 0, 0)
    assert await points_lapsing_by(clock.now() + A_YEAR) == 0


async def test_all_that_may_become_a_gift_is_counted_and_nothing_else() -> None:
    await company()
    alice, bob = await person("alice"), await person("bob")
    await points_for(alice, 300)
    await points_for(bob, 200)
    kept, spent = await hold_points(alice.id, 80, "one"), await hold_points(bob.id, 50, "two")
    await capture_points(bob.id, spent)
    found = await outstanding_points()
    assert (found, found.total) == (Outstanding(370, 0, 80), 450), kept
    each = await rows(
        "SELECT sum(balance) AS points FROM account WHERE unit = 'points' AND owner IN ($1, $2) "
        "AND kind IN ('available', 'pending', 'held')",
        alice.id, bob.id,
    )  # fmt: skip
    assert each[0]["points"] == found.total


async def test_what_waits_for_its_confirmation_is_counted_beside() -> None:
    await company()
    alice = await person("alice")
    await points_for(alice, 20)
    async with transaction():
        await ledger.post(fund_budget(None, 500, "test", clock.now()), "fund:test", None)
    values: dict[str, str | bool] = {"opening": "o1", "hot": False, "conflict": False}
    await record_fact(Fact("a:1", "referral.hired", alice.id, clock.now(), "referral", "r1", values))
    assert await outstanding_points() == Outstanding(20, 300, 0)


async def test_the_oldest_points_lapse_unless_they_are_spent() -> None:
    with clock.moved() as time:
        time.set(clock.now())
        await company()
        alice, bob = await person("alice"), await person("bob")
        for each in (alice, bob):
            await points_for(each, 100)
        time.advance(timedelta(days=200))
        for each in (alice, bob):
            await points_for(each, 40)
        first_lots = clock.now() + timedelta(days=170)
        assert await points_lapsing_by(clock.now() + timedelta(days=90)) == 0
        assert await points_lapsing_by(first_lots) == 200
        await hold_points(alice.id, 70, "book")
        assert await points_lapsing_by(first_lots) == 130, "the oldest are spent first"
        await hold_points(alice.id, 50, "cup")
        assert await points_lapsing_by(first_lots) == 100
        assert await points_lapsing_by(first_lots + A_YEAR) == 160
