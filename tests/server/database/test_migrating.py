"""Migrations run one at a time, keep rows, and install the guards that start-up asks for."""

import asyncio
import sys
from pathlib import Path

import pytest

from server.database import database, guards, is_postgresql, rows
from server.database.migrate import migrate


async def test_three_replicas_that_start_together_all_come_up(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/fresh.db"
    program = f"import asyncio; from server.database.migrate import migrate; asyncio.run(migrate({url!r}))"
    started = [await asyncio.create_subprocess_exec(sys.executable, "-c", program) for _ in range(3)]
    assert await asyncio.gather(*(each.wait() for each in started)) == [0, 0, 0]
    async with database(url):
        await guards.assert_installed()


async def test_migrating_again_keeps_what_is_there(database_url: str) -> None:
    async with database(database_url):
        await rows("INSERT INTO team (id, name, name_key) VALUES ('t1', 'Data', 'data') RETURNING id")
    await migrate(database_url)
    async with database(database_url):
        assert await rows("SELECT name FROM team") == [{"name": "Data"}]
        await guards.assert_installed()


@pytest.mark.usefixtures("db")
async def test_a_lost_guard_is_named() -> None:
    if is_postgresql():
        await rows("ALTER TABLE account DROP CONSTRAINT account_floor")
    else:
        await rows("DROP TRIGGER account_floor_insert")  # one of its two triggers is enough
    with pytest.raises(guards.GuardMissing, match="account_floor"):
        await guards.assert_installed()


@pytest.mark.usefixtures("db")
async def test_a_balance_below_its_floor_is_refused_by_the_database() -> None:
    insert = "INSERT INTO account (owner, unit, kind, balance) VALUES ('p', 'points', $1, $2) RETURNING id"
    await rows(insert, "debt", -5)
    for kind, balance in (("available", -1), ("pending", -1), ("debt", 1)):
        with pytest.raises(Exception, match="account_floor"):
            await rows(insert, kind, balance)
