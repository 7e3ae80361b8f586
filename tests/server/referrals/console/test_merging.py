"""POST /console/referrals/{id}/merge: two of one person become one, and the first who recommended owns it."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest

from server.candidates.vault import Identity, admit
from server.database import rows
from server.referrals.moving import advance
from server.referrals.queries import referral as seen_by_id
from tests.server.referrals.console.conftest import Desk
from tests.support.html import Reader
from tests.support.people import person, welcomed
from tests.support.pipeline import candidate, opening, referral

ADDRESS = "lea@elsewhere.example"


async def merged(desk: Desk, this: str, other: str, keeps: str, version: int = 1) -> httpx2.Response:
    data = {"form_key": f"merge-{keeps}-{version}", "other": other, "keeps": keeps, "version": version}
    return await desk.client.post(f"/console/referrals/{this}/merge", data=data)


async def test_the_later_one_goes_and_the_first_keeps_its_owner(desk: Desk) -> None:
    bob, design = await person("bob"), await opening("Designer")
    first = await referral(desk.data, await candidate("Léa Martin", email=ADDRESS), stage="interview",
                           since=timedelta(days=2), referrer_id=desk.alice.id)  # fmt: skip
    second = await referral(design, await candidate("Lea Martin", email=ADDRESS.upper()), referrer_id=bob.id)
    page = await Reader(desk.client).open(f"/console/referrals/{second.id}")
    assert "Probably the same person" in page.words
    await page.send("Merge", keeps="other")
    gone, stays = await seen_by_id(second.id), await seen_by_id(first.id)
    assert gone
    assert stays
    assert (gone.stage, gone.closed_because, gone.merged_into_id) == ("duplicate", "merged", first.id)
    assert (stays.stage, stays.referrer_id, stays.version) == ("interview", desk.alice.id, 1)
    (entry,) = await rows("SELECT object_id, after FROM audit_entry WHERE action = 'referral.merge'")
    assert entry["object_id"] == second.id
    assert first.id in str(entry["after"])
    assert "goes on under another application" in page.words


async def test_the_one_that_stays_is_given_to_whoever_recommended_first(desk: Desk) -> None:
    bob, lea = await person("bob"), ADDRESS
    early = await referral(desk.data, await candidate("Léa", email=lea), since=timedelta(days=9),
                           referrer_id=desk.alice.id, words="A gem")  # fmt: skip
    late = await referral(desk.data, await candidate("Léa", email=lea), referrer_id=bob.id)
    assert (await merged(desk, late.id, early.id, "this")).status_code == 303
    stays = await seen_by_id(late.id)
    assert stays
    assert (stays.referrer_id, stays.words, stays.stage) == (desk.alice.id, "A gem", "submitted")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_cannot_be_one(desk: Desk) -> None:
    bob = await person("bob")
    early = await referral(desk.data, await candidate("Léa", email=ADDRESS), since=timedelta(days=9),
                           referrer_id=desk.alice.id)  # fmt: skip
    late = await referral(desk.data, await candidate("Léa", email=ADDRESS), stage="offer", referrer_id=bob.id)
    stranger = await referral(desk.data, await candidate("Hugo Tran"))
    assert (await merged(desk, early.id, stranger.id, "this")).status_code == 409, "not the same person"
    assert (await merged(desk, early.id, early.id, "other")).status_code == 409
    assert (await merged(desk, early.id, "0000", "this", 2)).status_code == 404
    assert (await merged(desk, early.id, late.id, "this", 7)).status_code == 409, "a stale version"
    earned = await merged(desk, early.id, late.id, "other")
    assert earned.status_code == 422
    assert "recommended this person first" in earned.text
    states: list[dict[str, Any]] = await rows("SELECT stage FROM referral WHERE stage = 'duplicate'")
    assert states == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_was_earned_before_two_became_one_is_not_earned_again(desk: Desk) -> None:
    alice, number = await welcomed("anne"), "06 39 98 12 34"
    two = [(await admit(Identity("Léa", f"{name}@mail.example", number, ""), "en")).candidate_id for name in "ab"]
    first = await referral(desk.data, two[0], stage="qualified", since=timedelta(days=2), referrer_id=alice.id)
    second = await referral(desk.data, two[1], referrer_id=alice.id)
    assert (await merged(desk, first.id, second.id, "other")).status_code == 303, "another address, the same number"
    await advance(second.id, "qualified", desk.hr.id)
    await advance(second.id, "interview", desk.hr.id)
    facts = await rows("SELECT object_id, kind FROM fact WHERE object_type = 'referral'")
    assert [(each["object_id"], each["kind"]) for each in facts] == [(second.id, "referral.interview")]
