"""What the database itself refuses of gifts and orders; each statement is accepted once its guard is gone.

| guard | what it refuses |
|---|---|
| stock_bounds | more set aside and handed out than there is, or less than nothing |
| redemption_frozen | another gift, person, team, price, value, label, year or moment of an order; its removal |
| redemption_part_frozen | other points, another person or hold behind a part; its removal |
| redemption_step_append_only | any change of what happened to an order |
| reward_code_frozen | another content or gift of a code, or a void one that counts again; its removal |
| gift_season_bounds | more taken from a season's money than there is, or less than nothing |
| gift_payroll_frozen | another amount, person, order or batch of what payroll was told; its removal |
"""

import re

import pytest

from server import clock
from server.database import is_postgresql, rows, transaction
from server.database.guards import GUARDS, REFUSED, Guard
from server.people.models import Person
from server.rewards.codes import claim_code
from server.rewards.models import GiftPayrollLine, GiftSeason, Redemption, RedemptionPart, RedemptionStep, Reward
from tests.support.codes import CODES, a_voucher, an_order
from tests.support.people import person

pytestmark = pytest.mark.usefixtures("db")
OURS = {guard.name: guard for guard in GUARDS if guard.table.startswith(("reward", "redemption", "gift_"))}
BOUNDS = {
    "stock_bounds": (
        "UPDATE reward SET stock_reserved = stock_total + 1", "UPDATE reward SET stock_done = stock_total + 1",
        "UPDATE reward SET stock_reserved = -1", "UPDATE reward SET stock_done = -1",
        "UPDATE reward SET stock_total = stock_reserved + stock_done - 1",
    ),
    "gift_season_bounds": (
        "UPDATE gift_season SET used_cents = budget_cents + 1", "UPDATE gift_season SET used_cents = -1",
        "UPDATE gift_season SET budget_cents = used_cents - 1",
    ),
}  # fmt: skip


async def everything() -> None:
    """One row of each table, with all its columns filled."""
    alice, now = await person("alice"), clock.now()
    reward_id = await a_voucher(CODES[0])
    await Reward.filter(id=reward_id).update(stock_reserved=1)
    order = await an_order(reward_id, alice, "approved")
    await Redemption.filter(id=order).update(team_id="data", decided_at=now, prepared_at=now, fulfilled_at=now)
    await RedemptionPart.create(redemption_id=order, person_id=alice.id, points=50, hold_key="hold:1", created_at=now)
    await RedemptionStep.create(redemption_id=order, state="requested", at=now, by_id=alice.id)
    assert await claim_code(reward_id, order)
    await rows("UPDATE reward_code SET void_at = 1 RETURNING id")
    await GiftSeason.create(season="2026", budget_cents=5000, used_cents=1000)
    await payroll(alice, order)


async def payroll(who: Person, order: str) -> None:
    """A line that went out with a batch."""
    await rows(
        "INSERT INTO payroll_batch (id, number, created_at, lines, total, digest, content) "
        "VALUES ('b', 1, 0, 1, 1000, '', '') RETURNING id"
    )
    await GiftPayrollLine.create(
        redemption_id=order, person_id=who.id, slot="given", amount=1000, due_on=clock.now().date(), batch_id="b",
        created_at=clock.now(),
    )  # fmt: skip


async def forgeries(guard: Guard) -> list[str]:
    """Statements that a guard refuses: each of its columns changed or emptied, and the row gone."""
    if guard.condition is not None:
        return [*BOUNDS[guard.name]]
    row = (await rows(f"SELECT * FROM {guard.table}"))[0]
    columns = guard.frozen or tuple(row)
    empty = [name for name in guard.frozen if row[name] is None]
    assert empty == []
    statements = [f"UPDATE {guard.table} SET {name} = {_other(name, row[name])}" for name in columns if name != "id"]
    return [*statements, f"DELETE FROM {guard.table}"]


def _other(name: str, value: object) -> str:
    if isinstance(value, bool) or name.startswith(("is_", "through_")):
        return f"NOT {name}"
    if name.endswith("_on"):
        return "'2027-01-01'"
    return f"{name} + 1" if isinstance(value, int) else "'x'"


async def refused(statement: str) -> str:
    """What the database answers; nothing where it obeys. Either way nothing stays."""
    try:
        async with transaction():
            await rows(statement)
            raise ZeroDivisionError
    except ZeroDivisionError:
        return ""
    except Exception as error:
        return str(error)


async def drop(guard: Guard) -> None:
    """Take a guard away, and foreign keys: what remains would refuse some of it for another reason."""
    if is_postgresql():
        if guard.condition is not None:
            await rows(f"ALTER TABLE {guard.table} DROP CONSTRAINT {guard.name}")
        await rows(f"ALTER TABLE {guard.table} DISABLE TRIGGER ALL")
        return
    await rows("PRAGMA foreign_keys = OFF")
    for row in await rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = $1", guard.table):
        await rows(f"DROP TRIGGER {row['name']}")


@pytest.mark.parametrize("name", OURS)
async def test_a_guard_refuses_every_forgery_and_nothing_else_does(name: str) -> None:
    await everything()
    guard = OURS[name]
    statements = await forgeries(guard)
    answers = {each: await refused(each) for each in statements}
    assert [each for each, answer in answers.items() if name not in answer] == []
    assert is_postgresql() or all(REFUSED in answer for answer in answers.values())
    await drop(guard)
    obeyed = [each for each in statements if not await refused(each)]
    assert [each for each in statements if each not in obeyed and not each.startswith("DELETE")] == []


def test_every_guard_of_these_tables_is_in_the_list_above() -> None:
    assert re.findall(r"^\| (\w+) \| ", __doc__ or "", re.MULTILINE)[1:] == list(OURS)
