"""The writer of visits: what was answered is in the database, and a database that is away stops no redirect."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest
from starlette.types import ASGIApp
from tortoise.exceptions import IntegrityError, OperationalError

from server.people.models import Person
from server.sharing import visits as writing
from server.sharing.arrivals import Arrival, arrival
from server.sharing.visits import VisitWriter
from tests.support import people
from tests.support.sharing import IPHONE, article, shared, state_of, verdicts, visitor


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await people.company()
    return await people.welcomed("alice")


@pytest.fixture
async def share(alice: Person) -> tuple[str, str]:
    return await shared(alice, await article())


async def test_two_hundred_at_once_are_all_recorded(app: ASGIApp, share: Any) -> None:
    async def visit(n: int) -> int:
        return (await visitor(app, f"203.0.113.{n % 50}").get(f"/s/{share[1]}")).status_code

    answers = await asyncio.gather(*(visit(n) for n in range(200)))
    assert answers == [302] * 200
    assert await verdicts() == {"valid": 50, "duplicate": 150}
    assert app.visits.kept == 0  # type: ignore[attr-defined]


async def test_cancelled_requests_lose_no_visit(app: ASGIApp, share: Any) -> None:
    tasks = [asyncio.ensure_future(visitor(app, f"203.0.113.{n}").get(f"/s/{share[1]}")) for n in range(30)]
    await asyncio.sleep(0.004)
    for task in tasks[::2]:
        task.cancel()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    served = [answer for answer in answers if not isinstance(answer, BaseException)]
    await app.visits.close()  # type: ignore[attr-defined]
    assert len(served) <= (await verdicts()).total() <= 30
    assert all(answer.status_code == 302 for answer in served)
    assert len(await _after(app, share)) > 0


async def _after(app: ASGIApp, share: Any) -> Any:
    """Nothing is stuck: the next visit is written as ever."""
    await visitor(app, "203.0.113.200").get(f"/s/{share[1]}")
    return await verdicts()


async def test_the_redirect_is_served_while_the_database_is_away(
    app: ASGIApp, share: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    share_id, code = share
    writer: VisitWriter = app.visits  # type: ignore[attr-defined]
    real, away = writer.record, True

    async def record(batch: Sequence[Arrival]) -> object:
        if away:
            raise OperationalError("database is locked")
        return await real(batch)

    async def unreachable(code: str) -> Any:
        raise OSError

    await visitor(app, "203.0.113.1").head(f"/s/{code}")  # the link is known now
    monkeypatch.setattr(writer, "record", record)
    monkeypatch.setattr(app.links, "load", unreachable)  # type: ignore[attr-defined]
    for n in range(5):
        assert (await visitor(app, f"203.0.113.{n}").get(f"/s/{code}")).status_code == 302
    assert writer.kept == 5
    assert await state_of(share_id) == "intended"
    away = False
    await _until(lambda: writer.kept == 0)
    assert await verdicts() == {"valid": 5, "head": 1}
    assert await state_of(share_id) == "seen"
    assert writer.dropped == 0


async def test_an_unknown_link_is_asked_for_again_later(app: ASGIApp, share: Any, monkeypatch: Any) -> None:
    async def unreachable(code: str) -> Any:
        raise OSError

    monkeypatch.setattr(app.links, "load", unreachable)  # type: ignore[attr-defined]
    answer = await visitor(app).get(f"/s/{share[1]}")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "3")
    assert "nothing is lost" in answer.text


def some(number: int) -> Arrival:
    return arrival("link", "owner", "GET", {"user-agent": IPHONE}, f"203.0.113.{number}", "ricoche")


async def test_a_slow_database_keeps_nobody_longer_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LONGEST_WAIT", 0.05)
    go = asyncio.Event()
    written: list[Arrival] = []

    async def record(batch: Sequence[Arrival]) -> None:
        await go.wait()
        written.extend(batch)

    writer = VisitWriter(record)
    await asyncio.wait_for(writer.add(some(1)), timeout=5)
    await asyncio.wait_for(writer.add(some(2)), timeout=5)
    assert (written, writer.kept) == ([], 2)
    go.set()
    await _until(lambda: len(written) == 2)
    assert [each.address for each in written] == ["203.0.113.1", "203.0.113.2"]


async def test_memory_is_bounded_and_drops_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_KEPT", 3)
    monkeypatch.setattr(writing, "LAST_CHANCE", 0.01)

    async def record(batch: Sequence[Arrival]) -> None:
        raise OSError

    writer = VisitWriter(record)
    for n in range(10):
        await writer.add(some(n))
    assert (writer.kept, writer.dropped) == (3, 7)
    await writer.close()
    assert (writer.kept, writer.dropped) == (0, 10)


async def test_one_visit_that_cannot_be_written_takes_no_other_with_it() -> None:
    written: list[str] = []

    async def record(batch: Sequence[Arrival]) -> None:
        if any(each.address.endswith(".3") for each in batch):
            raise IntegrityError("no such link")
        written.extend(each.address for each in batch)

    writer = VisitWriter(record)
    await asyncio.gather(*(writer.add(some(n)) for n in range(6)))
    assert written == [f"203.0.113.{n}" for n in (0, 1, 2, 4, 5)]
    assert (writer.kept, writer.dropped) == (0, 1)


async def test_closing_writes_what_is_there() -> None:
    written: list[Arrival] = []

    async def record(batch: Sequence[Arrival]) -> None:
        await asyncio.sleep(0.02)
        written.extend(batch)

    writer = VisitWriter(record)
    adding = [asyncio.create_task(writer.add(some(n))) for n in range(4)]
    await asyncio.sleep(0)
    await writer.close()
    await asyncio.gather(*adding)
    assert len(written) == 4


async def _until(holds: Any) -> None:
    ends = time.monotonic() + 10
    while not holds() and time.monotonic() < ends:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0.01)
    assert holds()
