"""Invitations: one letter, one reminder, bounces; cards that open once; who takes part shows nowhere."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.events import announce
from server.mail.sending import LetterRefused
from server.people.inviting.commands import invite, invite_everyone, invite_rest, record_bounce
from server.people.models import Invitation, Person, SignInCode
from server.web.models import AuditEntry, Job
from server.worker import drain
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import as_person, has_session, letters

PEOPLE = "/console/people"
URL = "http://localhost:8000"


async def hr_of(app: ASGIApp) -> httpx2.AsyncClient:
    await company()
    return await as_person(browser(app), await person("hr", role="hr"), stepped_up=True)


async def silent(name: str = "sam", **more: Any) -> Person:
    return await Person.create(
        given_name=name.capitalize(), family_name="Test", employee_number=name, created_at=clock.now(), **more
    )


async def test_one_letter_one_reminder_and_no_third(app: ASGIApp) -> None:
    hr = await hr_of(app)
    alice = await person("alice", joined=False)
    answer = await hr.post(f"{PEOPLE}/invitations", data={"people": alice.id})
    assert answer.headers["location"] == f"{PEOPLE}?sent=yes"
    (letter,) = await letters()
    assert (letter["to"], letter["subject"]) == (alice.email, "Orvane invites you to Ricoche")
    assert f"{URL}/sign-in" in letter["text"]
    assert "your choice" in letter["text"]
    by = (await Person.get(given_name="Hr")).id
    await invite([alice.id], by, URL)
    assert await letters() == []
    with clock.moved() as time:
        time.advance(timedelta(days=4))
        await invite([alice.id, alice.id], by, URL)
        (reminder,) = await letters()
        assert "last letter" in reminder["text"]
        await invite([alice.id], by, URL)
    with clock.moved() as time:
        time.advance(timedelta(days=40))
        await invite([alice.id], by, URL)
        assert await letters() == []


async def test_who_takes_part_or_left_the_programme_gets_no_letter_and_looks_the_same(db: None) -> None:
    await company()
    by = (await person("hr", role="hr")).id
    joined, out, new = (
        await person("alice"),
        await person("bob", opted_out_at=clock.now()),
        await person("charlie", joined=False),
    )
    await invite([joined.id, out.id, new.id], by, URL)
    assert [letter["to"] for letter in await letters()] == [new.email]
    assert await Invitation.all().count() == 3
    entry = await AuditEntry.get(action="people.invite")
    assert entry.after == {"letters": 3}


async def test_the_same_tap_invites_once(app: ASGIApp) -> None:
    hr = await hr_of(app)
    alice = await person("alice", joined=False)
    data = {"people": alice.id, "form_key": "one-key-for-two-taps"}
    assert [(await hr.post(f"{PEOPLE}/invitations", data=data)).status_code for _ in range(2)] == [303, 303]
    assert len(await letters()) == 1


async def test_nobody_ticked(app: ASGIApp) -> None:
    hr = await hr_of(app)
    for path in ("invitations", "cards"):
        assert (await hr.post(f"{PEOPLE}/{path}")).status_code == 422


async def test_everyone_by_the_worker_in_portions(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.people.inviting.commands.AT_ONCE", 2)
    await company()
    by = await person("hr", role="hr", joined=False)
    for name in ("alice", "bob", "charlie"):
        await person(name, joined=False)
    await silent()
    await invite_everyone(by.id, URL)
    await invite_everyone(by.id, URL)
    (job,) = await Job.filter(kind="people.invite")
    await invite_rest(job.payload)
    await invite_rest(job.payload)
    assert await Invitation.all().count() == len(await letters()) == 4


async def test_a_letter_that_comes_back_is_shown_and_may_be_sent_again(app: ASGIApp) -> None:
    hr = await hr_of(app)
    alice = await person("alice", joined=False)
    by = (await Person.get(given_name="Hr")).id
    await invite([alice.id], by, URL)
    (letter,) = await letters()
    await announce(LetterRefused(letter["about"]))
    await announce(LetterRefused("something else"))
    assert "came back" in (await hr.get(f"{PEOPLE}?state=bounced")).text
    await invite([alice.id], by, URL)
    assert len(await letters()) == 1
    assert await record_bounce(" Alice@orvane.example ")
    assert not await record_bounce("alice@orvane.example")
    assert not await record_bounce("nobody@orvane.example")


async def test_a_card_opens_one_session_once(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    hr = await hr_of(app)
    sam = await silent()
    answer = await hr.post(f"{PEOPLE}/cards", data={"people": sam.id})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["cache-control"]
    code = answer.text.split('<p class="code">')[1].split("<")[0]
    assert len(code) == 19
    assert await SignInCode.filter(token_hash=code).count() == 0
    with clock.moved() as time:
        time.advance(timedelta(days=29))
        page = await client.get(f"/sign-in/link/{code}")
        assert (page.status_code, has_session(app, client)) == (200, False)
        assert (await client.post(f"/sign-in/link/{code}")).status_code == 303
        assert has_session(app, client)
        assert (await browser(app).post(f"/sign-in/link/{code}")).status_code == 410
        assert "step-up" not in (await client.get("/settings")).text
    assert (await AuditEntry.get(action="people.card")).object_id == sam.id


async def test_a_card_lapses_after_thirty_days_and_a_new_one_ends_it(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    hr = await hr_of(app)
    sam = await silent()
    old, new = [
        (await hr.post(f"{PEOPLE}/cards", data={"people": sam.id})).text.split('<p class="code">')[1].split("<")[0]
        for _ in range(2)
    ]
    assert (await client.get(f"/sign-in/link/{old}")).status_code == 410
    assert (await client.get(f"/sign-in/link/{new}")).status_code == 200
    with clock.moved() as time:
        time.advance(timedelta(days=31))
        assert (await client.post(f"/sign-in/link/{new}")).status_code == 410


async def test_nobody_prints_a_key_to_anothers_account(app: ASGIApp) -> None:
    hr = await hr_of(app)
    reachable, boss = await person("alice"), await silent("boss", role="admin")
    gone = await silent("gone", left_company_at=clock.now())
    answer = await hr.post(f"{PEOPLE}/cards", data={"people": [reachable.id, boss.id, gone.id, "nobody"]})
    assert answer.status_code == 422
    assert await SignInCode.all().count() == 0


async def test_the_worker_sends_invitations(app: ASGIApp) -> None:
    await hr_of(app)
    await person("alice", joined=False)
    await invite_everyone((await Person.get(given_name="Hr")).id, URL)
    assert await drain() >= 1
    assert await Invitation.all().count() == 2
