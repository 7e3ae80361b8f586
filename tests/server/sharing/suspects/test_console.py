"""HR's list, one held day and the decision: who may, what is seen, what is kept of a wrong form."""

import httpx2
import pytest
import pytest_asyncio
from starlette.types import ASGIApp

from server.clock import MovedClock
from server.database import rows
from server.people.models import Person
from tests.conftest import browser
from tests.support import people
from tests.support.sharing import article, facts, shared
from tests.support.signing_in import as_person, hidden
from tests.support.suspects import held, holds

LIST = "/console/suspects"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest_asyncio.fixture
async def hold_id(app: ASGIApp, time: MovedClock, share: tuple[str, str]) -> str:
    """A day of Alice's link that waits."""
    return await held(app, time, share[1])


@pytest_asyncio.fixture
async def hr(app: ASGIApp, hold_id: str) -> httpx2.AsyncClient:
    """Somebody of HR who has just confirmed that it is them."""
    made = await people.person("hanna", role="hr")
    return await as_person(browser(app), made, stepped_up=True)


async def decision(hr: httpx2.AsyncClient, hold_id: str, **typed: str) -> httpx2.Response:
    """Read the page, then decide as its form would."""
    page = (await hr.get(f"{LIST}/{hold_id}")).text
    sent = {"form_key": hidden(page, "form_key"), "stands": "0", "reason": "Seen with her", **typed}
    return await hr.post(f"{LIST}/{hold_id}/decision", data=sent)


async def test_the_list_shows_evidence_and_no_name(hr: httpx2.AsyncClient, hold_id: str) -> None:
    page = (await hr.get(LIST)).text
    assert f'href="{LIST}/{hold_id}"' in page
    assert "12 visits; kinds of browser: 1; from one and the same network: 12." in page
    assert "12 visits" in page
    assert "LinkedIn" in page
    assert "Alice" not in page


async def test_an_empty_list_says_so(app: ASGIApp, alice: Person) -> None:
    hr = await as_person(browser(app), await people.person("hanna", role="hr"))
    assert "Nothing to check" in (await hr.get(LIST)).text


async def test_the_detail_names_the_person_and_the_look_is_noted(hr: httpx2.AsyncClient, hold_id: str) -> None:
    await hr.get(LIST)
    assert await rows("SELECT id FROM audit_entry WHERE action = 'visits.hold.read'") == []
    assert "Alice Test" in (await hr.get(f"{LIST}/{hold_id}")).text
    (entry,) = await rows("SELECT object_id FROM audit_entry WHERE action = 'visits.hold.read'")
    assert entry["object_id"] == hold_id


async def test_clearing_pays_once_however_often_it_is_sent(hr: httpx2.AsyncClient, hold_id: str) -> None:
    answer = await decision(hr, hold_id, decision="cleared", form_key="the-same-key")
    assert answer.headers["location"] == f"{LIST}/{hold_id}"
    assert (await decision_again(hr, hold_id)).headers["location"] == f"{LIST}/{hold_id}"
    assert len(await facts("visits.settled")) == 1
    page = (await hr.get(answer.headers["location"])).text
    assert "Cleared: the day is settled as it was counted." in page
    assert "Seen with her" in page
    assert "/decision" not in page


async def decision_again(hr: httpx2.AsyncClient, hold_id: str) -> httpx2.Response:
    """The same form, sent twice."""
    sent = {"form_key": "the-same-key", "stands": "0", "reason": "Seen with her", "decision": "cleared"}
    return await hr.post(f"{LIST}/{hold_id}/decision", data=sent)


