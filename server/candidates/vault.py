"""The vault: the only way in to and out of what is known of candidates. Everything stored is sealed or hashed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from gamification import add_months
from server import clock
from server.candidates import sealing
from server.candidates.contacts import normal_email, normal_phone
from server.candidates.known import Admitted, CandidateSeen, ContactHashes, Forgotten, Identity, Locked
from server.candidates.models import Candidate, CandidateFile, CandidateKey
from server.candidates.retention import LONGEST_KEPT
from server.candidates.sealing import Keyring, keyring
from server.candidates.uploads import Cv
from server.database import rows, transaction
from server.database.fields import from_millis
from server.database.ids import new_id

__all__ = [
    "Admitted", "CandidateSeen", "ContactHashes", "Forgotten", "Identity", "Locked", "admit", "candidate_by_token",
    "candidates", "contact_hashes", "cv_of", "identities", "identity", "seal_apart", "seal_for", "token_of", "unlock",
    "unseal_apart", "unseal_for",
]  # fmt: skip

_keys: Keyring | None = None


def unlock(secret_keys: Sequence[str]) -> None:
    """Give the vault the installation's secrets, newest last. Called once at start, in `server.listeners`."""
    global _keys
    _keys = keyring(secret_keys)


def _unlocked() -> Keyring:
    if _keys is None:
        raise Locked
    return _keys


def contact_hashes(email: str | None, phone: str | None = None) -> ContactHashes:
    """The hashes of an address and a number; nothing for what is none."""
    keys, address, number = _unlocked(), normal_email(email), normal_phone(phone)
    return ContactHashes(
        sealing.contact_hash(keys, "email", address) if address else None,
        sealing.contact_hash(keys, "phone", number) if number else None,
    )


async def admit(identity: Identity, language: str, cv: Cv | None = None, *, notice_version: int = 1) -> Admitted:
    """Take somebody in, sealed: the first moment at which anything is known of them."""
    row, hashes, now = new_id(), contact_hashes(identity.email, identity.phone), clock.now()
    key, wrapped = sealing.new_key(_unlocked(), row)
    token = sealing.token_from(key)
    async with transaction():
        await Candidate.create(
            id=row,
            sealed=sealing.seal_text(key, row, "identity", json.dumps(asdict(identity))),
            token_hash=sealing.token_hash(token),
            email_hash=hashes.email,
            phone_hash=hashes.phone,
            language=language,
            notice_version=notice_version,
            created_at=now,
            erase_at=add_months(now, LONGEST_KEPT),
        )
        await CandidateKey.create(candidate_id=row, wrapped=wrapped)
        if cv is not None:
            await _keep_file(row, key, cv, now)
    return Admitted(row, token)


async def _keep_file(row: str, key: bytes, cv: Cv, now: datetime) -> None:
    await CandidateFile.create(
        candidate_id=row,
        form=cv.form,
        size=len(cv.data),
        sealed_name=sealing.seal_text(key, row, "file name", cv.name),
        sealed=sealing.seal(key, row, "file", cv.data),
        created_at=now,
    )


async def _key_of(candidate_id: str) -> bytes:
    found = await rows("SELECT wrapped FROM candidate_key WHERE candidate_id = $1", candidate_id)
    if not found:
        raise Forgotten
    return sealing.open_key(_unlocked(), candidate_id, found[0]["wrapped"])


async def token_of(candidate_id: str) -> str:
    """The secret of a candidate's own page, said again: for their letters. Raises Forgotten."""
    return sealing.token_from(await _key_of(candidate_id))


_SEEN = """
SELECT c.id, c.language, c.email_hash, c.phone_hash, c.notice_version, c.created_at, c.erase_at, c.pool_since,
       c.pool_until, c.pool_asked_at, f.form AS cv_form, f.size AS cv_size
FROM candidate c LEFT JOIN candidate_file f ON f.candidate_id = c.id
"""


