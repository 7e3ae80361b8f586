"""The pages of a recommendation: a link made once, words that a candidate reads, what it brings; and their ladder."""

from datetime import timedelta

import pytest
from starlette.types import ASGIApp

from server.database import rows
from server.openings.models import Opening
from server.referrals.referring.queries import referral_link
from tests.conftest import browser
from tests.support.bonuses import bonus_plan
from tests.support.html import Reader
from tests.support.people import company, person
from tests.support.referring import opening
from tests.support.signing_in import as_person

REFER = "/jobs/data-engineer-nantes/referrals/new"
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def job(app: ASGIApp) -> Opening:
    await company()
    return await opening(bonus_plan_id=(await bonus_plan()).id)


async def reader(app: ASGIApp, name: str = "alice") -> Reader:
    return Reader(await as_person(browser(app), await person(name)))


@only_sqlite
async def test_a_link_is_there_at_once_with_what_it_brings(app: ASGIApp, job: Opening) -> None:
    alice = await reader(app)
    await alice.open(REFER)
    code = (await rows("SELECT code FROM referral_link"))[0]["code"]
    assert f"http://localhost:8000/r/{code}" in alice.link("WhatsApp").replace("%3A", ":").replace("%2F", "/")
    assert "60 points at the interview, 300 points and €500 gross on arrival" in alice.words
    assert "100 points and €500 gross once the trial period is passed" in alice.words
    assert "Data engineer, Nantes" in alice.words
    assert "present them yourself" not in alice.words
    await alice.open(REFER)
    assert len(await rows("SELECT id FROM referral_link")) == 1
    assert job.id


async def test_words_are_saved_and_stay_what_the_candidate_reads(app: ASGIApp, job: Opening) -> None:
    alice = await reader(app)
    await alice.open(REFER)
    await alice.send("Save your words", words="Come <b>aboard</b>, you would like it.")
    assert "Your words are saved" in alice.words
    code = (await rows("SELECT code FROM referral_link"))[0]["code"]
    seen = await referral_link(code)
    assert seen is not None
    assert (seen.opening_id, seen.words) == (job.id, "Come <b>aboard</b>, you would like it.")
    assert alice.field("words") == "Come <b>aboard</b>, you would like it."
    await alice.send("Save your words", words="x" * 501)
    assert alice.status == 422
    assert alice.field("words") == "x" * 501
    assert "At most 500 characters." in alice.words


@only_sqlite
async def test_who_decides_on_the_opening_is_promised_nothing(app: ASGIApp, job: Opening) -> None:
    manager = await person("manager")
    await Opening.filter(id=job.id).update(manager_id=manager.id)
    hers = Reader(await as_person(browser(app), manager))
    await hers.open(REFER)
    assert "no points and no bonus" in hers.words
    assert "gross" not in hers.words


@only_sqlite
async def test_the_code_fills_the_screen_and_the_card_names_who_recommends(app: ASGIApp, job: Opening) -> None:
    alice = await reader(app)
    await alice.open("/me/code")
    await alice.send("Get my code", word="Citron")
    said = (await rows("SELECT shown FROM spoken_code"))[0]["shown"]
    assert said in (await alice.open("/jobs/data-engineer-nantes/qr")).words
    card = await alice.open("/jobs/data-engineer-nantes/card")
    assert card.words.count("Recommended by Alice Test.") == 4
    assert card.words.count(said) == 4
    assert job.id


@only_sqlite
async def test_what_is_no_word_is_said_beside_it_and_a_code_goes_when_it_is_taken_back(app: ASGIApp) -> None:
    await company()
    alice = await reader(app)
    await alice.open("/me/code")
    await alice.send("Get my code", word="citron99")
    assert alice.status == 422
    assert alice.field("word") == "citron99"
    assert "One word of 3 to 14 letters" in alice.words
    await alice.send("Get my code", word="Citron")
    await alice.send("Take my code back")
    assert "Your code" not in alice.words
    assert not await rows("SELECT id FROM spoken_code WHERE revoked_at IS NULL")


@only_sqlite
@pytest.mark.parametrize("path", ["/referrals/new", "/qr", "/card"])
async def test_drafts_and_unknown_openings_are_nowhere_and_closed_ones_say_so(
    app: ASGIApp, job: Opening, path: str
) -> None:
    alice = await as_person(browser(app), await person("alice"))
    assert (await alice.get(f"/jobs/nothing-here{path}")).status_code == 404
    await Opening.filter(id=job.id).update(state="draft")
    assert (await alice.get(f"/jobs/{job.slug}{path}")).status_code == 404
    await Opening.filter(id=job.id).update(state="closed", closed_at=job.created_at + timedelta(hours=1))
    closed = await alice.get(f"/jobs/{job.slug}{path}")
    assert closed.status_code == 410
    assert "This position is closed" in closed.text
    assert not await rows("SELECT id FROM referral_link")
