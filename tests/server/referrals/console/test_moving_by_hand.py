"""POST /console/referrals/{id}/stage, /appointment, /notes: forward, ends with a reason, both told when stale."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server.candidates.vault import unseal_for
from server.database import rows
from server.referrals.queries import referral as seen_by_id
from tests.conftest import browser
from tests.server.referrals.console.conftest import Desk
from tests.support.bonuses import bonus_plan
from tests.support.html import Reader
from tests.support.pipeline import candidate, referral
from tests.support.signing_in import as_person

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def post(desk: Desk, path: str, **data: Any) -> httpx2.Response:
    return await desk.client.post(f"/console/referrals/{path}", data={"form_key": f"key-{path}-{data}"[:60], **data})


async def audited(action: str) -> list[dict[str, Any]]:
    return await rows("SELECT actor_id, before, after FROM audit_entry WHERE action = $1 ORDER BY at, id", action)


async def test_forward_then_an_end_with_its_reason(desk: Desk) -> None:
    one = await referral(desk.data, await candidate("Léa Martin"), referrer_id=desk.alice.id)
    moved = await post(desk, f"{one.id}/stage", stage="interview", version=1)
    assert moved.status_code == 303
    back = await post(desk, f"{one.id}/stage", stage="qualified", version=2)
    assert back.status_code == 409
    unreasoned = await post(desk, f"{one.id}/stage", stage="rejected", version=2)
    assert unreasoned.status_code == 422
    assert "Choose a reason" in unreasoned.text
    assert (await post(desk, f"{one.id}/stage", stage="rejected", because="skills", version=2)).status_code == 303
    now = await seen_by_id(one.id)
    assert now
    assert (now.stage, now.closed_because, now.handled_by_id) == ("rejected", "skills", desk.hr.id)
    (move,), (end,) = await audited("referral.move"), await audited("referral.close")
    assert "submitted" in str(move["before"])
    assert "interview" in str(move["after"])
    assert "skills" in str(end["after"])
    assert end["actor_id"] == desk.hr.id


async def test_a_stale_version_tells_both(desk: Desk) -> None:
    one = await referral(desk.data, await candidate("Léa Martin"))
    await post(desk, f"{one.id}/stage", stage="qualified", version=1)
    late = await post(desk, f"{one.id}/stage", stage="offer", version=1)
    assert late.status_code == 409
    page = Reader(desk.client)
    await page._land(late)
    assert "it stands at “Contacted” now" in page.words
    assert "You wanted: Offer" in page.words
    assert page.field("stage") == "offer", "what was chosen is kept"
    await page.send("Move")
    assert page.status == 200
    now = await seen_by_id(one.id)
    assert now
    assert now.stage == "offer"


@ON_SQLITE
@pytest.mark.parametrize("stage", ["duplicate", "expired", "nowhere", ""])
async def test_no_stage_that_is_not_offered(desk: Desk, stage: str) -> None:
    one = await referral(desk.data, None)
    assert (await post(desk, f"{one.id}/stage", stage=stage, version=1)).status_code == 422


@ON_SQLITE
async def test_an_appointment_is_set_and_taken_away(desk: Desk) -> None:
    one = await referral(desk.data, await candidate("Léa Martin"))
    half = await post(desk, f"{one.id}/appointment", on="2026-11-26", what="Call", version=1)
    assert half.status_code == 422
    assert "its time" in half.text
    wordless = await post(desk, f"{one.id}/appointment", on="2026-11-26", at="14:00", version=1)
    assert wordless.status_code == 422
    for day in ("0001-01-01", "9999-12-31"):
        far = await post(desk, f"{one.id}/appointment", on=day, at="23:59", what="Call", version=1)
        assert far.status_code == 422, "no clock of the programme's zone reaches it, and its page could not be shown"
    await post(desk, f"{one.id}/appointment", on="2026-11-26", at="14:00", what="Call", version=1)
    now = await seen_by_id(one.id)
    assert now
    assert now.next_on
    assert (now.next_on.isoformat(), now.next_what) == ("2026-11-26T13:00:00+00:00", "Call")
    page = await Reader(desk.client).open(f"/console/referrals/{one.id}")
    assert "Call, Thu 14:00" in page.words
    assert page.field("at") == "14:00"
    stale = await post(desk, f"{one.id}/appointment", version=1)
    assert stale.status_code == 409
    await post(desk, f"{one.id}/appointment", version=2)
    gone = await seen_by_id(one.id)
    assert gone
    assert gone.next_on is None
    assert gone.next_what == ""


@ON_SQLITE
async def test_a_note_is_sealed_and_said_to_be_readable(desk: Desk) -> None:
    lea = await candidate("Léa Martin")
    one = await referral(desk.data, lea)
    page = await Reader(desk.client).open(f"/console/referrals/{one.id}")
    assert "The candidate may read this note" in page.words
    await page.send("Keep the note", text="Knows Kafka well")
    assert "Knows Kafka well" in page.words
    assert "Nora Test" in page.words
    (kept,) = await rows("SELECT sealed FROM referral_note")
    assert "Kafka" not in kept["sealed"]
    assert await unseal_for(lea, kept["sealed"]) == "Knows Kafka well"
    (entry,) = await audited("referral.note")
    assert "Kafka" not in str(entry)
    (nobody,) = [await referral(desk.data, None)]
    assert (await post(desk, f"{nobody.id}/notes", text="Of whom?")).status_code == 410


@ON_SQLITE
async def test_nobody_decides_on_whom_they_recommended(desk: Desk) -> None:
    one = await referral(desk.data, await candidate("Léa Martin"), referrer_id=desk.hr.id)
    page = await Reader(desk.client).open(f"/console/referrals/{one.id}")
    assert "a colleague decides" in page.words
    assert "Move to" not in page.words
    for path, data in (("stage", {"stage": "offer"}), ("appointment", {})):
        assert (await post(desk, f"{one.id}/{path}", version=1, **data)).status_code == 403
    now = await seen_by_id(one.id)
    assert now
    assert now.stage == "submitted"
    assert now.handled_by_id is None


@ON_SQLITE
async def test_writing_asks_for_a_fresh_code(app: ASGIApp, desk: Desk) -> None:
    one = await referral(desk.data, await candidate("Léa Martin"), since=timedelta(days=1))
    client = await as_person(browser(app), desk.hr)
    assert (await client.get(f"/console/referrals/{one.id}")).status_code == 200
    for path in ("stage", "appointment", "notes", "merge"):
        answer = await client.post(f"/console/referrals/{one.id}/{path}", data={"stage": "offer", "version": "1"})
        assert answer.status_code == 403
    missing = await desk.client.post("/console/referrals/0000/stage", data={"stage": "offer", "version": "1"})
    assert missing.status_code == 404


@ON_SQLITE
async def test_who_arrives_shows_what_is_owed(desk: Desk) -> None:
    plan = await bonus_plan()
    one = await referral(desk.data, await candidate("Paul Vasquez"), stage="hired", referrer_id=desk.alice.id,
                         bonus_version_id=plan.version_id)  # fmt: skip
    assert (await post(desk, f"{one.id}/stage", stage="started", version=1)).status_code == 303
    page = await Reader(desk.client).open(f"/console/referrals/{one.id}")
    assert "€500 gross" in page.words
    await page.open("/console/referrals")
    assert "€500 gross on Nov 24" in page.words or "€500 gross on 24 Nov" in page.words
    assert page.link("Cash bonus").startswith(f"/console/referrals/{one.id}")