async def test_rejecting_leads_on_to_corrections(hr: httpx2.AsyncClient, hold_id: str) -> None:
    page = (await hr.get((await decision(hr, hold_id, decision="rejected", stands="2")).headers["location"])).text
    assert "Rejected: 2 visits stand." in page
    assert 'href="/console/corrections"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Fill in this field."),
        ({"decision": "forgotten"}, "Choose one of the options."),
        ({"decision": "rejected", "reason": ""}, "Fill in this field."),
        ({"decision": "rejected", "stands": "-1"}, "At least 0."),
        ({"decision": "rejected", "stands": "12"}, "Fewer visits than were held: to keep them all, clear the day."),
    ],
)
async def test_what_is_wrong_is_said_and_kept(
    hr: httpx2.AsyncClient,
    hold_id: str,
    typed: dict[str, str],
    sentence: str,
) -> None:
    answer = await decision(hr, hold_id, **{"reason": "Kept words", **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Kept words" in answer.text or typed.get("reason") == ""
    assert len(await holds("open")) == 1


async def test_who_comes_second_reads_what_was_decided(app: ASGIApp, hr: httpx2.AsyncClient, hold_id: str) -> None:
    form = hidden((await hr.get(f"{LIST}/{hold_id}")).text, "form_key")
    other = await as_person(browser(app), await people.person("henri", role="hr"), stepped_up=True)
    await decision(other, hold_id, decision="cleared")
    late = {"form_key": form, "decision": "rejected", "stands": "0", "reason": "Too late"}
    answer = await hr.post(f"{LIST}/{hold_id}/decision", data=late)
    assert answer.status_code == 409
    assert "Cleared: the day is settled as it was counted." in answer.text
    assert len(await facts("visits.settled")) == 1


async def test_ones_own_link_is_for_a_colleague(app: ASGIApp, time: MovedClock, alice: Person) -> None:
    made = await people.person("hugo", role="hr")
    _, code = await shared(made, await article("of-hugo", title="Hugo’s find"))
    hold_id = await held(app, time, code)
    mine = await as_person(browser(app), made, stepped_up=True)
    page = (await mine.get(LIST)).text
    assert "One day of your own links waits" in page
    assert "Hugo’s find" not in page
    assert (await mine.get(f"{LIST}/{hold_id}")).status_code == 403
    sent = {"decision": "cleared", "reason": "Mine", "stands": "0"}
    assert (await mine.post(f"{LIST}/{hold_id}/decision", data=sent)).status_code == 403
    assert len(await holds("open")) == 1


async def test_strangers_and_wrong_addresses(
    app: ASGIApp, hr: httpx2.AsyncClient, hold_id: str, share: tuple[str, str], alice: Person
) -> None:
    hers = await as_person(browser(app), alice)
    for path in (LIST, f"{LIST}/{hold_id}"):
        assert (await hers.get(path)).status_code == 403
    for wrong in ("0000", "x" * 300):
        assert (await hr.get(f"{LIST}/{wrong}")).status_code == 404
        assert (await hr.post(f"{LIST}/{wrong}/decision", data={})).status_code == 404
    assert (await hr.get(f"{LIST}/{hold_id}/decision")).status_code == 405
    tired = await as_person(browser(app), await people.person("helen", role="hr"))
    sent = {"decision": "cleared", "reason": "No code", "stands": "0"}
    assert (await tired.post(f"{LIST}/{hold_id}/decision", data=sent)).status_code in (401, 403)
    assert len(await holds("open")) == 1


async def test_the_person_reads_in_verification_and_no_ground(
    app: ASGIApp, hr: httpx2.AsyncClient, hold_id: str, share: tuple[str, str], alice: Person
) -> None:
    hers = await as_person(browser(app), alice)
    page, journal = (await hers.get(f"/shares/{share[0]}")).text, (await hers.get("/me/ledger")).text
    assert "12 visits in verification" in page
    assert "12 visits are in verification" in journal
    for word in ("browser", "network.", "regular", "unusual"):
        assert word not in page
        assert word not in journal
    await decision(hr, hold_id, decision="rejected", stands="4", reason="A script")
    page = (await hers.get(f"/shares/{share[0]}")).text
    assert "Checked: 8 visits do not count" in page
    assert "A script" not in page
    assert "verification" not in (await hers.get("/me/ledger")).text
