"""The two engines keep their lock and their pool whatever a cancelled task does, and never lose a write."""

import asyncio
import contextlib

import pytest
from tortoise.exceptions import IntegrityError

from server import clock
from server.database import rows, transaction
from server.people.models import Person

pytestmark = pytest.mark.usefixtures("db")


async def add(name: str) -> Person:
    return await Person.create(given_name=name, family_name="T", email=f"{name}@orvane.example", created_at=clock.now())


async def count() -> int:
    return await Person.all().count()


async def test_a_transaction_that_raises_leaves_nothing() -> None:
    async def fail() -> None:
        async with transaction():
            await add("ada")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await count() == 0


async def test_a_savepoint_undoes_only_itself() -> None:
    async with transaction():
        await add("ada")
        with contextlib.suppress(RuntimeError):
            async with transaction():
                await add("bob")
                raise RuntimeError
    assert [person.given_name for person in await Person.all()] == ["ada"]


async def test_cancelled_transactions_give_their_lock_and_connection_back() -> None:
    async def work(n: int) -> None:
        async with transaction():
            await add(f"p{n}")
            await asyncio.sleep(0)

    for n in range(120):
        task = asyncio.create_task(work(n))
        for _ in range(n % 7):
            await asyncio.sleep(0)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    async with asyncio.timeout(20):
        await asyncio.gather(*(work(1000 + n) for n in range(20)))
    assert await Person.filter(given_name__startswith="p10").count() >= 20


async def test_readers_then_writers_side_by_side_all_succeed() -> None:
    await add("ada")

    async def rename(n: int) -> None:
        async with transaction():
            await rows("UPDATE person SET job_title = $1 WHERE given_name = 'ada' RETURNING id", str(n))
            found = await rows("SELECT job_title FROM person WHERE given_name = 'ada'")
            assert found[0]["job_title"] == str(n)

    await asyncio.gather(*(rename(n) for n in range(30)))


async def test_unique_keys_decide() -> None:
    await add("ada")
    with pytest.raises(IntegrityError):
        await add("ada")


async def test_instants_compare_by_time_not_by_text() -> None:
    ada = await add("ada")
    later = clock.now()
    assert await Person.filter(created_at__lte=later).count() == 1
    found = await rows("SELECT created_at FROM person WHERE id = $1", ada.id)
    assert isinstance(found[0]["created_at"], int)
    assert (await Person.get(id=ada.id)).created_at == ada.created_at
