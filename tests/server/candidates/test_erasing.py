"""Forgetting: afterwards no table, no file and no line of the log holds name, address or hash, and sums still hold."""

import json
import logging
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from tortoise import Tortoise

from server import clock
from server.candidates import sealing, vault
from server.candidates.erasing import erase
from server.candidates.letters import STATUS_LETTER
from server.candidates.vault import candidate_by_token, contact_hashes, identity
from server.database import is_postgresql, rows
from server.database.fields import to_millis
from server.doctor import examine
from server.jobs import enqueue
from server.listeners import register_listeners
from server.mail.letters import enqueue_letter
from server.referrals.console.commands import add_note, set_appointment
from server.referrals.moving import advance
from server.referrals.queries import referral
from server.referrals.submitting import Application, submit
from server.settings import Settings
from server.worker import drain
from tests.support.candidates import a_candidate, a_cv, a_referral, somebody
from tests.support.openings import opening
from tests.support.people import company, person

TOLD = ("Brandström", "ilse.b@mail.example", "70 123 45 67", "Hej!", "ilse-cv", "Kind and exact", "Called on Monday")


async def everything_stored() -> str:
    """Every column of every row of every table."""
    tables = [model._meta.db_table for model in Tortoise.apps["ricoche"].values()]
    return "\n".join([str(await rows(f"SELECT * FROM {table}")) for table in tables])


def found_in(text: str, wanted: Iterable[str]) -> list[str]:
    """What of somebody a text holds, as it is or as JSON writes it."""
    return [each for each in wanted if each in text or json.dumps(each)[1:-1] in text]


def found_in_files(folder: Path, wanted: Iterable[str]) -> list[str]:
    """The same for every byte of every file under a folder."""
    forms = {each: (each.encode(), json.dumps(each)[1:-1].encode(), each.encode("utf-16-le")) for each in wanted}
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert files
    return [each for each, written in forms.items() if any(form in data for form in written for data in files)]


async def recommended(words: str = "Kind and exact") -> tuple[vault.Admitted, str]:
    """Somebody recommended by alice, with CV, note and waiting letters: candidate and referral."""
    await company()
    alice, hr = await person(), await person("hr", role="hr")
    made = await a_candidate(cv=a_cv("ilse-cv.pdf"))
    position = await opening(recruiter_id=hr.id)
    submitted = await submit(Application(position.id, made.candidate_id, "link", alice.id, words, "colleague"))
    await advance(submitted.referral_id, "qualified", hr.id)
    await add_note(submitted.referral_id, "Called on Monday", hr.id)
    known = await referral(submitted.referral_id)
    assert known is not None
    at = clock.now() + timedelta(days=2)
    await set_appointment(known.id, known.version, at, "Call Brandström", hr.id)
    return made, submitted.referral_id


async def leave_traces(made: vault.Admitted) -> None:
    """What waits elsewhere: letters, the answer of a form, somebody else's presentation of the same address."""
    await enqueue_letter("ilse.b@mail.example", "Your application", f"Look at /c/{made.token}")
    await enqueue_letter("hr@orvane.example", "New", "Ilse Brandström has applied")
    await enqueue(STATUS_LETTER, {"candidate": made.candidate_id, "id": "x", "at_ms": 0})
    await rows(
        "INSERT INTO form_key (key, actor, route, body_hash, location, created_at) VALUES ('k', '', '', '', $1, $2) "
        "RETURNING key",
        f"/c/{made.token}?new", to_millis(clock.now()),
    )  # fmt: skip


