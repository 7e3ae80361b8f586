"""What payroll is told of gifts: the right year, each line in one batch, beside the bonuses, on both databases."""

import asyncio
import csv
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import StringIO
from random import Random

import pytest

from server import clock
from server.bonuses.console_queries import batch
from server.bonuses.deciding import approve_instalment
from server.bonuses.exporting import export_to_payroll
from server.bonuses.models import BonusInstalment, PayrollBatch
from server.bonuses.payroll_file import BOM, COLUMNS
from server.bonuses.queries import instalments_of
from server.people.models import Person
from server.rewards.commands import approve_order, fulfil_order, return_order
from server.rewards.known import CeilingReached, OrderMoved, RewardSeen, YearUnknown
from server.rewards.models import GiftPayrollLine
from server.rewards.money.years import enter_year
from server.rewards.payroll import gift_lines_of_batch, gift_lines_waiting, lines_for_payroll, waiting_for_payroll
from server.web.locale import speaking
from tests.support.bonuses import bonus_plan, promised, reaches
from tests.support.people import company, person
from tests.support.rewards import a_reward, ordered, points_for

pytestmark = pytest.mark.usefixtures("db")
LAST_MINUTE = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # 23:59 in Paris
NEW_YEAR = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)  # midnight in Paris


async def handed_over(reward: RewardSeen, to: Person, hr: Person, **wish: object) -> str:
    """An order that reached its end; its id."""
    made = await ordered(reward, to, **wish)
    await approve_order(made, hr.id)
    await fulfil_order(made, hr.id)
    return made


async def office() -> tuple[Person, Person]:
    """Somebody with points and an employee number, and HR."""
    await company()
    alice, hr = await person("alice", employee_number="E-7"), await person("hr", role="hr")
    await points_for(alice, 10_000)
    return alice, hr


async def file_of(number: int) -> list[dict[str, str]]:
    """The rows of a batch, its foot included, by column."""
    found = await batch(number)
    assert found is not None
    return list(csv.DictReader(StringIO(found.file.content.removeprefix(BOM)), delimiter=";"))


async def test_the_year_is_that_of_the_request_in_the_zone_of_the_programme() -> None:
    alice, hr = await office()
    whole, cent, more = [await a_reward(value_cents=cents, stock_total=9) for cents in (20_000, 1, 20_001)]
    with clock.moved() as time:
        time.set(LAST_MINUTE)
        with pytest.raises(CeilingReached):
            await ordered(more, alice)
        made = await ordered(whole, alice)
        with pytest.raises(CeilingReached):
            await ordered(cent, alice)
        time.set(NEW_YEAR)
        with pytest.raises(YearUnknown):
            await ordered(cent, alice)
        await enter_year(2027, 20_000, None, hr.id)
        await ordered(cent, alice)
        with pytest.raises(CeilingReached):
            await ordered(whole, alice)
        await approve_order(made, hr.id)
        await fulfil_order(made, hr.id)
    (line,) = await lines_for_payroll()
    assert (line.type, line.amount, line.due_on.isoformat()) == ("taxable_gift", 20_000, "2027-01-01")
    assert (line.origin, line.employee_number, line.corrects_id) == (made, "E-7", "")


async def test_only_what_is_pay_is_told() -> None:
    alice, hr = await office()
    labels = ("taxable", "social", "recognition")
    gifts = [await a_reward(tax_label=label, value_cents=0 if label == "recognition" else 2_000) for label in labels]
    for gift in gifts:
        await handed_over(gift, alice, hr)
    rerouted = await handed_over(gifts[1], alice, hr, through_payroll=True)
    told = {line.origin: line.type for line in await lines_for_payroll()}
    assert sorted(told.values()) == ["gift_through_payroll", "taxable_gift"]
    assert told[rerouted] == "gift_through_payroll", "its label no longer matters: all of it is pay"
    bases = {line.type: line.legal_basis for line in await lines_for_payroll()}
    assert len(set(bases.values())) == 2
    waiting = await waiting_for_payroll()
    assert (waiting.lines, waiting.total, waiting.without_number) == (2, 4_000, 0)


