"""GET /console/referrals: columns, clocks, names from the vault, who recommended or nobody."""

from datetime import timedelta

import pytest
from starlette.types import ASGIApp

from server import clock
from server.referrals.console.board_queries import board_counts, cards_of_board, cards_of_lane, referrals_waiting
from tests.conftest import browser
from tests.house.test_query_counts import statements
from tests.server.referrals.console.conftest import Desk
from tests.support.html import Reader
from tests.support.pipeline import candidate, decide, opening, referral, step
from tests.support.signing_in import as_person

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.usefixtures("db")
async def test_columns_hold_who_has_waited_longest() -> None:
    data, design = await opening(), await opening("Designer")
    made = [await referral(data, None, since=timedelta(days=days)) for days in (1, 4, 2, 3)]
    late = await referral(design, None, stage="started", since=timedelta(days=9))
    await referral(design, None, stage="hired")
    await referral(data, None, stage="rejected")
    counts = await board_counts("")
    assert dict(counts.lanes) == {"submitted": 4, "arrival": 2, "ended": 1}
    assert counts.openings == ((data.id, "Data engineer", 4), (design.id, "Designer", 2))
    assert dict((await board_counts(design.id)).lanes) == {"arrival": 2}
    cards = await cards_of_board("", 3, hides_referrer=False)
    waiting = [card.id for card in cards if card.stage == "submitted"]
    assert waiting == [made[1].id, made[3].id, made[2].id]
    assert next(card.id for card in cards if card.stage in ("hired", "started")) == late.id
    newest = await cards_of_lane(["submitted"], data.id, 1, 2, False, newest_first=True)
    assert [card.id for card in newest] == [made[2].id, made[3].id]
    assert await referrals_waiting() == 4


@ON_SQLITE
async def test_the_board_says_who_how_long_and_what_next(desk: Desk) -> None:
    lea, hugo = await candidate("Léa Martin"), await candidate("Hugo Tran")
    await referral(desk.data, lea, since=timedelta(days=10), referrer_id=desk.alice.id)
    await referral(desk.data, hugo, stage="qualified", since=timedelta(days=20), referrer_id=desk.alice.id,
                   next_on=clock.now() + timedelta(days=1), next_what="Call", has_conflict=True)  # fmt: skip
    page = await Reader(desk.client).open("/console/referrals")
    assert "Léa M." in page.words
    assert "Martin" not in page.words
    assert "7 days" in page.words, "ten days ago, a week-end and a Saturday out of them"
    assert "Call, Wed 11:00" in page.words
    assert "Conflict of interest" in page.words
    assert "Alice" in page.words
    assert "Median delay of the first contact: 0 working days" in page.words
    assert "2 people in the pipeline, one waits for a first sign" in page.words
    raw = (await desk.client.get("/console/referrals")).text
    assert raw.count('class="tag coral"') == 1, "what has an appointment to come is not stale"
    assert raw.count('#contact">Contact<') == 1


@ON_SQLITE
async def test_a_hidden_referrer_is_not_in_the_bytes(desk: Desk) -> None:
    await decide(hides_referrer=True)
    about = await referral(desk.data, await candidate("Léa Martin"), referrer_id=desk.alice.id, words="A gem",
                           relation="work", source="presented", has_conflict=True)  # fmt: skip
    for path in ("/console/referrals", "/console/referrals?column=submitted", f"/console/referrals/{about.id}",
                 "/console/referrals/export.csv"):  # fmt: skip
        raw = (await desk.client.get(path)).text
        assert "Léa" in raw
        for told in ("Alice", desk.alice.id, "A gem", "onflict of interest</", "Presented", "Personal link"):
            assert told not in raw, f"{told} in {path}"
    await step(about, "qualified", clock.now())
    about.stage = "qualified"
    await about.save()
    raw = (await desk.client.get(f"/console/referrals/{about.id}")).text
    assert "Alice" in raw
    assert "A gem" in raw


@ON_SQLITE
async def test_whoever_asked_for_news_is_heard_once_they_may_be_known(desk: Desk) -> None:
    about = await referral(desk.data, await candidate("Léa Martin"), referrer_id=desk.alice.id,
                           news_asked_at=clock.now())  # fmt: skip
    for path in ("/console/referrals", f"/console/referrals/{about.id}"):
        assert "News asked for" in (await desk.client.get(path)).text, path
    await decide(hides_referrer=True)
    for path in ("/console/referrals", f"/console/referrals/{about.id}"):
        assert "News asked for" not in (await desk.client.get(path)).text, "it would tell that somebody recommended"


@ON_SQLITE
async def test_one_column_whole_and_one_opening(desk: Desk) -> None:
    design = await opening("Designer")
    for name in ("Ana B", "Bea C", "Cid D", "Dan E"):
        await referral(desk.data, await candidate(name))
    await referral(design, await candidate("Eve F"))
    page = await Reader(desk.client).open("/console/referrals")
    await page.follow("See the next 2")
    assert all(name in page.words for name in ("Ana B.", "Bea C.", "Cid D.", "Dan E.", "Eve F."))
    await page.follow("Designer, 1")
    assert "Eve F." in page.words
    assert "Ana B." not in page.words
    await page.open("/console/referrals?column=ended")
    assert "Nobody here." in page.words


@ON_SQLITE
async def test_somebody_erased_and_somebody_known_have_no_name(desk: Desk) -> None:
    await referral(desk.data, None, stage="rejected")
    await referral(desk.data, None, stage="duplicate", referrer_id=desk.alice.id)
    page = await Reader(desk.client).open("/console/referrals?column=ended")
    assert "Erased person" in page.words
    assert "Known already" in page.words


@ON_SQLITE
async def test_as_many_statements_for_many_cards(desk: Desk) -> None:
    async def asked() -> int:
        await desk.client.get("/console/referrals")
        async with statements() as all_of_them:
            assert (await desk.client.get("/console/referrals")).status_code == 200
        return len(all_of_them)

    for name, stage in (("Ana B", "submitted"), ("Bea C", "started")):
        await referral(desk.data, await candidate(name), stage=stage, referrer_id=desk.alice.id)
    few = await asked()
    for number, stage in enumerate(("submitted", "qualified", "interview", "offer", "hired", "started") * 2):
        about = await opening(f"Opening {number}")
        await referral(about, await candidate(f"Name{number} X"), stage=stage, referrer_id=desk.alice.id)
    assert await asked() == few


@ON_SQLITE
async def test_whoever_is_not_of_hr_is_sent_away(app: ASGIApp, desk: Desk) -> None:
    client = await as_person(browser(app), desk.alice, stepped_up=True)
    for path in (
        "/console/referrals",
        "/console/referrals/x",
        "/console/referrals/x/cv",
        "/console/referrals/export.csv",
    ):
        assert (await client.get(path)).status_code == 403
    assert (await desk.client.get("/console/referrals/nobody")).status_code == 404
    assert (await desk.client.post("/console/referrals/export.csv")).status_code == 405
