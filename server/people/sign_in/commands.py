"""Asking for a code or a link, and turning one into a session, once."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.mail.letters import enqueue_letter, write_letter
from server.people.models import Session, SignInCode
from server.people.queries import SignInPerson, person_to_sign_in, sign_in_person
from server.people.sessions import lifetime, open_session
from server.people.sign_in.codes import (
    CODE_LASTS,
    LINK_PURPOSES,
    OPERATOR,
    SIGN_IN,
    TRIES,
    browser_hash,
    code_hash,
    new_code,
    new_token,
)
from server.web.problems import NotFound
from server.web.sessions import hash_of

_PLACES = ", ".join(f"'{purpose}'" for purpose in LINK_PURPOSES)
_TRY = """
UPDATE sign_in_code SET attempts = attempts + 1
WHERE browser_hash = $1 AND purpose = $2 AND used_at IS NULL AND attempts < $3 AND expires_at > $4
RETURNING id, person_id, code_hash
"""
_CLOSE = """
UPDATE sign_in_code SET used_at = $1 WHERE browser_hash = $2 AND purpose = $3 AND used_at IS NULL RETURNING id
"""
_TAKE_LINK = f"""
UPDATE sign_in_code SET used_at = $1
WHERE token_hash = $2 AND purpose IN ({_PLACES}) AND used_at IS NULL AND attempts < $3 AND expires_at > $1
RETURNING person_id, purpose
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that was just opened: the id for the cookie and how long it lasts."""

    session_id: str
    person_id: str
    given_name: str
    lasts: timedelta


async def mail_code(address: str, secret: str, public_url: str, language: str) -> None:
    """Send a code to an address. A stranger's costs the same work and sends nothing."""
    person = await person_to_sign_in(address)
    code, token = new_code(), new_token()
    letter = write_letter(
        "sign_in", person.language if person else language, code=code, link=f"{public_url}/sign-in/link/{token}",
        name=person.given_name if person else "", host=public_url,
    )  # fmt: skip
    async with transaction():
        if person:
            await store_code(person.id, SIGN_IN, code, token, secret)
        else:
            await rows("UPDATE sign_in_code SET attempts = attempts WHERE id = $1 RETURNING id", "")
        until = clock.now() + CODE_LASTS
        await enqueue_letter(
            (person.email or "") if person else "", letter.subject, letter.text, letter.html, expires_at=until
        )


async def store_code(person_id: str, purpose: str, code: str, token: str, secret: str) -> None:
    """Keep the hashes of a fresh code and token."""
    now = clock.now()
    await SignInCode.create(
        person_id=person_id,
        purpose=purpose,
        code_hash=code_hash(code, secret),
        token_hash=hash_of(token),
        created_at=now,
        expires_at=now + CODE_LASTS,
        browser_hash=browser_hash(secret),
    )


async def sign_in_link(address: str) -> str:
    """The path of a one-time link for `ricoche sign-in`; what it opens counts as stepped up. Raises NotFound."""
    person = await person_to_sign_in(address)
    if person is None:
        raise NotFound
    token = new_token()
    await store_code(person.id, OPERATOR, new_code(), token, new_token())
    return f"/sign-in/link/{token}"


async def sign_in_by_code(code: str, secret: str, user_agent: str, replaced: str | None) -> Opened | None:
    """A session for whoever typed the code in the browser that asked for it; nothing when it does not count."""
    async with transaction():
        person_id = await redeem_code(code, SIGN_IN, secret)
        return await _open(person_id, user_agent, replaced, stepped_up=False) if person_id else None


async def redeem_code(code: str, purpose: str, secret: str) -> str | None:
    """Whose code this is, which is then used; every try is counted, and five are all there are."""
    browser, now = browser_hash(secret), to_millis(clock.now())
    live = await rows(_TRY, browser, purpose, TRIES, now)
    wanted = code_hash(code, secret)
    matching = [row for row in live if hmac.compare_digest(row["code_hash"], wanted)]
    if not matching:
        return None
    closed = {row["id"] for row in await rows(_CLOSE, now, browser, purpose)}
    return next((str(row["person_id"]) for row in matching if row["id"] in closed), None)


async def sign_in_by_link(token: str, user_agent: str, replaced: str | None) -> Opened | None:
    """A session for whoever pressed the button; nothing when the link does not count."""
    async with transaction():
        taken = await rows(_TAKE_LINK, to_millis(clock.now()), hash_of(token), TRIES)
        if not taken:
            return None
        stepped_up = taken[0]["purpose"] == OPERATOR
        return await _open(taken[0]["person_id"], user_agent, replaced, stepped_up=stepped_up)


async def _open(person_id: str, user_agent: str, replaced: str | None, *, stepped_up: bool) -> Opened | None:
    """A new id at each sign-in; the session this browser had before ends."""
    person = await sign_in_person(person_id)
    if person is None:
        return None
    if replaced:
        await Session.filter(id_hash=hash_of(replaced)).delete()
    session_id = await open_session(person.id, person.role, user_agent, stepped_up=stepped_up)
    return Opened(session_id, person.id, person.given_name, lifetime(person.role))


async def link_owner(token: str) -> SignInPerson | None:
    """Whom a link would sign in, without using it."""
    found: list[dict[str, Any]] = await rows(
        f"SELECT person_id FROM sign_in_code WHERE token_hash = $1 AND purpose IN ({_PLACES}) "
        "AND used_at IS NULL AND attempts < $2 AND expires_at > $3",
        hash_of(token), TRIES, to_millis(clock.now()),
    )  # fmt: skip
    return await sign_in_person(found[0]["person_id"]) if found else None
