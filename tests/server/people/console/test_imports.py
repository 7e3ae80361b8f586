"""The pages of an import: a draft that survives a reload, confirmed once, refused rows to take home."""

import asyncio
from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.console.import_drafts import DRAFT_LIVES
from server.people.models import PeopleImport, Person
from server.web.models import AuditEntry
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import as_person

IMPORTS = "/console/people/imports"
FILE = (
    "Nom complet;E-mail;Équipe;Salaire\nAna Brun;ana@orvane.example;Data;51000\n"
    "=1+1 Chen;bo@;Data;48000\nCléo Dumas;cleo@orvane.example;Ventes;47000\n"
).encode()


async def hr_of(app: ASGIApp) -> httpx2.AsyncClient:
    await company()
    return await as_person(browser(app), await person("hr", role="hr"), stepped_up=True)


async def upload(hr: httpx2.AsyncClient, body: bytes = FILE, name: str = "équipe.csv", **data: str) -> httpx2.Response:
    return await hr.post(IMPORTS, files={"file": (name, body, "text/csv")}, data=data)


async def test_preview_confirm_result(app: ASGIApp) -> None:
    hr = await hr_of(app)
    path = (await upload(hr)).headers["location"]
    for _ in range(2):  # a reload finds it again
        preview = (await hr.get(path)).text
        assert "Nothing is written yet" in preview
        assert "Line 3: the e-mail address “bo@” is not complete." in preview
        assert "Salaire" in preview
        assert "51000" not in preview
    assert await Person.all().count() == 1
    assert "48000" not in str(await PeopleImport.all().values("content"))
    assert "équipe.csv" in (await hr.get(IMPORTS)).text
    assert (await hr.post(f"{path}/confirmation")).headers["location"] == path
    done = (await hr.get(path)).text
    assert "Nothing is written yet" not in done
    assert "Cléo Dumas" in done
    assert await Person.all().count() == 3
    entry = await AuditEntry.get(action="people.import")
    assert entry.after == {"file": "équipe.csv", "created": 2, "updated": 0, "refused": 1}


async def test_confirmed_twice_at_once_is_confirmed_once(app: ASGIApp) -> None:
    hr = await hr_of(app)
    path = (await upload(hr)).headers["location"]
    answers = await asyncio.gather(*(hr.post(f"{path}/confirmation") for _ in range(3)))
    assert {answer.status_code for answer in answers} == {303}
    assert await Person.all().count() == 3
    assert await AuditEntry.filter(action="people.import").count() == 1


async def test_the_same_tap_makes_one_draft(app: ASGIApp) -> None:
    hr = await hr_of(app)
    first, second = [await upload(hr, form_key="a-key-of-its-own") for _ in range(2)]
    assert first.headers["location"] == second.headers["location"]
    other = await upload(hr, FILE.replace(b"Ana", b"Eva"), form_key="a-key-of-its-own")
    assert other.status_code == 409


async def test_refused_rows_come_back_harmless(app: ASGIApp) -> None:
    hr = await hr_of(app)
    path = (await upload(hr)).headers["location"]
    answer = await hr.get(f"{path}/refused.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="refused.csv"')
    _, row = answer.content.decode("utf-8-sig").splitlines()
    assert row.startswith("'=1+1 Chen;bo@;Data;")
    assert "48000" not in row


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"PK\x03\x04", 415, "is a spreadsheet"),
        (b"\0binary\0", 415, "is not a CSV file"),
        (b"a" * (5 * 1024 * 1024 + 1), 413, "larger than 5 MB"),
        (b"Nom;Salaire\nBrun;1\n", 422, "the column “E-mail” or “Employee number” is missing"),
        (b"", 422, "empty"),
    ],
)
async def test_a_file_that_cannot_be_read(app: ASGIApp, body: bytes, status: int, sentence: str) -> None:
    hr = await hr_of(app)
    answer = await upload(hr, body, form_key="kept-for-the-next-try")
    assert answer.status_code == status
    assert sentence in answer.text
    assert "A CSV file of 5 MB at most" in answer.text
    assert "kept-for-the-next-try" in answer.text
    assert await PeopleImport.all().count() == 0


async def test_no_file(app: ASGIApp) -> None:
    hr = await hr_of(app)
    answer = await hr.post(IMPORTS, data={"form_key": "some-key-here"})
    assert answer.status_code == 422
    assert "Choose a CSV file." in answer.text


async def test_a_draft_lives_a_day_and_can_be_put_away(app: ASGIApp) -> None:
    hr = await hr_of(app)
    path = (await upload(hr)).headers["location"]
    await PeopleImport.all().update(created_at=clock.now() - DRAFT_LIVES - timedelta(seconds=1))
    assert (await hr.get(path)).status_code == 404
    assert (await hr.post(f"{path}/confirmation")).status_code == 404
    path = (await upload(hr)).headers["location"]
    assert (await hr.post(f"{path}/deletion")).headers["location"] == IMPORTS
    assert (await hr.get(path)).status_code == 404
