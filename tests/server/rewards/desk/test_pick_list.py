"""GET /console/gifts/orders/pick-list: what is picked for each place, and who signs for it."""

import re

import pytest
from starlette.types import ASGIApp

from server.rewards.commands import approve_order, prepare_order
from server.rewards.desk import paper_handlers
from tests.support.gift_desk import DESK, the_desk
from tests.support.people import person
from tests.support.rewards import a_place, a_reward, ordered, points_for

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATH = f"{DESK}/pick-list"


async def approved(hr: str, lyon: str, nantes: str) -> dict[str, str]:
    """Two bottles in two colours and a book for Lyon, one bottle for Nantes, a walk for nowhere, one undecided."""
    bottle = await a_reward(slug="bottle", name_en="Steel bottle", places=[lyon, nantes], choices=["Blue", "Sand"])
    book = await a_reward(slug="book", name_en="Field notes", places=[lyon])
    walk = await a_reward(slug="walk", name_en="Walk at dawn", kind="experience")
    made = {}
    for name, gift, wish in (
        ("ada", bottle, {"place_id": lyon, "choice": "Blue"}),
        ("bea", bottle, {"place_id": lyon, "choice": "Blue", "note": "After noon, please"}),
        ("cleo", bottle, {"place_id": nantes, "choice": "Sand"}),
        ("dina", book, {"place_id": lyon}),
        ("elsa", walk, {}),
        ("fay", walk, {}),
    ):
        who = await person(name)
        await points_for(who, 500)
        made[name] = await ordered(gift, who, **wish)
        if name != "fay":
            await approve_order(made[name], hr)
    return made


def headings(page: str) -> list[str]:
    return re.findall(r'<h2 id="p\d+">([^<]+)</h2>', page)


async def test_each_place_has_its_counts_and_its_lines(app: ASGIApp) -> None:
    client, hr = await the_desk(app)
    lyon, nantes = await a_place("Lyon, front desk"), await a_place("Nantes, front desk")
    made = await approved(hr.id, lyon, nantes)
    async with client:
        page = (await client.get(PATH)).text
        at_lyon = (await client.get(f"{PATH}?place={lyon}")).text
    assert headings(page) == ["Lyon, front desk", "Nantes, front desk", "Without a place"]
    assert re.findall(r'<b class="num">(\d+) ×</b> ([^<]+)', page) == [
        ("1", "Field notes"), ("2", "Steel bottle, Blue"), ("1", "Steel bottle, Sand"), ("1", "Walk at dawn")
    ]  # fmt: skip
    for name in ("ada", "bea", "cleo", "dina", "elsa"):
        assert made[name].replace("-", "")[-6:].upper() in page
    assert "After noon, please" in page
    assert "Fay" not in page, "nobody picks what is not approved"
    assert headings(at_lyon) == ["Lyon, front desk"]
    assert "Cleo" not in at_lyon


async def test_what_is_ready_has_a_list_of_its_own(app: ASGIApp) -> None:
    client, hr = await the_desk(app)
    made = await approved(hr.id, await a_place("Lyon"), await a_place("Nantes"))
    await prepare_order(made["ada"], hr.id)
    async with client:
        ready = (await client.get(f"{PATH}?what=ready")).text
        to_prepare = (await client.get(f"{PATH}?what=prepare")).text
        otherwise = await client.get(f"{PATH}?what=everything&place=nowhere&gift=x")
    assert [name in ready for name in ("Ada", "Bea")] == [True, False]
    assert [name in to_prepare for name in ("Ada", "Bea")] == [False, True]
    assert (otherwise.status_code, "Nothing to pick" in otherwise.text) == (200, True)


async def test_a_list_too_long_says_so(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_handlers, "MOST", 2)
    client, hr = await the_desk(app)
    await approved(hr.id, await a_place("Lyon"), await a_place("Nantes"))
    async with client:
        page = (await client.get(PATH)).text
    assert "Only the first 2 orders are listed" in page
    assert page.count('<td class="sign">') == 2
