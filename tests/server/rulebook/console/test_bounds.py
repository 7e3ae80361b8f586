"""HR's bounds: saved, on record, and never over somebody else's."""

import pytest
from starlette.types import ASGIApp

from server.database import rows
from server.people.bounds import bounds
from tests.conftest import browser
from tests.support import people
from tests.support.html import Reader
from tests.support.signing_in import as_person

PATH = "/console/rules/settings"


@pytest.fixture
def database_url(one_database: str) -> str:
    return one_database


async def test_bounds_are_saved_with_before_and_after(hr: Reader) -> None:
    page = await (await hr.open(PATH)).send("Save", approval_above_once="150")
    assert "The bounds are saved." in page.words
    assert (await bounds()).approval_above_once == 150
    (entry,) = await rows("SELECT before, after FROM audit_entry WHERE action = 'company.bounds'")
    assert "200" in str(entry["before"])
    assert "150" in str(entry["after"])


async def test_a_wrong_number_is_said(hr: Reader) -> None:
    page = await (await hr.open(PATH)).send("Save", approval_above_once="-1")
    assert page.status == 422
    assert page.field("approval_above_once") == "-1"
    assert (await bounds()).approval_above_once == 200


async def test_somebody_elses_bounds_stand(hr: Reader) -> None:
    await hr.open(PATH)
    await rows("UPDATE company SET approval_above_once = 90 WHERE id = 1 RETURNING id")
    page = await hr.send("Save", approval_above_once="150")
    assert page.status == 409
    assert "Somebody else saved other bounds meanwhile." in page.words
    assert page.field("approval_above_once") == "90"


async def test_it_asks_again_who_it_is(app: ASGIApp, hr: Reader) -> None:
    asker = await as_person(browser(app), await people.person("tired", role="hr"))
    assert (await asker.get(PATH)).status_code == 403
    editor = await as_person(browser(app), await people.person("eddy", role="editor"), stepped_up=True)
    assert (await editor.post(PATH, data={})).status_code == 403
