"""The chore: what is past its day goes by itself, who is in the pool is asked once, the rest is left alone."""

import asyncio
import os
import sqlite3
from datetime import timedelta

import pytest

from gamification import add_months
from server import clock
from server.candidates.erasing import erase, erase_row
from server.candidates.jobs import FilesBusy, erase_due, scrub
from server.candidates.pool import join_pool, renew
from server.candidates.renewing import RENEWAL_LETTER
from server.candidates.vault import identities, identity
from server.database import rows, transaction
from server.database.fields import to_millis
from server.listeners import register_listeners
from server.mail.mailbox import letters
from server.referrals.console.commands import NoCandidate, add_note
from server.referrals.moving import MovedMeanwhile, advance
from server.settings import Settings
from server.worker import drain
from tests.support.candidates import a_candidate, a_referral, an_opening
from tests.support.people import company, person

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def due_in(candidate_id: str, days: int) -> None:
    await rows(
        "UPDATE candidate SET erase_at = $1 WHERE id = $2 RETURNING id",
        to_millis(clock.now() + timedelta(days=days)), candidate_id,
    )  # fmt: skip


async def lapsing(days: int) -> None:
    """A presentation and a claim that end in so many days."""
    alice, until = await person(f"alice{days}"), to_millis(clock.now() + timedelta(days=days))
    await rows(
        "INSERT INTO presentation (id, person_id, opening_id, wrapped, sealed, email_hash, token_hash, language, "
        "relation, asked_at, lapses_at) VALUES ($1, $2, $3, '', '', '', $1, 'en', '', 0, $4) RETURNING id",
        f"days {days}", alice.id, await an_opening(), until,
    )  # fmt: skip
    await rows(
        "INSERT INTO referral_claim (contact_hash, person_id, since, until) VALUES ($1, $2, 0, $3) RETURNING since",
        f"days {days}", alice.id, until,
    )  # fmt: skip


async def test_what_is_past_its_day_goes_and_nothing_else(db: None) -> None:
    late, early = await a_candidate(name="Late"), await a_candidate(name="Early")
    referral_id = await a_referral(late.candidate_id, stage="rejected", words="Kind")
    await due_in(late.candidate_id, 0)
    await due_in(early.candidate_id, 1)
    await lapsing(0)
    await lapsing(1)
    await erase_due()
    assert [who.name for who in (await identities([late.candidate_id, early.candidate_id])).values()] == ["Early"]
    assert await rows("SELECT words FROM referral WHERE id = $1", referral_id) == [{"words": ""}]
    assert await rows("SELECT id FROM presentation") == [{"id": "days 1"}]
    assert await rows("SELECT contact_hash FROM referral_claim") == [{"contact_hash": "days 1"}]
    assert await rows("SELECT kind FROM job") == [{"kind": "candidates.scrub"}]


@ONE_DATABASE
async def test_nothing_due_is_one_question(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    await a_candidate()
    asked: list[str] = []

    async def counted(query: str, *values: object) -> list[dict[str, object]]:
        asked.append(query)
        return await rows(query, *values)

    monkeypatch.setattr("server.candidates.jobs.rows", counted)
    await erase_due()
    assert len(asked) == 1
    plan = await rows(f"EXPLAIN QUERY PLAN {asked[0]}", 0, 0)
    assert [step["detail"] for step in plan if step["detail"].startswith("SCAN")] == []


@ONE_DATABASE
async def test_who_left_the_pool_long_ago_is_not_asked_about_a_day_that_is_past(db: None) -> None:
    made = await a_candidate()
    await join_pool(made.candidate_id)
    await due_in(made.candidate_id, 10)  # their recruitment lasted longer than the pool
    past = to_millis(clock.now() - timedelta(days=60))
    await rows("UPDATE candidate SET pool_until = $1 RETURNING id", past)
    await erase_due()
    assert await rows("SELECT kind FROM job") == []


@ONE_DATABASE
async def test_one_that_fails_does_not_keep_the_others(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = await a_candidate(), await a_candidate()
    await due_in(one.candidate_id, -2)
    await due_in(other.candidate_id, -1)

    async def failing(candidate_id: str) -> bool:
        if candidate_id == one.candidate_id:
            raise ZeroDivisionError
        return await erase_row(candidate_id)

    monkeypatch.setattr("server.candidates.jobs.erase_row", failing)
    await erase_due()
    assert list(await identities([one.candidate_id, other.candidate_id])) == [one.candidate_id]


@ONE_DATABASE
async def test_who_is_in_the_pool_is_asked_once_a_month_before(db: None, settings: Settings) -> None:
    register_listeners(settings)
    await company()
    made, silent = await a_candidate(), await a_candidate(email=None)
    await join_pool(made.candidate_id)
    await join_pool(silent.candidate_id)
    begin = clock.now()
    with clock.moved() as time:
        time.set(add_months(begin, 23) - timedelta(days=1))
        await erase_due()
        assert await rows("SELECT kind FROM job") == []
        time.set(add_months(begin, 23) + timedelta(minutes=1))
        await erase_due()
        await erase_due()
        assert await rows("SELECT kind FROM job") == [{"kind": RENEWAL_LETTER}]
        await drain()
        assert settings.mailbox_dir is not None
        (sent,) = letters(settings.mailbox_dir)
        assert sent.to == "ilse.b@mail.example"
        assert f"/c/{made.token}" in sent.text
        assert "November 24, 2028" in sent.text
        assert await renew(made.candidate_id)
        time.set(add_months(begin, 24) + timedelta(minutes=1))
        await drain()
        assert await identity(made.candidate_id) is not None
        assert await identity(silent.candidate_id) is None


async def test_two_who_erase_at_once_are_one(db: None) -> None:
    made = await a_candidate()
    await a_referral(made.candidate_id)
    assert sorted(await asyncio.gather(erase(made.candidate_id), erase(made.candidate_id))) == [False, True]


async def test_erasing_while_hr_moves_and_writes_waits_and_wins(db: None) -> None:
    hr = await person("hr", role="hr")
    for _ in range(4):
        made = await a_candidate()
        referral_id = await a_referral(made.candidate_id)
        acts = (
            advance(referral_id, "interview", hr.id), erase(made.candidate_id), add_note(referral_id, "Fine", hr.id),
        )  # fmt: skip
        ended = await asyncio.gather(*acts, return_exceptions=True)
        assert {type(each) for each in ended} <= {bool, type(None), MovedMeanwhile, NoCandidate}
        assert ended[1] is True
        assert await rows("SELECT id FROM referral_note") == []
        assert await rows("SELECT candidate_id, stage FROM referral WHERE id = $1", referral_id) == [
            {"candidate_id": None, "stage": "withdrawn"}
        ]


@ONE_DATABASE
async def test_a_busy_log_is_emptied_later(db: None, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await a_candidate()
    await rows("PRAGMA busy_timeout=10")
    reader = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM candidate").fetchall()
    try:
        await a_candidate()
        with pytest.raises(FilesBusy):
            await scrub(None, {})
    finally:
        reader.close()
    await scrub(None, {})
    assert os.stat(f"{database_url.removeprefix('sqlite:///')}-wal").st_size == 0


async def test_erasing_within_a_larger_act_is_undone_with_it(db: None) -> None:
    made = await a_candidate()

    async def act() -> None:
        async with transaction():
            await erase(made.candidate_id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await act()
    assert await identity(made.candidate_id) is not None
