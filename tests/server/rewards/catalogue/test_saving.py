"""Saving for a gift is started while points are missing, and ended whenever it goes on."""

import pytest
from starlette.types import ASGIApp

from server.rewards.models import GiftTarget
from tests.conftest import browser
from tests.support.html import Reader
from tests.support.people import company, person
from tests.support.rewards import a_reward, points_for
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STOP = "I no longer save for this gift"


async def test_it_can_be_ended_before_and_after_the_points_are_there(app: ASGIApp) -> None:
    await company()
    alice = await person()
    await points_for(alice, 50)
    await a_reward(slug="plant", cost=100)
    page = Reader(await as_person(browser(app), alice))
    await page.open("/gifts/plant")
    assert STOP not in page.words
    await page.send("I am saving for this gift")
    await page.open("/gifts/plant")
    assert (page.words.count(STOP), "I am saving for this gift" in page.words) == (1, False)
    await points_for(alice, 60)
    await page.open("/gifts/plant")
    assert "Order this gift" in page.words
    await page.send(STOP)
    assert await GiftTarget.all().count() == 0
    await page.open("/gifts/plant")
    assert STOP not in page.words
