"""Settings: saved with both texts when two people write, colours seen before they are saved."""

import httpx2
import pytest
from starlette.types import ASGIApp

from server.people.models import Company
from server.people.queries import company as profile
from server.people.queries import company_networks
from server.web.models import AuditEntry
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import as_person, hidden

SETTINGS = "/console/settings"
GOOD = {
    "name": "Orvane SA", "zone": "Europe/Paris", "languages": ["fr"], "accent": "#AA3300", "points_per_person": "250",
    "mention_required": "on", "version": "1",
}  # fmt: skip


async def hr_of(app: ASGIApp) -> httpx2.AsyncClient:
    await company()
    return await as_person(browser(app), await person("hr", role="hr"), stepped_up=True)


async def test_saves_and_everybody_sees_it_at_once(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    hr = await hr_of(app)
    assert "Orvane" in (await client.get("/sign-in")).text
    assert (await hr.post(SETTINGS, data=GOOD)).headers["location"] == f"{SETTINGS}?saved=yes"
    assert "Orvane SA" in (await client.get("/sign-in")).text
    row = await Company.get(id=1)
    assert (row.languages, row.accent, row.points_per_person, row.mention_required, row.version) == (
        ["fr"], "#aa3300", 250, True, 2,
    )  # fmt: skip
    seen = await profile()
    assert seen
    assert seen.languages == ("fr",)
    entry = await AuditEntry.get(action="company.settings")
    assert entry.before["name"] == "Orvane"
    assert entry.after["name"] == "Orvane SA"
    assert "zone" not in entry.after


async def test_a_stale_version_shows_both(app: ASGIApp) -> None:
    hr = await hr_of(app)
    await hr.post(SETTINGS, data=GOOD)
    answer = await hr.post(SETTINGS, data={**GOOD, "name": "Orvane Group"})
    assert answer.status_code == 409
    assert "Orvane SA" in answer.text
    assert 'value="Orvane Group"' in answer.text
    again = {**GOOD, "name": "Orvane Group", "version": hidden(answer.text, "version")}
    assert (await hr.post(SETTINGS, data=again)).status_code == 303
    assert (await Company.get(id=1)).name == "Orvane Group"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Fill in this field."),
        ({"zone": "Mars/Olympus"}, "Choose a time zone of the list."),
        ({"accent": "red"}, "Write a colour like #0f6b78."),
        ({"languages": []}, "Choose at least 1."),
        ({"points_per_person": "-1"}, "At least 0."),
        ({"points_per_person": "many"}, "Write a whole number."),
        ({"internal_networks": "203.0.113.0/24\nthe office"}, "Write one network a line, like 198.51.100.0/24"),
        ({"internal_networks": "0.0.0.0/0"}, "This is more than a company’s network"),
        ({"internal_networks": "::/0"}, "This is more than a company’s network"),
    ],
)
async def test_what_is_wrong_is_said_and_the_rest_kept(app: ASGIApp, changes: dict[str, str], sentence: str) -> None:
    hr = await hr_of(app)
    answer = await hr.post(SETTINGS, data={**GOOD, "name": "Kept SA", **changes})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Kept SA" in answer.text or "name" in changes
    assert (await Company.get(id=1)).version == 1


async def test_the_companys_networks_are_saved_tidily_and_audited(app: ASGIApp) -> None:
    hr = await hr_of(app)
    typed = "203.0.113.77/24\r\n2001:DB8:12::/48, 192.0.2.7 203.0.113.0/24"
    assert (await hr.post(SETTINGS, data={**GOOD, "internal_networks": typed})).status_code == 303
    assert await company_networks() == ("203.0.113.0/24", "2001:db8:12::/48", "192.0.2.7/32")
    assert "203.0.113.0/24\n2001:db8:12::/48" in (await hr.get(SETTINGS)).text
    entry = await AuditEntry.get(action="company.settings")
    assert (entry.before["internal_networks"], len(entry.after["internal_networks"])) == ([], 3)


async def test_colours_are_seen_before_they_are_saved(app: ASGIApp) -> None:
    hr = await hr_of(app)
    asked = {"accent": "#ffee00", "name": "Typed SA", "look": "yes", "languages": "en"}
    page = (await hr.get(SETTINGS, params=asked)).text
    assert 'value="Typed SA"' in page
    assert "#ffee00" in page
    part = await hr.get(SETTINGS, params={"accent": "#ffee00"}, headers={"HX-Request-Type": "partial"})
    assert "<html" not in part.text
    assert part.text.count("<svg") == 2
    assert "style=" not in part.text
    assert (await hr.get(SETTINGS, params={"accent": "x"})).status_code == 200
    assert (await Company.get(id=1)).accent == "#0f6b78"
