"""GET /shares/{id} and its cancellation: what became of a share, for its author alone."""

from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.events import ShareCancelled
from server.people.models import Person
from server.sharing.jobs import lapse_shares
from tests.conftest import browser
from tests.support import people
from tests.support.sharing import LINKEDIN_BOT, OWN_TEXT, article, heard, shared, state_of, visitor
from tests.support.signing_in import as_person, hidden


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await people.company()
    return await people.welcomed("alice")


@pytest.fixture
async def hers(app: ASGIApp, alice: Person) -> httpx2.AsyncClient:
    return await as_person(browser(app), alice)


@pytest.fixture
async def share(alice: Person) -> tuple[str, str]:
    return await shared(alice, await article())


async def test_while_it_waits(hers: httpx2.AsyncClient, share: tuple[str, str]) -> None:
    page = await hers.get(f"/shares/{share[0]}")
    assert page.status_code == 200
    assert "Nice skip, Alice." in page.text
    assert "+15, as soon as somebody opens your link." in page.text
    assert 'class="plus">+15<' in page.text  # the first of the day
    assert "Not opened yet" in page.text
    assert 'data-open="auto"' in page.text
    assert OWN_TEXT in page.text
    assert f"http://localhost:8000/s/{share[1]}" in page.text
    assert page.text.count("<h1") == 1


async def test_the_second_of_the_day_stays_quiet(
    hers: httpx2.AsyncClient, alice: Person, share: tuple[str, str]
) -> None:
    second, _ = await shared(alice, await article("another"), words="")
    page = await hers.get(f"/shares/{second}")
    assert 'class="plus"' not in page.text
    assert "+10, as soon as somebody opens your link." in page.text


async def test_once_the_network_fetched_and_people_came(
    app: ASGIApp, hers: httpx2.AsyncClient, share: tuple[str, str]
) -> None:
    await visitor(app, agent=LINKEDIN_BOT).get(f"/s/{share[1]}")
    page = await hers.get(f"/shares/{share[0]}")
    assert "The network has fetched your link" in page.text
    assert "as soon as somebody opens your link" in page.text
    for n in range(2):
        await visitor(app, f"203.0.113.{n}").get(f"/s/{share[1]}")
    page = await hers.get(f"/shares/{share[0]}")
    assert "Opened by 2 people" in page.text
    assert "15 points for a share in your own words. Thank you, truly." in page.text
    assert 'class="plus">+15<' in page.text
    assert "Cancel this share" not in page.text


async def test_after_fourteen_days(hers: httpx2.AsyncClient, share: tuple[str, str]) -> None:
    now = clock.now()
    with clock.moved() as time:
        time.set(now + timedelta(days=14, seconds=1))
        await lapse_shares()
        page = await hers.get(f"/shares/{share[0]}")
    assert "The water stayed smooth." in page.text


async def test_it_is_its_authors_alone(app: ASGIApp, hers: httpx2.AsyncClient, share: tuple[str, str]) -> None:
    address = f"/shares/{share[0]}"
    for name, role in (("bob", "employee"), ("lee", "lead"), ("harry", "hr"), ("adam", "admin")):
        other = await as_person(browser(app), await people.person(name, role=role))
        assert (await other.get(address)).status_code == 404
        assert (await other.post(f"{address}/cancellation", data={"form_key": "key-0001"})).status_code == 404
    assert (await browser(app).get(address)).status_code in (303, 401)
    assert (await hers.get("/shares/nothing")).status_code == 404
    assert (await hers.post(address)).status_code == 405
    assert await state_of(share[0]) == "intended"


async def test_cancelling_it(app: ASGIApp, hers: httpx2.AsyncClient, alice: Person, share: tuple[str, str]) -> None:
    page = await hers.get(f"/shares/{share[0]}")
    key = hidden(page.text, "form_key")
    with heard(ShareCancelled) as said:
        for _ in range(2):
            answer = await hers.post(f"/shares/{share[0]}/cancellation", data={"form_key": key})
            assert (answer.status_code, answer.headers["location"]) == (303, f"/shares/{share[0]}")
        again = await hers.post(f"/shares/{share[0]}/cancellation", data={"form_key": "another-key"})
    assert again.status_code == 303
    assert [(event.share_id, event.person_id) for event in said] == [(share[0], alice.id)]
    assert await state_of(share[0]) == "revoked"
    page = await hers.get(f"/shares/{share[0]}")
    assert "This share is cancelled." in page.text
    assert OWN_TEXT in page.text
    answer = await visitor(app).get(f"/s/{share[1]}")
    assert answer.status_code == 302
    assert await state_of(share[0]) == "revoked"


async def test_what_was_opened_is_not_cancelled(app: ASGIApp, hers: httpx2.AsyncClient, share: tuple[str, str]) -> None:
    await visitor(app).get(f"/s/{share[1]}")
    with heard(ShareCancelled) as said:
        answer = await hers.post(f"/shares/{share[0]}/cancellation", data={"form_key": "key-0001"})
    assert answer.status_code == 422
    assert "Somebody has opened your link already" in answer.text
    assert said == []
    assert await state_of(share[0]) == "seen"