async def test_a_return_before_the_export_and_one_after() -> None:
    alice, hr = await office()
    gift = await a_reward(value_cents=1_999)
    before, after = await handed_over(gift, alice, hr), await handed_over(gift, alice, hr)
    await return_order(before, hr.id, back_in_stock=True)
    assert (await waiting_for_payroll()).total == 1_999
    assert await export_to_payroll(hr.id) == (1,)
    first = await file_of(1)
    assert sorted((row["gross_amount"], row["origin"]) for row in first[:-1]) == sorted(
        [("19.99", before), ("-19.99", before), ("19.99", after)]
    )
    assert (first[-1]["type"], first[-1]["gross_amount"], first[-1]["line"]) == ("control_total", "19.99", "3")
    await return_order(after, hr.id, back_in_stock=True)
    with speaking("en"):
        assert await export_to_payroll(hr.id) == (2,)
    (back, foot) = await file_of(2)
    assert (back["gross_amount"], back["type"], foot["gross_amount"]) == ("-19.99", "taxable_gift", "-19.99")
    assert back["reason"] == "The gift was returned."
    exported = {row["line"]: row for row in first[:-1]}
    assert exported[back["corrects_line"]]["origin"] == after
    assert await file_of(1) == first
    assert await export_to_payroll(hr.id) == ()


async def test_gifts_and_bonuses_leave_together_and_once() -> None:
    alice, hr = await office()
    nobody = await person("bob")
    await points_for(nobody, 500)
    gift = await a_reward(stock_total=9)
    orders = [await handed_over(gift, each, hr) for each in (alice, nobody, alice)]
    referral = await promised(alice.id, (await bonus_plan()).version_id)
    await reaches(referral, "started")
    (bonus,) = (await instalments_of([referral]))[referral]
    await approve_instalment(bonus.id, hr.id)
    both = await asyncio.gather(export_to_payroll(hr.id), export_to_payroll(hr.id))
    assert sorted(both) == [(), (1,)], "two at once make one batch"
    *lines, foot = await file_of(1)
    assert tuple(lines[0]) == COLUMNS
    assert {row["origin"]: row["type"] for row in lines} == {
        referral: "referral_bonus", **dict.fromkeys(orders, "taxable_gift")
    }  # fmt: skip
    assert [row["employee_number"] for row in lines] == ["", "E-7", "E-7", "E-7"]
    assert (foot["gross_amount"], foot["line"], foot["currency"]) == ("560.00", "4", "EUR")
    assert await gift_lines_waiting(9) == ()
    listed = await gift_lines_of_batch(1)
    assert sorted(each.order_id for each in listed) == sorted(orders)
    assert {each.gift for each in listed} == {gift.name.fr}
    with pytest.raises(Exception, match="gift_payroll_frozen"):
        await GiftPayrollLine.all().update(amount=1)
    with pytest.raises(Exception, match="gift_payroll_frozen"):
        await GiftPayrollLine.all().update(batch_id=None)


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_happens_payroll_is_told_each_gift_at_most_once(seed: int) -> None:
    alice, hr = await office()
    gift, random = await a_reward(value_cents=700, cost=10, stock_total=99), Random(seed)
    orders: list[str] = []
    for _ in range(24):
        chosen = random.choice(orders) if orders else ""
        match random.randrange(4):
            case 0:
                await export_to_payroll(hr.id)
            case 1 if chosen:
                with suppress(OrderMoved):
                    await return_order(chosen, hr.id, back_in_stock=True)
            case _:
                with suppress(CeilingReached):
                    orders.append(await handed_over(gift, alice, hr))
    await export_to_payroll(hr.id)
    lines = await GiftPayrollLine.all().prefetch_related("batch", "redemption")
    assert all(line.batch for line in lines)
    for each in orders:
        mine = [line for line in lines if line.redemption.id == each]
        is_kept = mine[0].redemption.state == "fulfilled"
        assert sum(line.amount for line in mine) == (700 if is_kept else 0)
        assert len(mine) == (1 if is_kept else 2)
    assert sum(batch.total for batch in await PayrollBatch.all()) == sum(line.amount for line in lines)
    assert sum(batch.lines for batch in await PayrollBatch.all()) == len(lines)


async def test_another_currency_is_another_batch() -> None:
    alice, hr = await office()
    await handed_over(await a_reward(), alice, hr)
    plan = await bonus_plan(instalments=({"milestone": "started", "days": 0, "amount": 50_000},))
    referral = await promised(alice.id, plan.version_id)
    await reaches(referral, "started")
    await BonusInstalment.filter(referral_id=referral).update(currency="CHF", state="approved")
    with clock.moved() as time:
        time.advance(timedelta(days=1))
        assert await export_to_payroll(hr.id) == (1, 2)
    assert [(await file_of(number))[-1]["currency"] for number in (1, 2)] == ["CHF", "EUR"]
