"""One's own referrals: each stage with date, points and money; nothing of the candidate beyond a name; kind ends."""

from datetime import timedelta

import pytest
from starlette.types import ASGIApp

from server import clock
from server.bonuses.models import BonusPlan
from server.candidates.erasing import erase
from server.candidates.vault import Identity, admit
from server.database import rows
from server.openings.models import Opening
from server.people.models import Person
from server.referrals.jobs import tell_stale_referrals
from server.referrals.models import Referral
from server.referrals.moving import advance, close_referral
from server.referrals.submitting import Application, submit
from tests.conftest import browser
from tests.support import people
from tests.support.bonuses import bonus_plan
from tests.support.html import Reader
from tests.support.openings import opening
from tests.support.signing_in import as_person

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await people.company()
    return await people.welcomed("alice")


@pytest.fixture
async def nadege(alice: Person) -> Person:
    return await people.welcomed("nadege", role="hr")


@pytest.fixture
async def job(alice: Person) -> Opening:
    return await opening("data-engineer", remote="no", bonus_plan_id=(await bonus_plan()).id)


async def applied(about: Opening, through: Person, name: str = "Léa Marchand", source: str = "link") -> tuple[str, str]:
    """(referral, candidate)."""
    admitted = await admit(Identity(name, f"{name[0]}@mail.example", "06 39 98 12 34", "My secret message"), "en")
    words = "Such a gem" if source == "presented" else ""
    made = await submit(Application(about.id, admitted.candidate_id, source, through.id, words))
    return made.referral_id, admitted.candidate_id


async def reads(app: ASGIApp, who: Person, path: str) -> Reader:
    return await Reader(await as_person(browser(app), who)).open(path)


async def test_every_stage_has_its_points_and_what_is_to_come_is_gross(
    app: ASGIApp, alice: Person, nadege: Person, job: Opening
) -> None:
    about, _ = await applied(job, alice)
    for stage in ("qualified", "interview"):
        await advance(about, stage, nadege.id)
    await Referral.filter(id=about).update(next_on=clock.now() + timedelta(days=2), next_what="Second talk")
    page = await reads(app, alice, f"/referrals/{about}")
    assert page.heading == "Léa M."
    assert "Second talk, Thursday 26 November. A word of encouragement" in page.words
    assert "24 November, by Nadege Test" in page.words
    for line in ("+10 points, waiting", "+20 points", "+60 points", "+300 points to come", "+100 points to come"):
        assert line in page.words, line
    assert "Bonus of €500 gross" in page.words
    assert "Bonus of €500 gross, 30 days later" in page.words
    assert not any(each in page.words for each in ("Marchand", "mail.example", "secret", "06 39"))
    listed = await reads(app, alice, "/referrals")
    assert all(each in listed.words for each in ("Léa M.", "Data engineer, Nantes", "Interview"))
    assert "+90 points" in listed.words


@only_sqlite
async def test_what_is_owed_replaces_what_was_promised(
    app: ASGIApp, alice: Person, nadege: Person, job: Opening
) -> None:
    about, _ = await applied(job, alice)
    for stage in ("hired", "started"):
        await advance(about, stage, nadege.id)
    page = await reads(app, alice, f"/referrals/{about}")
    assert "Bonus of €500 gross, 24 November: To approve" in page.words
    assert "Contacted" not in page.words, "what was skipped is not told"
    assert "+300 points" in page.words
    assert await BonusPlan.exists()


@only_sqlite
@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("rejected", "This one ends here. Thank you for opening the door."),
        ("withdrawn", "They chose not to go on"),
        ("duplicate", "known to us already"),
        ("expired", "Nothing moved for a long time"),
    ],
)
async def test_an_end_is_kind_and_nothing_is_to_come(
    app: ASGIApp, alice: Person, nadege: Person, job: Opening, end: str, words: str
) -> None:
    about, _ = await applied(job, alice)
    await close_referral(about, end, "a-private-reason", nadege.id)
    page = await reads(app, alice, f"/referrals/{about}")
    assert words in page.words
    assert not any(each in page.words for each in ("to come", "gross", "private", "Ask for news"))
    assert "Those that ended" in (await reads(app, alice, "/referrals")).words


@only_sqlite
async def test_after_erasure_the_page_stays_without_the_person(app: ASGIApp, alice: Person, job: Opening) -> None:
    about, candidate = await applied(job, alice)
    await close_referral(about, "withdrawn", "candidate", None)
    await erase(candidate)
    page = await reads(app, alice, f"/referrals/{about}")
    assert (page.status, page.heading) == (200, "Somebody")
    assert "Léa" not in page.words + (await reads(app, alice, "/referrals")).words


@only_sqlite
async def test_the_promise_has_a_day_and_says_when_it_is_broken(app: ASGIApp, alice: Person, job: Opening) -> None:
    about, _ = await applied(job, alice, source="presented")
    page = await reads(app, alice, f"/referrals/{about}")
    assert "First answer within 5 working days, by Tuesday 1 December." in page.words
    assert "They gave their agreement" in page.words
    with clock.moved() as time:
        time.advance(timedelta(days=8))
        late = (await reads(app, alice, f"/referrals/{about}")).words
        assert "The answer is late." in late
        assert "reminded" not in late, "nobody told HR yet"
        await tell_stale_referrals()
        assert "The HR team has been reminded." in (await reads(app, alice, f"/referrals/{about}")).words


async def test_news_are_asked_once_a_week(app: ASGIApp, alice: Person, job: Opening) -> None:
    about, _ = await applied(job, alice)
    page = await reads(app, alice, f"/referrals/{about}")
    await page.send("Ask for news")
    assert "You asked for news on 24 November." in page.words
    first = (await rows("SELECT news_asked_at FROM referral"))[0]["news_asked_at"]
    answer = await page.client.post(f"/referrals/{about}/news", data={"form_key": "again-001"})
    assert answer.status_code == 303
    assert (await rows("SELECT news_asked_at FROM referral"))[0]["news_asked_at"] == first
    with clock.moved() as time:
        time.advance(timedelta(days=7))
        later = await reads(app, alice, f"/referrals/{about}")
        await later.send("Ask for news")
    assert (await rows("SELECT news_asked_at FROM referral"))[0]["news_asked_at"] > first


@only_sqlite
async def test_nobody_reads_anothers_referral(app: ASGIApp, alice: Person, nadege: Person, job: Opening) -> None:
    about, _ = await applied(job, alice)
    bob = await as_person(browser(app), await people.person("bob"))
    hr = await as_person(browser(app), nadege)
    for client in (bob, hr):
        assert (await client.get(f"/referrals/{about}")).status_code == 404
        assert (await client.post(f"/referrals/{about}/news", data={"form_key": "mine-0001"})).status_code == 404
    hers = await as_person(browser(app), alice)
    assert (await hers.get("/referrals/nothing")).status_code == 404
    assert (await hers.post(f"/referrals/{about}")).status_code == 405
    assert "Léa" not in (await bob.get("/referrals")).text
    assert not await rows("SELECT id FROM referral WHERE news_asked_at IS NOT NULL")


@only_sqlite
async def test_a_hand_in_the_recruitment_is_thanked_and_never_paid(app: ASGIApp, nadege: Person, job: Opening) -> None:
    about, _ = await applied(job, nadege)
    page = await reads(app, nadege, f"/referrals/{about}")
    assert "brings no points and no bonus" in page.words
    assert not any(each in page.words for each in ("to come", "gross"))
