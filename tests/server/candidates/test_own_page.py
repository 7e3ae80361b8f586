"""/c/{token}: what a candidate reads, takes back and agrees to; and that the token is nowhere else."""

import json
import re
from datetime import timedelta

import httpx2
import pytest
import structlog

from server import clock
from server.candidates.vault import CandidateSeen, candidate_by_token, seal_for
from server.database import rows
from server.people.queries import forget_company
from server.referrals.models import Referral, ReferralNote
from server.referrals.moving import advance, close_referral
from server.web.logs import configure_logs
from tests.server.candidates.test_public_opening import CODE, link
from tests.support.applying import FILLED, own_path
from tests.support.html import Reader
from tests.support.openings import opening
from tests.support.people import company, welcomed

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def somebody(client: httpx2.AsyncClient) -> tuple[str, CandidateSeen]:
    """The page and the row of somebody who has just applied through Camille."""
    await company()
    await link(await welcomed("camille"), (await opening()).id)
    path = await own_path(client, path=f"/r/{CODE}")
    seen = await candidate_by_token(path.rpartition("/")[2])
    assert seen is not None
    return path, seen


async def test_it_says_where_they_are_and_what_is_held(client: httpx2.AsyncClient) -> None:
    path, _ = await somebody(client)
    answer = await client.get(f"{path}?new=1")
    for words in (
        "It has arrived", "Application received", "An answer by December 1, 2026", FILLED["name"], FILLED["email"],
        FILLED["message"], "cv.pdf", f"http://localhost:8000{path}", '<svg class="qr"', "Camille Test recommended you",
        "Erased by itself on November 24, 2028",
    ):  # fmt: skip
        assert words in answer.text, words
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text


async def test_it_shows_what_hr_wrote_and_each_stage(client: httpx2.AsyncClient) -> None:
    path, seen = await somebody(client)
    made = await Referral.get()
    note = await seal_for(seen.id, "Likes <streams>.")
    await ReferralNote.create(referral_id=made.id, sealed=note, at=clock.now())
    await advance(made.id, "interview", None)
    page = (await client.get(path)).text
    assert "Likes &lt;streams&gt;." in page
    assert re.search(r'<li class="now" aria-current="step">.*?Meeting the team', page)
    await close_referral(made.id, "rejected", "skills", None)
    page = (await client.get(path)).text
    assert "Not this time" in page
    assert "skills" not in page
    assert "An answer by" not in page
    assert "Withdraw my application" not in page
    assert "Erased by itself on February 24, 2027" in page


async def test_it_says_the_appointment_and_promises_no_day_that_is_past(client: httpx2.AsyncClient) -> None:
    path, _ = await somebody(client)
    made = await Referral.get()
    with clock.moved() as time:
        time.advance(timedelta(days=9))
        late = (await client.get(path)).text
        assert ("The answer is late." in late, "An answer by" in late) == (True, False)
        made.next_on, made.next_what = clock.now() + timedelta(days=1), "Talk with <Ana>"
        await made.save()
        agreed = (await client.get(path)).text
        assert "Talk with &lt;Ana&gt;, Dec 4, " in agreed
        assert "The answer is late." not in agreed
        await rows("UPDATE company SET zone = 'Asia/Tokyo' RETURNING zone")
        forget_company()
        assert "Talk with &lt;Ana&gt;, Dec 4, 7:" in (await client.get(path)).text
        time.advance(timedelta(days=3))
        assert "Talk with" not in (await client.get(path)).text


async def test_withdrawing_ends_it_and_keeps_the_page(client: httpx2.AsyncClient) -> None:
    path, _ = await somebody(client)
    reader = await Reader(client).open(path)
    await reader.send("Withdraw my application")
    assert reader.path.startswith(path)
    assert (await Referral.get()).stage == "withdrawn"
    page = (await client.get(path)).text
    assert "Withdrawn by you" in page
    assert FILLED["name"] in page


async def test_erasing_takes_two_steps_and_leaves_nothing(client: httpx2.AsyncClient) -> None:
    path, seen = await somebody(client)
    reader = await Reader(client).open(path)
    await reader.follow("Erase everything")
    await reader.send("Erase everything now")
    assert reader.path.startswith("/c/erased")
    assert (await client.get(path)).status_code == 410
    assert "Nothing is kept under this link" in (await client.get(path)).text
    assert (await client.post(f"{path}/erasure")).status_code == 303
    for table in ("candidate", "candidate_key", "candidate_file", "form_key"):
        assert await rows(f"SELECT 1 AS one FROM {table}") == [], table
    for table in ("referral", "referral_step", "job", "rate_bucket"):
        left = json.dumps(await rows(f"SELECT * FROM {table}"), default=str)
        for secret in (FILLED["email"], "Brandstr", seen.id, path.rpartition("/")[2], str(seen.hashes.email)):
            assert secret not in left


async def test_the_pool_wants_a_tick_and_is_left_as_easily(client: httpx2.AsyncClient) -> None:
    path, _ = await somebody(client)
    await client.post(f"{path}/pool")
    assert "pool/removal" not in (await client.get(path)).text
    assert (await client.post(f"{path}/pool", data={"consent": "on"})).status_code == 303
    page = (await client.get(path)).text
    assert "about other positions until November 24, 2028" in page
    await rows("UPDATE candidate SET pool_asked_at = 1 RETURNING id")
    reader = await Reader(client).open(path)
    await reader.send("Stay 24 months more")
    assert await rows("SELECT id FROM candidate WHERE pool_asked_at IS NULL AND pool_until IS NOT NULL")
    await (await Reader(client).open(path)).send("No longer")
    assert await rows("SELECT id FROM candidate WHERE pool_until IS NULL")
    assert "pool/removal" not in (await client.get(path)).text


async def test_whatever_is_pressed_answers_in_the_language_of_the_page(client: httpx2.AsyncClient) -> None:
    path, _ = await somebody(client)
    for page in (path, f"{path}/erasure"):
        led = re.findall(r'(?:action|href)="(/c/[^"]+)"', (await client.get(f"{page}?lang=fr")).text)
        assert led
        assert all(each.endswith("?lang=fr") for each in led), led


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_token_of_nobody_opens_nothing(client: httpx2.AsyncClient, method: str) -> None:
    await company()
    for act in ("", "/erasure") if method == "GET" else ("/withdrawal", "/pool/removal", "/pool/renewal"):
        answer = await client.request(method, f"/c/{'x' * 32}{act}")
        assert answer.status_code == 410
        assert "Nothing is kept under this link" in answer.text


async def test_no_token_and_no_code_is_logged(client: httpx2.AsyncClient, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    try:
        path, _ = await somebody(client)
        await client.get(f"{path}?new=1")
        await client.post(f"{path}/withdrawal")
        await client.get(f"/r/{CODE}")
    finally:
        structlog.configure(processors=[], logger_factory=structlog.ReturnLoggerFactory())
    said = capsys.readouterr()
    logged = said.err + said.out
    assert "candidates.own.show" in logged
    assert path.rpartition("/")[2] not in logged
    assert CODE not in logged
    assert FILLED["email"] not in logged
