"""Ceilings by year: known, entered, corrected, and who is near them, on both databases."""

import asyncio
from datetime import timedelta

import pytest

from server import clock
from server.database import rows
from server.people.models import Person
from server.rewards.commands import cancel_order
from server.rewards.known import CeilingReached, YearUnknown
from server.rewards.models import GiftYear
from server.rewards.money.near import near_ceiling, near_watch
from server.rewards.money.years import GiftYearSeen, enter_year, gift_year, gift_years
from server.rewards.queries import ceiling_of, watch_for
from server.web.problems import Refused
from tests.support.people import company, person
from tests.support.rewards import a_reward, ordered, points_for

pytestmark = pytest.mark.usefixtures("db")


async def office() -> tuple[Person, Person]:
    """Somebody with points, and HR."""
    await company()
    alice, hr = await person("alice", employee_number="E-7"), await person("hr", role="hr")
    await points_for(alice, 10_000)
    return alice, hr


async def audited() -> list[str]:
    """What HR's acts on years left behind."""
    return [row["object_id"] for row in await rows("SELECT object_id FROM audit_entry WHERE action = 'gift.year'")]


async def test_what_the_program_knows_and_what_hr_enters() -> None:
    _, hr = await office()
    known = await gift_years(2025, 2027)
    assert [(each.year, each.ceiling, each.is_known, each.is_entered) for each in known] == [
        (2025, 19_600, True, False), (2026, 20_000, True, False), (2027, None, False, False),
    ]  # fmt: skip
    await enter_year(2027, 20_500, None, hr.id)
    await enter_year(2027, 20_500, None, hr.id)
    assert await audited() == ["2027"], "the same figures again change nothing"
    await enter_year(2027, 21_000, 90_000, hr.id)
    seen = await gift_year(2027)
    assert (seen.ceiling, seen.watch, seen.is_entered) == (21_000, 90_000, True)
    assert (await ceiling_of(2027), await watch_for(2027)) == (21_000, 90_000), "what orders are bound by"
    await enter_year(2030, 0, None, hr.id)
    assert [each.year for each in await gift_years(2026, 2027)] == [2026, 2027, 2030]
    found = await rows("SELECT before, after FROM audit_entry WHERE action = 'gift.year' ORDER BY id")
    assert len(found) == 3
    assert "20500" in str(found[1]["before"])
    assert "21000" in str(found[1]["after"])
    assert isinstance(seen, GiftYearSeen)


async def test_a_watch_that_the_ceiling_reaches_is_refused() -> None:
    _, hr = await office()
    for ceiling, watch in ((20_000, 20_000), (100_000, None)):
        with pytest.raises(Refused, match="above the ceiling"):
            await enter_year(2027, ceiling, watch, hr.id)
    assert await GiftYear.all().count() == 0
    assert await audited() == []


async def test_two_who_enter_a_year_at_once_both_leave_their_trace() -> None:
    _, hr = await office()
    other = await person("other", role="hr")
    await asyncio.gather(enter_year(2027, 20_000, None, hr.id), enter_year(2027, 21_000, None, other.id))
    stored = await GiftYear.get(year=2027)
    last = await rows("SELECT after FROM audit_entry WHERE action = 'gift.year' ORDER BY id DESC LIMIT 1")
    assert str(stored.ceiling_cents) in str(last[0]["after"])
    assert await audited() == ["2027", "2027"]


async def test_a_lower_figure_changes_nothing_of_the_past() -> None:
    alice, hr = await office()
    gift = await a_reward(value_cents=15_000)
    made = await ordered(gift, alice)
    await enter_year(2026, 10_000, None, hr.id)
    stored = await rows("SELECT state, counted_cents FROM redemption WHERE id = $1", made)
    assert stored == [{"state": "requested", "counted_cents": 15_000}]
    with pytest.raises(CeilingReached):
        await ordered(await a_reward(value_cents=1), alice)
    near = await near_ceiling(2026, 10_000)
    assert (near.reached, [each.cents for each in near.people]) == (1, [15_000])


async def test_an_unknown_year_waits_for_its_figure() -> None:
    alice, hr = await office()
    gift, worthless = await a_reward(), await a_reward(value_cents=0, tax_label="recognition")
    with clock.moved() as time:
        time.advance(timedelta(days=60))
        with pytest.raises(YearUnknown):
            await ordered(gift, alice)
        await ordered(worthless, alice)
        await enter_year(2027, 2_000, None, hr.id)
        await ordered(gift, alice)


async def test_who_is_near_is_who_received_nearly_all() -> None:
    alice, _ = await office()
    bob, carol, gone = [await person(name) for name in ("bob", "carol", "gone")]
    for each in (bob, carol, gone):
        await points_for(each, 1_000)
    for value, whom in ((16_000, alice), (15_999, bob), (20_000, gone)):
        await ordered(await a_reward(value_cents=value), whom)
    cancelled = await ordered(await a_reward(value_cents=20_000), carol)
    await cancel_order(cancelled, carol.id)
    await ordered(await a_reward(value_cents=20_000, kind="donation", tax_label="donation"), carol)
    await Person.filter(id=gone.id).update(opted_out_at=clock.now())
    near = await near_ceiling(2026, 20_000)
    assert [(each.name, each.employee_number, each.cents) for each in near.people] == [
        ("Gone Test", "", 20_000), ("Alice Test", "E-7", 16_000),
    ]  # fmt: skip
    assert near.reached == 1
    assert (await near_ceiling(2027, 20_000)).people == ()
    assert (await near_ceiling(2026, 0)).people == (), "a ceiling of nothing has nobody near"


async def test_the_watch_looks_at_all_that_somebody_received() -> None:
    alice, _ = await office()
    await ordered(await a_reward(value_cents=20_000), alice)
    await ordered(await a_reward(value_cents=59_999), alice, through_payroll=True)
    assert (await near_watch(2026, 100_000)).people == ()
    await ordered(await a_reward(value_cents=1), alice, through_payroll=True)
    assert [each.cents for each in (await near_watch(2026, 100_000)).people] == [80_000]
    assert (await near_ceiling(2026, 20_000)).reached == 1, "what goes through payroll leaves the ceiling alone"
