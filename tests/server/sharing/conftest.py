"""Each test of sharing has its own database, so nothing of another day's secret may stay in memory."""

from collections.abc import Iterator

import pytest
from starlette.types import ASGIApp

from server import clock
from server.clock import MovedClock
from server.people.models import Person
from server.sharing import visit_commands
from server.sharing.flood import Flood
from server.sharing.salts import forget_salts
from tests.support import people
from tests.support.sharing import NOON, article, shared


@pytest.fixture(autouse=True)
def _fresh_memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    forget_salts()
    monkeypatch.setattr(visit_commands, "_flood", Flood())
    yield
    forget_salts()


@pytest.fixture
def time() -> Iterator[MovedClock]:
    with clock.moved() as moved:
        moved.set(NOON)
        yield moved


@pytest.fixture
async def alice(app: ASGIApp, time: MovedClock) -> Person:
    await people.company()
    return await people.welcomed("alice")


@pytest.fixture
async def share(alice: Person) -> tuple[str, str]:
    """Its id and its link's code."""
    return await shared(alice, await article())
