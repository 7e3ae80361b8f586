"""Activation cards: a way in for somebody without an address, once, for thirty days; only a hash is kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from server import clock
from server.database import rows, transaction
from server.messages import N_
from server.people.models import SignInCode
from server.people.sign_in.codes import SIGN_IN
from server.web.audit import record
from server.web.problems import Refused
from server.web.sessions import SignedIn, hash_of

CARD_LASTS = timedelta(days=30)
NOBODY = N_("Choose people without an e-mail address: the others sign in with theirs.")
MOST = 100
# In place of a code's hash, which it can never equal: nothing can be typed, only the card's own address counts.
_CARD = "card"
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _SIGNS = 4, 4  # 79 bits


@dataclass(frozen=True, slots=True)
class Card:
    """What is printed, once: whom it lets in, how, and until when."""

    name: str
    team: str
    code: str
    address: str
    until: datetime


async def make_cards(person_ids: Sequence[str], by: SignedIn, public_url: str) -> list[Card]:
    """A fresh card for each who may have one; it ends the card they had. Raises Refused when nobody may."""
    async with transaction():
        cards = [card for person_id in person_ids[:MOST] if (card := await _make(person_id, by, public_url))]
    if not cards:
        raise Refused(NOBODY)
    return cards


async def _make(person_id: str, by: SignedIn, public_url: str) -> Card | None:
    """Nobody with an address, nobody who left, and nobody of HR: whoever prints the card could use it."""
    found = await rows(
        "SELECT p.given_name, p.family_name, t.name AS team FROM person p LEFT JOIN team t ON t.id = p.team_id "
        "WHERE p.id = $1 AND p.email IS NULL AND p.left_company_at IS NULL AND p.role NOT IN ('hr', 'admin')",
        person_id,
    )
    if not found:
        return None
    await rows("DELETE FROM sign_in_code WHERE person_id = $1 AND code_hash = $2 RETURNING id", person_id, _CARD)
    code, until = _new_code(), clock.now() + CARD_LASTS
    await SignInCode.create(
        person_id=person_id, purpose=SIGN_IN, code_hash=_CARD, token_hash=hash_of(code), created_at=clock.now(),
        expires_at=until,
    )  # fmt: skip
    await record("people.card", "person", person_id, by.person_id, None, {"until": until.isoformat()})
    name = f"{found[0]['given_name']} {found[0]['family_name']}".strip()
    return Card(name, found[0]["team"] or "", code, f"{public_url}/sign-in/link/{code}", until)


def _new_code() -> str:
    """Letters and digits that nobody confuses, in fours, so that it can also be typed."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_SIGNS)) for _ in range(_GROUPS))
