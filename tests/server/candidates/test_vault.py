"""The vault: what goes in comes out for those who may ask, and lies sealed meanwhile."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from server.candidates import vault
from server.candidates.sealing import CannotOpen
from server.candidates.vault import (
    Forgotten,
    Locked,
    admit,
    candidate_by_token,
    candidates,
    contact_hashes,
    cv_of,
    identities,
    identity,
    seal_apart,
    seal_for,
    token_of,
    unlock,
    unseal_apart,
    unseal_for,
)
from server.database import rows, transaction
from tests.support.candidates import A_PDF, SECRETS, a_candidate, a_cv, somebody

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def unlocked() -> Iterator[None]:
    unlock(SECRETS[:1])
    yield
    unlock(SECRETS[:1])


async def test_what_goes_in_comes_out_and_lies_sealed(db: None) -> None:
    made = await a_candidate(cv=a_cv())
    assert await identity(made.candidate_id) == somebody()
    assert await cv_of(made.candidate_id) == a_cv()
    seen = await candidate_by_token(made.token)
    assert seen is not None
    assert (seen.id, seen.language, seen.cv_form, seen.cv_size) == (made.candidate_id, "en", "pdf", len(A_PDF))
    assert seen.hashes == contact_hashes("Ilse.B+jobs@MAIL.example", "0046 70 1234567")
    stored = str(await rows("SELECT * FROM candidate")) + str(await rows("SELECT * FROM candidate_file"))
    for told in ("Ilse", "mail.example", "70 123", "Hej", "cv.pdf", "%PDF", made.token):
        assert told not in stored


@ONE_DATABASE
async def test_who_gave_less_is_taken_too(db: None) -> None:
    made = await a_candidate(email=None, message="")
    seen = await candidate_by_token(made.token)
    assert seen is not None
    assert seen.hashes.email is None
    assert len(seen.hashes.all) == 1
    assert seen.cv_form is None
    assert await cv_of(made.candidate_id) is None


@ONE_DATABASE
async def test_several_are_read_at_once_and_unknown_ones_are_missing(db: None) -> None:
    one, other = await a_candidate(name="One"), await a_candidate(name="Other")
    ids = [one.candidate_id, other.candidate_id, "nobody"]
    assert {key: who.name for key, who in (await identities(ids)).items()} == {ids[0]: "One", ids[1]: "Other"}
    assert set(await candidates(ids)) == set(ids[:2])
    assert await identities([]) == {} == await candidates([])


@ONE_DATABASE
async def test_tokens_are_said_again_and_lead_nowhere_when_wrong(db: None) -> None:
    made = await a_candidate()
    assert await token_of(made.candidate_id) == made.token
    assert len(made.token) == 32
    for wrong in ("", made.token[:-1], made.token.swapcase(), made.candidate_id, "é\x00"):
        assert await candidate_by_token(wrong) is None
    with pytest.raises(Forgotten):
        await token_of("nobody")


@ONE_DATABASE
async def test_texts_are_sealed_for_one_candidate_and_one_purpose(db: None) -> None:
    one, other = await a_candidate(), await a_candidate()
    sealed = await seal_for(one.candidate_id, "Called on Monday")
    assert "Monday" not in sealed
    assert await unseal_for(one.candidate_id, sealed) == "Called on Monday"
    with pytest.raises(CannotOpen):
        await unseal_for(other.candidate_id, sealed)
    with pytest.raises(CannotOpen):
        await unseal_for(one.candidate_id, sealed, "message")
    with pytest.raises(Forgotten):
        await seal_for("nobody", "x")


@ONE_DATABASE
async def test_one_row_put_in_the_place_of_another_does_not_open(db: None) -> None:
    one, other = await a_candidate(name="One"), await a_candidate(name="Other")
    await rows(
        "UPDATE candidate SET sealed = (SELECT sealed FROM candidate WHERE id = $1) WHERE id = $2 RETURNING id",
        one.candidate_id, other.candidate_id,
    )  # fmt: skip
    await rows(
        "UPDATE candidate_key SET wrapped = (SELECT wrapped FROM candidate_key WHERE candidate_id = $1) "
        "WHERE candidate_id = $2 RETURNING candidate_id",
        one.candidate_id, other.candidate_id,
    )  # fmt: skip
    with pytest.raises(CannotOpen):
        await identity(other.candidate_id)


@ONE_DATABASE
async def test_everything_opens_after_rotation(db: None) -> None:
    made = await a_candidate(cv=a_cv())
    before = contact_hashes("a@b.example")
    unlock(SECRETS)
    assert await identity(made.candidate_id) == somebody()
    assert await token_of(made.candidate_id) == made.token
    assert contact_hashes("a@b.example") == before
    newer = await admit(somebody(), "en")
    unlock(SECRETS[1:])
    assert await identity(newer.candidate_id) == somebody()
    with pytest.raises(CannotOpen):
        await identity(made.candidate_id)


@ONE_DATABASE
async def test_nothing_is_anywhere_when_the_act_around_fails(db: None) -> None:
    with suppress(ZeroDivisionError):
        async with transaction():
            await a_candidate(cv=a_cv())
            raise ZeroDivisionError
    for table in ("candidate", "candidate_key", "candidate_file"):
        assert await rows(f"SELECT 1 AS found FROM {table}") == []


def test_somebody_presented_is_sealed_apart() -> None:
    wrapped, sealed = seal_apart("row", "Ilse")
    assert unseal_apart("row", wrapped, sealed) == "Ilse"
    with pytest.raises(CannotOpen):
        unseal_apart("other", wrapped, sealed)


def test_nothing_happens_before_the_secrets_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "_keys", None)
    with pytest.raises(Locked):
        contact_hashes("a@b.example")


def test_nobody_shows_themselves() -> None:
    assert "Ilse" not in repr(somebody())
    assert "cv.pdf" not in repr(a_cv())
