"""Pots that teams still fill: HR sees what they hold and never whose it is, and may end one with a reason."""

import pytest
from starlette.types import ASGIApp

from server.people.models import Person
from server.points.queries import available_points
from server.rewards.commands import add_to_pot, open_pot, take_from_pot
from server.rewards.desk.queries import Asked, all_of, shelf_counts
from server.rewards.desk.shelves import ENDED, POTS
from server.rewards.queries import order, orders_waiting
from tests.conftest import browser
from tests.support.gift_desk import DESK, the_desk
from tests.support.html import Reader
from tests.support.people import person
from tests.support.rewards import a_reward, points_for, the_reward
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHY = "Another team has waited for it since spring."


async def a_giver(name: str) -> Person:
    made = await person(name)
    await points_for(made, 100)
    return made


async def a_pot(*givers: Person, **gift: object) -> str:
    """A lunch of 100 points, with ten of each of these people in it."""
    lunch = await a_reward(**{"kind": "team_pot", "slug": "lunch", "name_en": "A lunch together", "cost": 100, **gift})
    made = await open_pot(lunch.slug, 10, givers[0].id, note="On a Friday, please")
    for each in givers[1:]:
        await add_to_pot(made, 10, each.id)
    return made


@pytest.mark.parametrize(
    ("people", "sentence"), [(4, "Fewer than five colleagues have given."), (5, "5 colleagues have given.")]
)
async def test_a_pot_shows_what_is_in_it_and_never_whose(app: ASGIApp, people: int, sentence: str) -> None:
    client, _ = await the_desk(app)
    team = [await a_giver(f"{name}a") for name in ("Opal", "Quin", "Rosal", "Sol", "Tess")[:people]]
    made = await a_pot(*team)
    assert (await shelf_counts(Asked(POTS)), await orders_waiting()) == (
        {"decide": 0, "prepare": 0, "ready": 0, "pots": 1, "done": 0, "ended": 0}, 0,
    )  # fmt: skip
    async with client:
        shelf = (await client.get(f"{DESK}?show=pots&gift=lunch")).text
        page = (await client.get(f"{DESK}/{made}")).text
        assert sentence in page
        assert f"{people}0 of 100 points" in page
        assert f"{people}0 of 100" in shelf
        assert "lapses on" in shelf
        assert "It lapses on December 24, 2026 unless it is full by then." in page
        assert "On a Friday, please" in page
        for text in (shelf, page):
            assert [each.given_name for each in team if each.given_name in text] == []
            assert "Data" in text, "its team"
        assert 'type="checkbox"' not in shelf
        assert "Approve" not in page
    (line,) = await all_of(Asked(POTS), 9)
    assert (line.name, line.employee_number) == ("Data", ""), "the file says no more"


async def test_hr_ends_a_pot_with_a_reason_that_everybody_in_it_reads(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    opal, quin = await a_giver("opal"), await a_giver("quin")
    made = await a_pot(opal, quin, stock_total=1)
    before = (await order(made)).reward  # type: ignore[union-attr]
    assert before.left == 0
    page = await Reader(client).open(f"{DESK}/{made}")
    await page.send("End it", reason="no")
    assert (page.status, page.field("reason"), "At least 10 characters." in page.words) == (422, "no", True)
    await page.send("End it", reason=WHY)
    assert "The pot is ended. Everybody’s points went back, and your reason is read." in page.words
    assert "End it" not in page.words
    assert ("opal" in page.words.lower(), page.words.count("Hanna") > 1) == (False, True), "who decided is said"
    (line,) = await all_of(Asked(ENDED), 9)
    assert (line.name, line.employee_number) == ("Data", "")
    assert [await available_points(each.id) for each in (opal, quin)] == [100, 100]
    assert (await the_reward(before.id)).left == 1
    for each in (opal, quin):
        told = await Reader(await as_person(browser(app), each)).open("/notifications")
        assert "HR ended your team’s pot. Its points went back." in told.words
        pot = await told.open(f"/gifts/pots/{made}")
        assert "HR ended this pot. Your 10 points are back." in pot.words
        assert WHY in pot.words
    assert (await shelf_counts(Asked(POTS)))["ended"] == 1


async def test_hr_ends_no_pot_of_their_own_and_none_that_is_over(app: ASGIApp) -> None:
    client, hr = await the_desk(app)
    await points_for(hr, 100)
    opal = await a_giver("opal")
    own = await a_pot(opal)
    await add_to_pot(own, 10, hr.id)
    async with client:
        assert "somebody else of HR decides" in (await client.get(f"{DESK}/{own}")).text
        refused = await client.post(f"{DESK}/{own}/rejection", data={"reason": WHY})
        assert (refused.status_code, (await order(own)).state) == (422, "collecting")  # type: ignore[union-attr]
        for each in (opal, hr):
            await take_from_pot(own, each.id)
        late = await client.post(f"{DESK}/{own}/rejection", data={"reason": WHY})
        assert (late.status_code, "It is cancelled by now." in late.text) == (422, True)
        steps = (await client.get(f"{DESK}/{own}")).text
    assert steps.count("Hanna") == 1, "at the head of her page: whoever emptied it is named nowhere"
