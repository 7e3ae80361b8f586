"""Invariant 35 on both databases: what was sealed cannot be altered, removed or added to unnoticed."""

import asyncio
import json
from datetime import timedelta
from itertools import count
from typing import Any

import asyncpg
import pytest

from gamification import fund_budget
from server import clock
from server.database import is_postgresql, rows, transaction
from server.points import ledger, seals
from server.points.seals import SEALED, seal_ledger, sealed_head, seals_hold
from tests.support.guards import without_guards
from tests.support.people import company, welcomed

pytestmark = pytest.mark.usefixtures("db")
KEYS = count()


async def fund(times: int) -> list[int]:
    """As many transfers, each in a transaction of its own; their ids."""
    for _ in range(times):
        async with transaction():
            key = f"k{next(KEYS)}"
            await ledger.post(fund_budget(None, 10, key, clock.now()), f"fund:{key}", None)
    return [int(row["id"]) for row in await rows("SELECT id FROM transfer ORDER BY id")]


async def sealed(times: int = 6) -> list[int]:
    """As many transfers, sealed two minutes later."""
    ids = await fund(times)
    with clock.moved() as moved:
        moved.set(clock.now() + timedelta(minutes=2))
        await seal_ledger()
    return ids


async def test_a_sealed_ledger_holds_and_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "PORTION", 4)
    ids = await sealed(10)
    head = await sealed_head()
    assert (head.transfer_id, head.transfers) == (ids[-1], 10)
    more = await sealed(3)
    assert (await sealed_head()).transfers == len(more) == 13
    assert await seals_hold() == []


async def test_what_is_younger_than_a_minute_waits() -> None:
    await fund(2)
    await seal_ledger()
    assert (await sealed_head()).transfers == 0


async def test_sealing_twice_at_once_is_sealing_once() -> None:
    await fund(8)
    with clock.moved() as moved:
        moved.set(clock.now() + timedelta(minutes=2))
        await asyncio.gather(seal_ledger(), seal_ledger())
    assert (await rows("SELECT count(*) AS n FROM ledger_seal"))[0]["n"] == 8
    assert await seals_hold() == []


OTHER: dict[str, Any] = dict.fromkeys(SEALED, "x") | dict.fromkeys(
    ("amount", "effective_at", "recorded_at", "expires_at"), 7
)


@pytest.mark.parametrize("column", [name for name in SEALED if name not in ("id", "debit_id", "credit_id")])
async def test_an_altered_column_names_its_transfer(column: str) -> None:
    ids = await sealed()
    other = OTHER[column]
    if column == "decision_id":
        await company()
        await welcomed()
        other = (await rows("SELECT id FROM decision"))[0]["id"]
    async with without_guards("transfer"):
        await rows(f"UPDATE transfer SET {column} = $1 WHERE id = $2 RETURNING id", other, ids[2])
    assert await seals_hold() == [f"transfer {ids[2]}: not as it was sealed, or one before it is missing"]


@pytest.mark.parametrize("end", ["debit_id", "credit_id"])
async def test_a_transfer_led_to_another_account_is_named(end: str) -> None:
    ids = await sealed()
    other = await rows(
        "INSERT INTO account (owner, unit, kind, balance) VALUES ('mallory', 'points', 'available', 0) RETURNING id"
    )
    async with without_guards("transfer"):
        await rows(f"UPDATE transfer SET {end} = $1 WHERE id = $2 RETURNING id", other[0]["id"], ids[1])
    assert (await seals_hold())[0].startswith(f"transfer {ids[1]}: ")


async def test_a_transfer_taken_out_is_named() -> None:
    ids = await sealed()
    async with without_guards("transfer"):
        await rows("DELETE FROM transfer WHERE id = $1 RETURNING id", ids[3])
    assert await seals_hold() == [f"transfer {ids[3]}: removed after it was sealed"]


async def test_a_transfer_put_in_below_the_head_is_named() -> None:
    ids = await sealed()
    columns = ", ".join(name for name in SEALED if name not in ("id", "key"))
    async with without_guards("transfer"):
        await rows("DELETE FROM transfer WHERE id = $1 RETURNING id", ids[2])
        await rows("DELETE FROM ledger_seal WHERE last_transfer_id = $1 RETURNING id", ids[2])
        await rows(
            f"INSERT INTO transfer (id, key, {columns}) SELECT $1, 'forged', {columns} FROM transfer WHERE id = $2 "
            "RETURNING id",
            ids[2], ids[0],
        )  # fmt: skip
    assert await seals_hold() == [f"transfer {ids[2]}: put in below what was sealed"]


async def test_seals_only_grow() -> None:
    await sealed()
    for change in ("UPDATE ledger_seal SET transfers = 1", "DELETE FROM ledger_seal"):
        with pytest.raises(Exception, match="ricoche guard"):
            await rows(f"{change} RETURNING id")


async def test_an_id_that_may_still_appear_is_never_passed(database_url: str) -> None:
    """A transaction holds a lower id and is slow to commit: nothing above it is sealed meanwhile."""
    if not is_postgresql():
        return
    await fund(2)
    slow = await asyncpg.connect(database_url.replace("asyncpg://", "postgresql://"))
    try:
        begun = slow.transaction()
        await begun.start()
        held = await slow.fetchval(
            "INSERT INTO transfer (key, body_hash, group_key, kind, unit, debit_id, credit_id, amount, effective_at, "
            "recorded_at) SELECT 'slow', body_hash, group_key, kind, unit, debit_id, credit_id, amount, effective_at, "
            "recorded_at FROM transfer ORDER BY id LIMIT 1 RETURNING id"
        )
        ids = await sealed(2)
        assert held < ids[-1]
        assert held not in ids
        assert (await sealed_head()).transfers == 0
        await begun.commit()
    finally:
        await slow.close()
    ids = await sealed(0)
    assert held in ids
    assert (await sealed_head()).transfers == len(ids)
    assert await seals_hold() == []


def test_what_is_sealed_is_the_whole_row() -> None:
    """A column that is added later must be thought of."""
    from server.points.models import Transfer

    described = Transfer.describe(serializable=True)
    names = {described["pk_field"]["db_column"]} | {field["db_column"] for field in described["data_fields"]}
    assert names == set(SEALED), json.dumps(sorted(names))
