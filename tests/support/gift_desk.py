"""HR at the desk where orders wait, and what people ordered."""

import httpx2
from starlette.types import ASGIApp

from server.people.models import Person
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.rewards import a_reward, ordered, points_for
from tests.support.signing_in import as_person

DESK = "/console/gifts/orders"


async def the_desk(app: ASGIApp) -> tuple[httpx2.AsyncClient, Person]:
    """HR, who may do everything here, in a company."""
    await company()
    hr = await person("hanna", role="hr")
    return await as_person(browser(app), hr, stepped_up=True), hr


async def orders_of_many(*names: str, **gift: object) -> list[str]:
    """An order of the same gift for each of these people, in this order."""
    reward = await a_reward(**{"name_en": "Steel bottle", "stock_total": 90, **gift})
    made = []
    for name in names:
        who = await person(name)
        await points_for(who, 500)
        made.append(await ordered(reward, who))
    return made
