"""POST /console/referrals takes somebody in by hand; /console/referrals/settings holds the terms."""

from typing import Any

import pytest
from starlette.types import ASGIApp

from server.candidates.letters import STATUS_LETTER, status_letter_sender
from server.database import rows
from server.jobs import claim
from server.referrals.settings_queries import referral_settings
from tests.server.referrals.console.conftest import Desk
from tests.support.html import Reader

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_somebody_added_is_told_at_once_where_from(desk: Desk) -> None:
    page = await Reader(desk.client).open("/console/referrals/new")
    await page.send("Add", name="Léa Martin", email="lea@elsewhere.example", message="Met at the fair")
    assert page.heading == "Léa Martin"
    assert "Added by HR" in page.words
    assert "Met at the fair" in page.words
    (made,) = await rows("SELECT source, stage, referrer_id FROM referral")
    assert made == {"source": "hr", "stage": "submitted", "referrer_id": None}
    (job,) = [each for each in await claim(50) if each["kind"] == STATUS_LETTER]
    assert "lea@" not in str(job["payload"]), "no address waits in clear"
    sent: list[dict[str, Any]] = []

    async def send(letter: dict[str, Any]) -> None:
        sent.append(letter)

    await status_letter_sender("https://orvane.example", send)(job["payload"])
    assert sent[0]["to"] == "lea@elsewhere.example"
    assert "has added you" in sent[0]["text"]
    assert "https://orvane.example/c/" in sent[0]["text"]


@ON_SQLITE
async def test_without_an_address_the_page_is_handed_over(desk: Desk) -> None:
    page = await Reader(desk.client).open("/console/referrals/new")
    await page.send("Add", name="Léa Martin")
    assert page.status == 422
    assert "one of them" in page.words
    assert page.field("name") == "Léa Martin"
    await page.send("Add", phone="12")
    assert page.status == 422
    await page.send("Add", phone="06 12 34 56 78", email="not an address")
    assert page.status == 422
    await page.send("Add", phone="06 12 34 56 78", email="")
    assert page.status == 200
    assert "No letter reaches this person" in page.words
    assert [job for job in await claim(50) if job["kind"] == STATUS_LETTER] == []


@ON_SQLITE
async def test_only_an_open_opening_takes_somebody(desk: Desk) -> None:
    data = {"form_key": "k" * 20, "name": "Léa", "email": "lea@elsewhere.example", "language": "en", "opening": "0000"}
    assert (await desk.client.post("/console/referrals", data=data)).status_code == 422
    assert await rows("SELECT id FROM candidate") == []


@ON_SQLITE
async def test_the_terms_are_saved_and_audited(app: ASGIApp, desk: Desk) -> None:
    page = await Reader(desk.client).open("/console/referrals/settings")
    other = await Reader(desk.client).open("/console/referrals/settings")
    await page.send("Save", hides_referrer="on", stale_days="3")
    rules = await referral_settings()
    assert (rules.hides_referrer, rules.stale_days, rules.version) == (True, 3, 2)
    (entry,) = await rows("SELECT before, after FROM audit_entry WHERE action = 'referral.settings'")
    assert "stale_days" in str(entry["after"])
    assert "pool_months" not in str(entry["after"])
    await other.send("Save", stale_days="4")
    assert other.status == 409
    assert "Somebody else saved" in other.words
    assert other.field("stale_days") == "4"
    await other.send("Save", stale_days="0")
    assert other.status == 422
    assert "At least 1" in other.words
    assert (await referral_settings()).stale_days == 3
