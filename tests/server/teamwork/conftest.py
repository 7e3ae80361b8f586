"""The team Data of Orvane: Lena leads six people who appear."""

import pytest
from starlette.types import ASGIApp

from server.people.models import Person
from tests.support.people import company
from tests.support.teams import team_of_seven


@pytest.fixture
async def data(app: ASGIApp) -> tuple[Person, list[Person]]:
    await company()
    return await team_of_seven()


@pytest.fixture
def lena(data: tuple[Person, list[Person]]) -> Person:
    return data[0]


@pytest.fixture
def ada(data: tuple[Person, list[Person]]) -> Person:
    return data[1][0]