async def test_nothing_is_left_anywhere(
    db: None, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    register_listeners(settings)
    caplog.set_level(logging.INFO)
    with capture_logs() as said:
        made, referral_id = await recommended()
        await enqueue(STATUS_LETTER, {"candidate": made.candidate_id, "id": "first", "at_ms": 0})
        await drain()
        await leave_traces(made)
        hashes = contact_hashes(somebody().email, somebody().phone).all
        wanted = (*TOLD, *hashes, made.token, sealing.token_hash(made.token))
        before = await everything_stored()
        assert set(hashes) <= set(found_in(before, wanted))
        assert "Kind and exact" in before
        assert found_in_files(settings.data_dir, [made.token])  # the letter in the mailbox
        assert await erase(made.candidate_id)
        assert not await erase(made.candidate_id)
        await drain()
    assert found_in(await everything_stored(), wanted) == []
    assert found_in_files(tmp_path, wanted) == []
    assert found_in(f"{said} {caplog.text}", wanted) == []
    assert [each for each in await examine() if not each.is_sound] == []
    assert await rows("SELECT stage, candidate_id, relation FROM referral WHERE id = $1", referral_id) == [
        {"stage": "withdrawn", "candidate_id": None, "relation": "colleague"}
    ]
    assert await identity(made.candidate_id) is None
    assert await candidate_by_token(made.token) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_one_among_many_leaves_no_byte(db: None, settings: Settings, tmp_path: Path) -> None:
    register_listeners(settings)
    made = [await a_candidate(name=f"Name {number}", email=f"c{number}@x.example", phone=None) for number in range(60)]
    gone, kept = made[::3], made[1::3]
    for each in gone:
        await erase(each.candidate_id)
    await drain()
    traces = [contact_hashes(f"c{number}@x.example").email or "" for number in range(0, 60, 3)]
    assert found_in_files(tmp_path, [*traces, *(sealing.token_hash(each.token) for each in gone)]) == []
    assert found_in_files(tmp_path, [sealing.token_hash(kept[0].token)])


async def test_a_claim_stays_while_somebody_else_has_the_address(db: None) -> None:
    alice, one, other = await person(), await a_candidate(), await a_candidate(phone=None)
    for each in contact_hashes(somebody().email, somebody().phone).all:
        await rows(
            "INSERT INTO referral_claim (contact_hash, person_id, since, until) VALUES ($1, $2, 0, $3) RETURNING since",
            each, alice.id, to_millis(clock.now()) * 2,
        )  # fmt: skip
    await erase(one.candidate_id)
    left = await rows("SELECT contact_hash FROM referral_claim")
    assert [row["contact_hash"] for row in left] == [contact_hashes(somebody().email).email]
    await erase(other.candidate_id)
    assert await rows("SELECT contact_hash FROM referral_claim") == []


@pytest.mark.parametrize("stage", ["hired", "started", "retained", "rejected"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_being_forgotten_undoes_nothing_that_was_reached(db: None, stage: str) -> None:
    made = await a_candidate()
    referral_id = await a_referral(made.candidate_id, stage=stage)
    assert await erase(made.candidate_id)
    assert (await rows("SELECT stage FROM referral WHERE id = $1", referral_id)) == [{"stage": stage}]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_letters_of_others_wait_on(db: None) -> None:
    made = await a_candidate(name="Ilse")  # one short word is nobody's alone
    await enqueue_letter("alice@orvane.example", "Hello", "Ilse said hello")
    await erase(made.candidate_id)
    kinds = [row["kind"] for row in await rows("SELECT kind FROM job ORDER BY id")]
    assert kinds == ["mail.send", "candidates.scrub"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_cannot_be_read_any_more_can_still_be_erased(db: None) -> None:
    made = await a_candidate()
    await rows("UPDATE candidate_key SET wrapped = 'lost' RETURNING candidate_id")
    assert await erase(made.candidate_id)
    assert await rows("SELECT id FROM candidate") == []


async def test_it_is_all_or_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await a_candidate()
    referral_id = await a_referral(made.candidate_id, words="Kind")

    async def fail(hashes: list[str]) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("server.candidates.erasing._forget_hashes", fail)
    with pytest.raises(ZeroDivisionError):
        await erase(made.candidate_id)
    assert await identity(made.candidate_id) == somebody()
    assert await rows("SELECT stage, words FROM referral WHERE id = $1", referral_id) == [
        {"stage": "submitted", "words": "Kind"}
    ]
    assert is_postgresql() or (await rows("PRAGMA secure_delete"))[0]["secure_delete"] == 1
