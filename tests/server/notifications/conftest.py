"""Alice and Bob with a browser each, and a push service."""

from collections.abc import AsyncIterator

import httpx2
import pytest_asyncio
from starlette.types import ASGIApp

from server.people.models import Person
from tests.conftest import browser
from tests.support import people
from tests.support.push import FakePushService, push_service
from tests.support.signing_in import as_person


@pytest_asyncio.fixture
async def alice(app: ASGIApp) -> Person:
    await people.company()
    return await people.person("alice")


@pytest_asyncio.fixture
async def bob(app: ASGIApp, alice: Person) -> Person:
    return await people.person("bob")


@pytest_asyncio.fixture
async def as_alice(app: ASGIApp, alice: Person) -> AsyncIterator[httpx2.AsyncClient]:
    async with browser(app) as made:
        yield await as_person(made, alice)


@pytest_asyncio.fixture
async def as_bob(app: ASGIApp, bob: Person) -> AsyncIterator[httpx2.AsyncClient]:
    async with browser(app) as made:
        yield await as_person(made, bob)


@pytest_asyncio.fixture
async def service() -> AsyncIterator[FakePushService]:
    async with push_service() as running:
        yield running
