"""Presenting somebody: asked at once, invisible to HR before their yes, gone with their no, the same answer for all."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.candidates.vault import identity
from server.database import rows
from server.jobs import claim, finish
from server.people.models import Person
from server.referrals.referring.letters import question_letter_sender
from server.referrals.referring.presenting import QUESTION_LETTER, asked
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.pipeline import decide
from tests.support.referring import opening
from tests.support.signing_in import as_person

LEA = {"name": "Léa Marchand", "email": "lea@mail.example", "relation": "work", "why": "Three years.", "agreed": "on"}
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await company()
    await opening()
    await decide(allows_presenting=True)
    return await person("alice")


async def present(app: ASGIApp, who: Person, key: str = "key-0001", **said: str) -> httpx2.Response:
    hers = await as_person(browser(app), who)
    return await hers.post("/jobs/data-engineer-nantes/referrals", data={**LEA, "form_key": key, **said})


async def letters() -> list[dict[str, str]]:
    """The questions that would be sent now."""
    sent: list[dict[str, str]] = []

    async def send(letter: dict[str, str]) -> None:
        sent.append(letter)

    sender, jobs = question_letter_sender("http://localhost:8000", send), await claim(100)
    await finish([job["id"] for job in jobs])
    for job in jobs:
        if job["kind"] == QUESTION_LETTER:
            await sender(job["payload"])
    return sent


async def question(app: ASGIApp, who: Person, **said: str) -> str:
    """The path of the page that the letter leads to."""
    assert (await present(app, who, **said)).status_code == 303
    (letter,) = await letters()
    found = re.search(r"http://localhost:8000/p/\S+", letter["text"])
    assert found is not None
    return urlsplit(found.group()).path


async def test_a_yes_makes_a_candidate_in_their_colleagues_words(
    app: ASGIApp, client: httpx2.AsyncClient, alice: Person
) -> None:
    path = await question(app, alice)
    stored = (await rows("SELECT * FROM presentation"))[0]
    assert not any("lea" in str(value).casefold() or "Three" in str(value) for value in stored.values())
    assert not await rows("SELECT id FROM candidate")
    page = (await client.get(path)).text
    assert all(each in page for each in ("Léa Marchand", "lea@mail.example", "Three years.", "Alice Test"))
    yes = {"form_key": "yes-0001"}
    answers = [await client.post(f"{path}/agreement", data=yes) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert answers[0].headers["location"].startswith("/c/")
    (referral,) = await rows("SELECT candidate_id, source, referrer_id, words, relation, stage FROM referral")
    who = await identity(referral.pop("candidate_id"))
    assert who is not None
    assert (who.name, who.email, who.phone) == ("Léa Marchand", "lea@mail.example", None)
    assert referral == {
        "source": "presented", "referrer_id": alice.id, "words": "Three years.", "relation": "work",
        "stage": "submitted",
    }  # fmt: skip
    assert not await rows("SELECT id FROM presentation")
    assert not [row for row in await rows("SELECT location FROM form_key") if "/c/" in (row["location"] or "")]


async def test_a_no_erases_and_is_never_asked_again(app: ASGIApp, client: httpx2.AsyncClient, alice: Person) -> None:
    path = await question(app, alice)
    answers = [await client.post(f"{path}/refusal?lang=fr", data={"form_key": "no-00001"}) for _ in range(2)]
    assert [answer.headers["location"] for answer in answers] == ["/p/answered?said=no&lang=fr"] * 2
    said = await client.get("/p/answered?said=no&lang=en")
    assert (said.status_code, "gone" in said.text) == (200, True)
    assert not await rows("SELECT id FROM presentation")
    (kept,) = await rows("SELECT * FROM referral_refusal")
    assert "lea" not in str(kept)
    assert (await client.get(path)).status_code == 404
    again = await present(app, await person("bob"), "key-0002", email="LEA+jobs@mail.example")
    assert again.headers["location"] == "/jobs/data-engineer-nantes/referrals/new?done=asked"
    assert not await letters()
    assert not await rows("SELECT id FROM presentation")
    assert not await rows("SELECT id FROM candidate")


@only_sqlite
async def test_a_no_after_a_yes_promises_nothing(app: ASGIApp, client: httpx2.AsyncClient, alice: Person) -> None:
    path = await question(app, alice)
    page = (await client.get(f"{path}?lang=fr")).text
    assert f'action="{path}/agreement?lang=fr"' in page
    answer = await client.post(f"{path}/agreement?lang=fr", data={"form_key": "yes-0001"})
    assert answer.headers["location"].endswith("?lang=fr")
    kept = await rows("SELECT key FROM form_key")
    for late in ("agreement", "refusal"):
        answer = await client.post(f"{path}/{late}", data={"form_key": f"late-{late}"})
        assert (answer.status_code, "Nothing waits here" in answer.text) == (404, True)
        assert 'href="?lang=' not in answer.text
    assert await rows("SELECT key FROM form_key") == kept
    assert not await rows("SELECT * FROM referral_refusal")


@only_sqlite
async def test_one_opening_asks_an_address_once_and_nobody_is_flooded(app: ASGIApp, alice: Person) -> None:
    await question(app, alice)
    others = [await opening(f"other-{number}") for number in range(2)]
    bob = await person("bob")
    assert (await present(app, alice, "key-0002")).status_code == 303
    assert (await present(app, bob, "key-0003")).status_code == 303
    assert not await letters()
    hers = await as_person(browser(app), bob)
    for number, each in enumerate(others):
        await hers.post(f"/jobs/{each.slug}/referrals", data={**LEA, "form_key": f"flood-{number:03}"})
    assert len(await letters()) == 1


@only_sqlite
async def test_a_question_lapses(app: ASGIApp, client: httpx2.AsyncClient, alice: Person) -> None:
    path = await question(app, alice)
    token = path.rpartition("/")[2]
    with clock.moved() as time:
        time.advance(timedelta(days=30, seconds=1))
        assert await asked(token) is None
        assert (await client.post(f"{path}/agreement", data={"form_key": "late-001"})).status_code == 404
    assert not await rows("SELECT id FROM referral")


@only_sqlite
async def test_a_closed_opening_says_so_and_keeps_nobody(
    app: ASGIApp, client: httpx2.AsyncClient, alice: Person
) -> None:
    path = await question(app, alice)
    await rows("UPDATE opening SET state = 'closed' RETURNING id")
    answer = await client.post(f"{path}/agreement", data={"form_key": "shut-001"})
    assert answer.status_code == 410
    assert "takes no more applications" in answer.text
    assert not await rows("SELECT id FROM candidate")
    assert (await present(app, alice, "key-0009", email="other@mail.example")).status_code == 410


@only_sqlite
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"email": "lea.marchand@mail"}, "The end of the address is missing"),
        ({"email": "lea"}, "Write a whole address"),
        ({"agreed": ""}, "Fill in this field."),
        ({"relation": "family"}, "Choose one of the options."),
        ({"why": "x" * 501}, "At most 500 characters."),
        ({"name": ""}, "Fill in this field."),
    ],
)
async def test_what_is_not_whole_is_said_and_kept(
    app: ASGIApp, alice: Person, said: dict[str, str], sentence: str
) -> None:
    answer = await present(app, alice, **said)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Three years." in answer.text or "x" * 501 in answer.text
    assert not await rows("SELECT id FROM presentation")


@only_sqlite
async def test_where_hr_does_not_allow_it_there_is_no_such_form(app: ASGIApp, alice: Person) -> None:
    await decide(allows_presenting=False)
    assert (await present(app, alice)).status_code == 404
