"""Every command on orders, broken off at each of its statements: nothing changed, and doing it again works.

In `make test-long` the process is really killed there: what it had begun is gone when the database is opened again.
"""

from contextlib import suppress

import pytest

from server.database import rows
from server.doctor import GIFTS, LEDGER, examine
from server.listeners import register_listeners
from server.settings import Settings
from tests.support.breaking import Broken, breaking_at
from tests.support.order_acts import ACTS, Stage, a_stage, all_that_orders_touch

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


@pytest.mark.usefixtures("db")
async def test_whatever_breaks_off_changes_nothing_and_works_again(settings: Settings) -> None:
    register_listeners(settings)
    stage = await a_stage()
    statements = {name: await break_everywhere(name, stage) for name in ACTS}
    assert min(statements.values()) >= 2, statements
    assert await faults() == {}
    assert await rows("SELECT state FROM redemption WHERE state = 'returned'")