async def candidate_by_token(token: str) -> CandidateSeen | None:
    """Whose own page this is; nothing for a wrong token or somebody erased."""
    found = await rows(f"{_SEEN} WHERE c.token_hash = $1", sealing.token_hash(token))
    return _seen(found[0]) if found else None


async def candidates(ids: Iterable[str]) -> dict[str, CandidateSeen]:
    """What is not sealed of several candidates, by id; those erased are missing."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    found = await rows(f"{_SEEN} WHERE c.id IN ({_places(wanted)})", *wanted)
    return {row["id"]: _seen(row) for row in found}


def _places(values: Sequence[str]) -> str:
    return ", ".join(f"${number}" for number in range(1, len(values) + 1))


def _seen(row: dict[str, Any]) -> CandidateSeen:
    moments = {
        name: from_millis(row[name]) if row[name] is not None else None
        for name in ("erase_at", "pool_since", "pool_until", "pool_asked_at")
    }
    return CandidateSeen(
        id=row["id"],
        language=row["language"],
        hashes=ContactHashes(row["email_hash"], row["phone_hash"]),
        notice_version=row["notice_version"],
        created_at=from_millis(row["created_at"]),
        cv_form=row["cv_form"],
        cv_size=row["cv_size"],
        **moments,
    )


async def identity(candidate_id: str) -> Identity | None:
    """Who a candidate is; nothing when they were erased."""
    return (await identities([candidate_id])).get(candidate_id)


async def identities(ids: Iterable[str]) -> dict[str, Identity]:
    """Who several candidates are, by id; those erased are missing."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    found = await rows(
        "SELECT c.id, c.sealed, k.wrapped FROM candidate c JOIN candidate_key k ON k.candidate_id = c.id "
        f"WHERE c.id IN ({_places(wanted)})",
        *wanted,
    )
    return {row["id"]: _identity(row) for row in found}


def _identity(row: dict[str, Any]) -> Identity:
    key = sealing.open_key(_unlocked(), row["id"], row["wrapped"])
    return Identity(**json.loads(sealing.unseal_text(key, row["id"], "identity", row["sealed"])))


async def cv_of(candidate_id: str) -> Cv | None:
    """A candidate's CV, opened; nothing when they gave none or were erased."""
    found = await rows(
        "SELECT f.form, f.sealed_name, f.sealed, k.wrapped FROM candidate_file f "
        "JOIN candidate_key k ON k.candidate_id = f.candidate_id WHERE f.candidate_id = $1",
        candidate_id,
    )
    if not found:
        return None
    row = found[0]
    key = sealing.open_key(_unlocked(), candidate_id, row["wrapped"])
    return Cv(
        name=sealing.unseal_text(key, candidate_id, "file name", row["sealed_name"]),
        form=row["form"],
        data=sealing.unseal(key, candidate_id, "file", bytes(row["sealed"])),
    )


async def seal_for(candidate_id: str, text: str, purpose: str = "note") -> str:
    """A text about a candidate, sealed with their key: it goes when they go. Raises Forgotten."""
    return sealing.seal_text(await _key_of(candidate_id), candidate_id, purpose, text)


async def unseal_for(candidate_id: str, sealed: str, purpose: str = "note") -> str:
    """What was sealed for a candidate. Raises Forgotten, or CannotOpen when it was sealed for somebody else."""
    return sealing.unseal_text(await _key_of(candidate_id), candidate_id, purpose, sealed)


def seal_apart(row: str, text: str) -> tuple[str, str]:
    """(wrapped key, sealed text) for a row that is no candidate's yet: somebody presented who has not answered."""
    key, wrapped = sealing.new_key(_unlocked(), row)
    return wrapped, sealing.seal_text(key, row, "apart", text)


def unseal_apart(row: str, wrapped: str, sealed: str) -> str:
    """What `seal_apart` sealed for this row; raises CannotOpen."""
    return sealing.unseal_text(sealing.open_key(_unlocked(), row, wrapped), row, "apart", sealed)
