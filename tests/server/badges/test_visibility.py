"""A badge is seen outside only while its holder shows it."""

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from starlette.types import ASGIApp

from server.badges.awards import awards_of
from server.badges.revoking import revoke
from server.badges.showing import LETTERS
from server.database import rows
from server.database.fields import to_millis
from server.people.models import Person
from tests.conftest import browser
from tests.support.badges import CREW, crew
from tests.support.people import company, welcomed
from tests.support.signing_in import as_person

PAGE, SWITCH = f"/badges/{CREW}", f"/badges/{CREW}/visibility"


@pytest.fixture
async def alice(app: ASGIApp, client: httpx2.AsyncClient) -> Person:
    await company()
    made = await crew(await welcomed("alice"))
    await as_person(client, made)
    return made


async def turn(client: httpx2.AsyncClient, shown: bool) -> str:
    """The switch, then the page."""
    answer = await client.post(SWITCH, data={"shown": "on"} if shown else {})
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    return (await client.get(PAGE)).text


async def code_of(person: Person) -> str | None:
    codes = [each.code for each in await awards_of(person.id) if each.code]
    return codes[0] if codes else None


async def test_nothing_is_shown_before_its_holder_does(client: httpx2.AsyncClient, alice: Person) -> None:
    page = (await client.get(PAGE)).text
    assert await code_of(alice) is None
    assert "Visible by link" in page
    assert "Verifiable" not in page
    assert "linkedin.com" not in page


async def test_shown_it_has_an_address_a_qr_code_and_a_link_to_linkedin(
    client: httpx2.AsyncClient, alice: Person
) -> None:
    page, code = await turn(client, True), await code_of(alice)
    assert code is not None
    assert len(LETTERS) ** len(code) >= 2**72
    assert f"/b/{code}" in page
    assert 'class="qr"' in page
    found = re.search(r'href="(https://www\.linkedin\.com/[^"]*)" rel="noopener', page)
    assert found
    asked = parse_qs(urlsplit(found[1].replace("&amp;", "&")).query)
    assert asked["startTask"] == ["CERTIFICATION_NAME"]
    assert (asked["name"], asked["organizationName"], asked["certId"]) == (["Crew"], ["Orvane"], [code])
    assert asked["certUrl"][0].endswith(f"/b/{code}")
    assert {"issueYear", "issueMonth"} <= set(asked)


async def test_a_second_tap_keeps_the_address_and_a_new_showing_gives_another(
    client: httpx2.AsyncClient, alice: Person
) -> None:
    await turn(client, True)
    first = await code_of(alice)
    await turn(client, True)
    assert await code_of(alice) == first
    assert "Verifiable" not in await turn(client, False)
    assert (await client.get(f"/b/{first}")).status_code == 404
    await turn(client, True)
    second = await code_of(alice)
    assert second != first
    assert (await client.get(f"/b/{first}")).status_code == 404
    assert (await client.get(f"/b/{second}")).status_code == 200


async def test_anybody_reads_who_holds_what_since_when_from_whom(
    app: ASGIApp, client: httpx2.AsyncClient, alice: Person
) -> None:
    await turn(client, True)
    stranger = browser(app)
    answer = await stranger.get(f"/b/{await code_of(alice)}")
    assert answer.status_code == 200
    assert (answer.headers["x-robots-tag"], answer.headers["cache-control"]) == ("noindex", "no-cache")
    assert "set-cookie" not in answer.headers
    assert '<meta name="robots" content="noindex">' in answer.text
    assert '<meta property="og:title" content="Alice Test: Crew">' in answer.text
    assert "Awarded by</dt><dd>Orvane" in answer.text
    assert "alice@" not in answer.text
    assert answer.text == (await client.get(f"/b/{await code_of(alice)}")).text
    french = await stranger.get(f"/b/{await code_of(alice)}?lang=fr")
    assert (french.headers["content-language"], '<html lang="fr"' in french.text) == ("fr", True)


async def test_taken_back_it_says_so_and_can_still_be_hidden(client: httpx2.AsyncClient, alice: Person) -> None:
    await turn(client, True)
    code, decider = await code_of(alice), await welcomed("hr", role="hr")
    award = next(each for each in await awards_of(alice.id) if each.badge == CREW)
    await revoke(award.id, "The goal was counted twice.", decider.id)
    public = (await client.get(f"/b/{code}")).text
    assert "Taken back on" in public
    assert "counted twice" not in public
    own = (await client.get(PAGE)).text
    assert "counted twice" in own
    assert "linkedin.com" not in own
    await turn(client, False)
    assert (await client.get(f"/b/{code}")).status_code == 404
    assert (await client.post(SWITCH, data={"shown": "on"})).status_code == 409


@pytest.mark.parametrize("choice", ["leave", "pause"])
async def test_who_leaves_the_programme_is_shown_nowhere(
    client: httpx2.AsyncClient, alice: Person, choice: str
) -> None:
    await turn(client, True)
    code = await code_of(alice)
    await client.post("/settings/participation", data={"choice": choice})
    assert (await client.get(f"/b/{code}")).status_code == (404 if choice == "leave" else 200)


async def test_only_a_badge_one_holds_can_be_shown(client: httpx2.AsyncClient, alice: Person) -> None:
    assert (await client.post("/badges/curieux/visibility", data={"shown": "on"})).status_code == 409
    assert (await client.post("/badges/semeur/visibility", data={"shown": "on"})).status_code == 404
    assert (await client.post("/badges/nothing/visibility", data={"shown": "on"})).status_code == 404


@pytest.mark.parametrize("code", ["x", "A" * 16, "A" * 60])
async def test_an_address_nobody_gave_is_nothing(client: httpx2.AsyncClient, alice: Person, code: str) -> None:
    assert (await client.get(f"/b/{code}")).status_code == 404


async def test_linkedin_reads_the_month_of_the_programme(client: httpx2.AsyncClient, alice: Person) -> None:
    at = to_millis(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))  # the new year's first half hour in Paris
    await rows("UPDATE badge_award SET awarded_at = $1 WHERE badge = $2 RETURNING id", at, CREW)
    page = await turn(client, True)
    assert "issueYear=2027&amp;issueMonth=1&amp;" in page


async def test_a_badge_taken_back_whole_leaves_the_list_standing(client: httpx2.AsyncClient, alice: Person) -> None:
    award = next(each for each in await awards_of(alice.id) if each.badge == CREW)
    await revoke(award.id, "The goal was counted twice.", (await welcomed("hr", role="hr")).id)
    page = await client.get("/me/badges")
    assert page.status_code == 200
    assert "Taken back on" in page.text
