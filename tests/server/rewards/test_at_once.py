"""Many at once, from two processes: the last of a gift goes to one, and nobody else's points were ever touched."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from server import clock
from server.database import database, rows
from server.doctor import GIFTS, LEDGER, examine
from server.people.models import Person
from server.people.queries import forget_company
from server.rewards.commands import open_pot
from server.rewards.queries import ceiling_for, order, parts_of
from tests.support.codes import CODES, a_voucher
from tests.support.order_process import take_orders
from tests.support.people import company, person
from tests.support.rewards import a_reward, points_for, the_reward
from tests.support.two_processes import two_processes

MANY, POINTS, COST = 50, 500, 100


@pytest.fixture(scope="module")
def processes() -> Iterator[list[Connection]]:
    """Two for all tests and both databases, forked from one that has read the program."""
    with two_processes(take_orders) as ours:
        yield ours


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[None]:
    """The database for a while: the processes have it between."""
    forget_company()
    async with database(url):
        yield


async def hear(process: Connection) -> Any:
    """A process's next word."""
    assert await asyncio.to_thread(process.poll, 120), "a process is silent"
    return process.recv()


async def together(processes: list[Connection], folder: Path, people: Sequence[str], **job: Any) -> Counter[str]:
    """What became of all orders, sent at the same moment by both, each for every other person."""
    shared = {"now": clock.now().isoformat(), "folder": str(folder), **job}
    for number, process in enumerate(processes):
        process.send({**shared, "people": people[number::2]})
    assert [await hear(process) for process in processes] == ["ready", "ready"]
    for process in processes:
        process.send("go")
    done = [await hear(process) for process in processes]
    return Counter(done[0]) + Counter(done[1])


async def crowd() -> list[Person]:
    """Fifty people with points."""
    await company()
    people = [await person(f"p{number}") for number in range(MANY)]
    for each in people:
        await points_for(each, POINTS)
    return people


async def points_of_all() -> dict[tuple[str, str], int]:
    """Every balance of points that somebody has."""
    found = await rows(
        "SELECT owner, kind, balance FROM account WHERE unit = 'points' AND kind IN ('available', 'held')"
    )
    return {(row["owner"], row["kind"]): int(row["balance"]) for row in found}


async def nothing_is_wrong() -> None:
    assert [each for each in await examine({**LEDGER, **GIFTS}) if not each.is_sound] == []


async def only_one_paid(people: list[Person], before: dict[tuple[str, str], int]) -> str:
    """Exactly one order and one hold; every other balance is what it was, and no transfer names anybody else."""
    made = await rows("SELECT id, person_id FROM redemption")
    assert len(made) == 1
    winner = made[0]["person_id"]
    after = await points_of_all()
    assert {key: points for key, points in after.items() if key[0] != winner} == {
        key: points for key, points in before.items() if key[0] != winner
    }
    assert after[winner, "available"] == POINTS - COST
    assert {row["person_id"] for row in await rows("SELECT person_id FROM redemption_part")} == {winner}
    assert await rows("SELECT amount, person_id FROM transfer WHERE kind = 'hold'") == [
        {"amount": COST, "person_id": winner}
    ]
    await nothing_is_wrong()
    return str(made[0]["id"])


async def test_the_last_one_goes_to_one_of_fifty(
    database_url: str, processes: list[Connection], tmp_path: Path
) -> None:
    async with opened(database_url):
        people, reward = await crowd(), await a_reward(stock_total=1, cost=COST)
        before = await points_of_all()
    done = await together(processes, tmp_path, [each.id for each in people], url=database_url, slug=reward.slug)
    assert done == {"done": 1, "OutOfStock": MANY - 1}
    async with opened(database_url):
        await only_one_paid(people, before)
        after = await the_reward(reward.id)
        assert (after.stock_reserved, after.stock_done, after.left) == (1, 0, 0)


async def test_the_last_code_goes_to_one_of_fifty(
    database_url: str, processes: list[Connection], tmp_path: Path
) -> None:
    async with opened(database_url):
        people = await crowd()
        voucher = await a_voucher(CODES[0])
        await rows("UPDATE reward SET cost = $2 WHERE id = $1 RETURNING id", voucher, COST)
        before = await points_of_all()
    done = await together(processes, tmp_path, [each.id for each in people], url=database_url, slug="fnac-10")
    assert done == {"done": 1, "OutOfStock": MANY - 1}
    async with opened(database_url):
        given = await only_one_paid(people, before)
        assert await rows("SELECT redemption_id FROM reward_code") == [{"redemption_id": given}]


async def test_who_orders_twenty_times_at_once_stays_below_the_ceiling(
    database_url: str, processes: list[Connection], tmp_path: Path
) -> None:
    async with opened(database_url):
        await company()
        alice = await person("alice")
        await points_for(alice, 20 * COST)
        reward = await a_reward(stock_total=None, cost=COST, value_cents=6000)
    done = await together(processes, tmp_path, [alice.id] * 20, url=database_url, slug=reward.slug)
    assert done == {"done": 3, "CeilingReached": 17}
    async with opened(database_url):
        ceiling = await ceiling_for(alice.id, 2026)
        assert ceiling is not None
        assert (ceiling.used, ceiling.ceiling) == (18000, 20000)
        assert (await points_of_all())[alice.id, "held"] == 3 * COST
        await nothing_is_wrong()


async def test_who_has_points_for_two_gets_two_of_twenty_at_once(
    database_url: str, processes: list[Connection], tmp_path: Path
) -> None:
    async with opened(database_url):
        await company()
        alice = await person("alice")
        await points_for(alice, 2 * COST + 1)
        reward = await a_reward(stock_total=None, cost=COST, value_cents=100)
    done = await together(processes, tmp_path, [alice.id] * 20, url=database_url, slug=reward.slug)
    assert done == {"done": 2, "NotEnoughPoints": 18}
    async with opened(database_url):
        assert await points_of_all() == {(alice.id, "available"): 1, (alice.id, "held"): 2 * COST}
        assert (await the_reward(reward.id)).stock_reserved == 2
        await nothing_is_wrong()


async def test_a_pot_that_a_whole_team_fills_at_once_takes_no_point_too_many(
    database_url: str, processes: list[Connection], tmp_path: Path
) -> None:
    async with opened(database_url):
        people = (await crowd())[:20]
        reward = await a_reward(kind="team_pot", stock_total=1, cost=COST)
        pot = await open_pot(reward.slug, 15, people[0].id)
    done = await together(
        processes, tmp_path, [each.id for each in people], url=database_url, pot=pot, points=17
    )  # fmt: skip
    assert done == {"done": 5, "OrderMoved": 15}
    async with opened(database_url):
        seen, parts = await order(pot), await parts_of(pot)
        assert seen is not None
        assert (seen.state, sum(part.points for part in parts)) == ("requested", COST)
        assert sum(points for (_, kind), points in (await points_of_all()).items() if kind == "held") == COST
        await nothing_is_wrong()
