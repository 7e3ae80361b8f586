"""Presenting somebody: they are asked at once, by letter, and only their yes makes a candidate of them."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from server import clock
from server.candidates.letters import STATUS_LETTER
from server.candidates.vault import Identity, admit, contact_hashes, seal_apart, unseal_apart
from server.database import rows, transaction
from server.database.fields import from_millis, to_millis
from server.database.ids import new_id
from server.jobs import enqueue
from server.referrals.submitting import Application, submit

LASTS = timedelta(days=30)
MOST_WAITING = 2  # questions that one address has before it, whoever asks: nobody is flooded
SOURCE = "presented"
QUESTION_LETTER = "referrals.question"


@dataclass(frozen=True, slots=True)
class Presented:
    """Somebody as a colleague describes them. Never in a log: it does not show itself."""

    name: str = field(repr=False)
    email: str = field(repr=False)
    relation: str
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits for its answer."""

    id: str
    person_id: str
    opening_id: str
    language: str
    presented: Presented
    token: str = field(repr=False)
    lapses_at: datetime


async def present(person_id: str, opening_id: str, presented: Presented, language: str) -> None:
    """Seal what a colleague wrote and ask by letter, unless this address is not to be asked.

    It is not when somebody there said no before, was asked for this opening already, or has enough questions waiting.
    Whoever presents cannot tell the difference.
    """
    made, token, hash_ = new_id(), secrets.token_urlsafe(24), contact_hashes(presented.email).email
    assert hash_ is not None, "a form lets only addresses through"
    wrapped, sealed = seal_apart(made, _written(presented, token))
    async with transaction():
        now = clock.now()
        stored = await rows(
            "INSERT INTO presentation (id, person_id, opening_id, wrapped, sealed, email_hash, token_hash, language, "
            "relation, asked_at, lapses_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
            "ON CONFLICT DO NOTHING RETURNING id",
            made, person_id, opening_id, wrapped, sealed, hash_, token_hash(token), language, presented.relation,
            to_millis(now), to_millis(now + LASTS),
        )  # fmt: skip
        if stored and await _is_not_to_be_asked(made, opening_id, hash_):
            await rows("DELETE FROM presentation WHERE id = $1 RETURNING id", made)
        elif stored:
            await enqueue(QUESTION_LETTER, {"id": new_id(), "presentation": made, "at_ms": to_millis(now)})


async def _is_not_to_be_asked(made: str, opening_id: str, email_hash: str) -> bool:
    refused = await rows("SELECT 1 AS one FROM referral_refusal WHERE email_hash = $1", email_hash)
    waiting = await rows(
        "SELECT opening_id FROM presentation WHERE email_hash = $1 AND id <> $2 AND lapses_at > $3",
        email_hash, made, to_millis(clock.now()),
    )  # fmt: skip
    return bool(refused) or len(waiting) >= MOST_WAITING or opening_id in {row["opening_id"] for row in waiting}


def _written(presented: Presented, token: str) -> str:
    """The token too, so that the letter can be written when it is sent."""
    return json.dumps({"name": presented.name, "email": presented.email, "why": presented.why, "token": token})


def token_hash(token: str) -> str:
    """What of a token is stored: it is random, a plain hash tells nobody anything."""
    return hashlib.sha256(token.encode()).hexdigest()


async def asked(token: str) -> Asked | None:
    """The question behind a token; nothing once it was answered or has lapsed."""
    found = await rows(
        "SELECT * FROM presentation WHERE token_hash = $1 AND lapses_at > $2",
        token_hash(token), to_millis(clock.now()),
    )  # fmt: skip
    return _asked(found[0]) if found else None


async def asked_by_id(presentation_id: str) -> Asked | None:
    """The same by its id, for the letter."""
    found = await rows(
        "SELECT * FROM presentation WHERE id = $1 AND lapses_at > $2", presentation_id, to_millis(clock.now())
    )
    return _asked(found[0]) if found else None


async def accept(token: str) -> str | None:
    """Yes: the person applies, in their colleague's words. Gives the candidate's id; None for no such question.

    Raises TakesNobody for an opening that was closed meanwhile: the question stays.
    """
    async with transaction():
        found = await rows(
            "DELETE FROM presentation WHERE token_hash = $1 AND lapses_at > $2 RETURNING *",
            token_hash(token), to_millis(clock.now()),
        )  # fmt: skip
        if not found:
            return None
        question = _asked(found[0])
        who = question.presented
        admitted = await admit(Identity(who.name, who.email, None, ""), question.language)
        made = admitted.candidate_id
        await submit(Application(question.opening_id, made, SOURCE, question.person_id, who.why, who.relation))
        await enqueue(STATUS_LETTER, {"id": new_id(), "candidate": made, "at_ms": to_millis(clock.now())})
        return made


def _asked(row: dict[str, Any]) -> Asked:
    said = json.loads(unseal_apart(row["id"], row["wrapped"], row["sealed"]))
    presented = Presented(said["name"], said["email"], row["relation"], said["why"])
    lapses_at = from_millis(row["lapses_at"])
    return Asked(row["id"], row["person_id"], row["opening_id"], row["language"], presented, said["token"], lapses_at)


async def refuse(token: str) -> bool:
    """No: everything written about the person goes, and nobody presents this address again. False where nothing waits:
    it was answered before, perhaps with yes, or has lapsed, and no promise may be made."""
    async with transaction():
        found = await rows("DELETE FROM presentation WHERE token_hash = $1 RETURNING email_hash", token_hash(token))
        for row in found:
            await rows(
                "INSERT INTO referral_refusal (email_hash, at) VALUES ($1, $2) ON CONFLICT DO NOTHING "
                "RETURNING email_hash",
                row["email_hash"], to_millis(clock.now()),
            )  # fmt: skip
            await rows("DELETE FROM presentation WHERE email_hash = $1 RETURNING id", row["email_hash"])
        return bool(found)
