"""Eight processes against a cap of 3, a budget of 100 points and the last of something: never exceeded."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

import pytest

from gamification import AccountKind, Grant, Limit, LimitPer, Rule, RuleSpec, Unit, fund_budget
from server import clock
from server.database import database, rows, transaction
from server.doctor import LEDGER, examine
from server.points import ledger
from server.points.corrections import ask_correction
from tests.support.hammer_process import work
from tests.support.people import company, person
from tests.support.rules import replace_rules

WORKERS, TIMES, CAP, BUDGET, BALANCE = 8, 4, 3, 100, 50
RULES = (
    Rule("CAPPED", 1, 1, RuleSpec(
        "invitation.accepted", Grant(0, 5), limits=(Limit(("rule",), LimitPer.EVER, max_times=CAP),),
    )),
    Rule("PAID", 1, 2, RuleSpec("visits.settled", Grant(1, 0, "visitors"))),
)  # fmt: skip


@pytest.fixture(scope="module")
def workers() -> Iterator[list[Connection]]:
    """Eight processes for all seeds and both databases, forked from one that has read the program."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.hammer_process"])
    ours, running = [], []
    for _ in range(WORKERS):
        here, there = context.Pipe()
        running.append(context.Process(target=work, args=(there,), daemon=True))
        running[-1].start()
        there.close()
        ours.append(here)
    yield ours
    for here in ours:
        here.send(None)
    for process in running:
        process.join()


async def hear(worker: Connection) -> Any:
    """A worker's next word."""
    assert await asyncio.to_thread(worker.poll, 120), "a worker is silent"
    return worker.recv()


async def prepare() -> tuple[list[str], str]:
    """A person for each worker, somebody whose balance all want, 100 points in the budget and no newcomer."""
    await company(points_per_person=0)
    await replace_rules(*RULES)
    async with transaction():
        await ledger.post(fund_budget(None, BUDGET + BALANCE, "all", clock.now()), "fund:all", None)
    gifted, hr = await person("gifted"), await person("helene", role="hr")
    await ask_correction("adjust", gifted.id, BALANCE, None, "For the gift of the test.", hr.id)
    return [(await person(f"p{n}")).id for n in range(WORKERS)], gifted.id


async def hammer(url: str, seed: int, workers: list[Connection]) -> None:
    async with database(url):
        people, gifted = await prepare()
    job = {"url": url, "seed": seed, "times": TIMES, "gifted": gifted, "balance": BALANCE}
    for number, (worker, each) in enumerate(zip(workers, people, strict=True)):
        worker.send({**job, "worker": number, "person": each})
    assert [await hear(worker) for worker in workers] == ["ready"] * WORKERS
    for worker in workers:
        worker.send("go")
    holds = [await hear(worker) for worker in workers]
    async with database(url):
        await nothing_was_exceeded(gifted, holds)


async def nothing_was_exceeded(gifted: str, holds: list[bool]) -> None:
    given = await rows("SELECT outcome, count(*) AS n FROM decision WHERE rule_key = 'CAPPED' GROUP BY outcome")
    assert {row["outcome"]: int(row["n"]) for row in given} == {"awarded": CAP, "capped": WORKERS * TIMES - CAP}
    paid = await rows("SELECT sum(points) AS points, count(*) AS n FROM decision WHERE rule_key = 'PAID'")
    left = await ledger.programme_budget()
    assert (int(paid[0]["points"]) + left, int(paid[0]["n"])) == (BUDGET, WORKERS * TIMES)
    assert await rows("SELECT id FROM decision WHERE outcome = 'budget_exhausted' LIMIT 1")
    assert left < 9  # what was refused asked for more than was left
    assert holds.count(True) == 1
    held = [await ledger.balance(Unit.POINTS, kind, gifted) for kind in (AccountKind.HELD, AccountKind.AVAILABLE)]
    assert held == [BALANCE, 0]
    assert [each for each in await examine(LEDGER) if not each.is_sound] == []


@pytest.mark.parametrize("seed", range(3))
async def test_eight_workers_exceed_nothing(seed: int, database_url: str, workers: list[Connection]) -> None:
    await hammer(database_url, seed, workers)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 23))
async def test_eight_workers_exceed_nothing_for_long(seed: int, database_url: str, workers: list[Connection]) -> None:
    await hammer(database_url, seed, workers)
