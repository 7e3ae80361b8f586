"""Alice at Orvane on a Tuesday noon, with a share of hers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from starlette.types import ASGIApp

from server import clock
from server.clock import MovedClock
from server.people.models import Person
from tests.support import people
from tests.support.sharing import article, shared

NOON = datetime(2026, 11, 17, 12, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)


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
