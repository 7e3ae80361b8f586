"""HR at the desk, a colleague who recommends, an opening."""

from dataclasses import dataclass

import httpx2
import pytest_asyncio
from starlette.types import ASGIApp

from server.openings.models import Opening
from server.people.models import Person
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.pipeline import opening
from tests.support.signing_in import as_person


@dataclass(frozen=True)
class Desk:
    """Who is at it, their browser, and what it is about."""

    client: httpx2.AsyncClient
    hr: Person
    alice: Person
    data: Opening


@pytest_asyncio.fixture
async def desk(app: ASGIApp) -> Desk:
    """Nora of HR, stepped up; Alice recommends; a data engineer is looked for."""
    await company()
    hr, alice = await person("nora", role="hr"), await person("alice")
    client = await as_person(browser(app), hr, stepped_up=True)
    return Desk(client, hr, alice, await opening())
