"""Every command on orders, broken off at each of its statements: nothing changed, and doing it again works.

In `make test-long` the process is really killed there: what it had begun is gone when the database is opened again.
"""

import asyncio
import multiprocessing
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from server import clock
from server.database import database, rows
from server.doctor import GIFTS, LEDGER, examine
from server.listeners import register_listeners
from server.people.queries import forget_company
from server.settings import Settings
from tests.support.breaking import Broken, breaking_at
from tests.support.order_acts import ACTS, Stage, a_stage, all_that_orders_touch
from tests.support.order_process import run_until_killed

MANY = 200  # statements; no command has so many


async def faults() -> dict[str, tuple[str, ...]]:
    """What the doctor names."""
    return {each.check: each.faults for each in await examine({**LEDGER, **GIFTS}) if each.faults}


async def break_everywhere(name: str, stage: Stage) -> int:
    """Break one command off at its first statement, its second and so on until it succeeds; how many it has."""
    act = ACTS[name]
    made = await act.prepare(stage)
    before = await all_that_orders_touch()
    for number in range(1, MANY):
        with breaking_at(number) as count, suppress(Broken):
            await act.do(stage, made)
        if count.statements < number:
            assert await all_that_orders_touch() != before
            return count.statements
        assert await all_that_orders_touch() == before, f"{name}, broken off at statement {number}, left something"
    raise AssertionError(f"{name} never ended")


async def test_whatever_breaks_off_changes_nothing_and_works_again(database_url: str, settings: Settings) -> None:
    register_listeners(settings)
    forget_company()
    async with database(database_url, direct=True):
        stage = await a_stage()
        statements = {name: await break_everywhere(name, stage) for name in ACTS}
        assert min(statements.values()) >= 2, statements
        assert await faults() == {}
        assert await rows("SELECT state FROM redemption WHERE state = 'returned'")


async def kill(act: str, at: int, url: str, folder: Path, stage: Stage, made: str) -> int | None:
    """How a process ended that runs an act and dies before a statement; all is put away of it and of our own door."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.order_process"])
    job: dict[str, Any] = {
        "act": act, "at": at, "url": url, "folder": str(folder), "stage": stage, "made": made,
        "now": clock.now().isoformat(),
    }  # fmt: skip
    process = context.Process(target=run_until_killed, args=(job,), daemon=True)
    process.start()
    await asyncio.to_thread(process.join, 120)
    return process.exitcode


async def kill_everywhere(name: str, url: str, folder: Path, stage: Stage) -> int:
    """Kill an act before each of its statements and commits, and after the last; how many were survived."""
    async with database(url):
        made = await ACTS[name].prepare(stage)
        before = await all_that_orders_touch()
    for number in range(1, MANY):
        ended = await kill(name, number, url, folder, stage, made)
        assert ended in (0, -signal.SIGKILL), f"{name} at {number}: {ended}"
        async with database(url):
            after = await all_that_orders_touch()
            assert await faults() == {}, f"{name}, killed at {number}"
        if after != before:  # it was killed after its last commit: all of it is there
            assert ended == -signal.SIGKILL
            return number
    raise AssertionError(f"{name} never ended")


@pytest.mark.long
@pytest.mark.parametrize("name", ACTS)
async def test_whoever_is_killed_leaves_all_of_an_act_or_nothing(name: str, database_url: str, tmp_path: Path) -> None:
    async with database(database_url):
        stage = await a_stage()
    assert await kill_everywhere(name, database_url, tmp_path / "data", stage) >= 2
