"""GET /console/referrals/{id}/cv and /export.csv: what leaves the house, and how."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from starlette.types import ASGIApp

from server.candidates.uploads import Cv
from server.database import rows
from tests.conftest import browser
from tests.server.referrals.console.conftest import Desk
from tests.support.html import Reader
from tests.support.pipeline import candidate, referral
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_cv_is_saved_and_never_opened_in_place(desk: Desk) -> None:
    cv = Cv(name='Léa "CV"\r\n; x=1.pdf', form="pdf", data=b"%PDF-1.4 rest")
    one = await referral(desk.data, await candidate("Léa Martin", cv=cv))
    page = await Reader(desk.client).open(f"/console/referrals/{one.id}")
    assert "Not scanned for viruses" in page.words
    for _ in range(2):
        answer = await desk.client.get(page.link("CV"))
    assert answer.content == b"%PDF-1.4 rest"
    said = answer.headers["content-disposition"]
    assert said == "attachment; filename*=UTF-8''L%C3%A9a%20%22CV%22%0D%0A%3B%20x%3D1.pdf"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    entries = await rows("SELECT actor_id FROM audit_entry WHERE action = 'referral.cv' AND object_id = $1", one.id)
    assert [entry["actor_id"] for entry in entries] == [desk.hr.id, desk.hr.id]


async def test_without_a_cv_there_is_none(desk: Desk) -> None:
    one = await referral(desk.data, await candidate("Léa Martin"))
    assert (await desk.client.get(f"/console/referrals/{one.id}/cv")).status_code == 404
    assert await rows("SELECT id FROM audit_entry WHERE action = 'referral.cv'") == []


async def test_the_file_has_its_mark_and_no_formula(app: ASGIApp, desk: Desk) -> None:
    evil = await candidate("=HYPERLINK(1)", email="evil@elsewhere.example")
    await referral(desk.data, evil, referrer_id=desk.alice.id)
    at = datetime(2026, 11, 26, 13, tzinfo=UTC)
    await referral(desk.data, await candidate("Hugo Tran"), stage="offer", next_on=at, next_what="Call")
    await referral(desk.data, await candidate("Gone By"), stage="rejected")
    answer = await desk.client.get(f"/console/referrals/export.csv?opening={desk.data.id}")
    assert answer.content.startswith(b"\xef\xbb\xbfReference;Name;")
    assert "attachment" in answer.headers["content-disposition"]
    lines = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    told = [(line["Name"], line["Stage"], line["Recommended by"]) for line in lines]
    assert sorted(told) == [("'=HYPERLINK(1)", "Received", "Alice"), ("Hugo Tran", "Offer", "")]
    assert {line["Next appointment"] for line in lines} == {"", "Call 2026-11-26T14:00+01:00"}, "the programme's hour"
    offers = await desk.client.get("/console/referrals/export.csv?column=offer")
    assert "HYPERLINK" not in offers.text
    assert "Hugo" in offers.text
    assert len(await rows("SELECT id FROM audit_entry WHERE action = 'referral.export'")) == 2
    plain = await as_person(browser(app), desk.hr)
    assert (await plain.get("/console/referrals/export.csv")).status_code == 403, "a fresh code first"
