"""A month before the pool lets somebody go, one letter asks whether they stay: one tap on their own page."""

from typing import Any

from server import clock
from server.candidates.letters import Send
from server.candidates.vault import Forgotten, Identity, candidates, identity, token_of
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.jobs import enqueue
from server.mail.letters import write_letter
from server.people.queries import company
from server.referrals.settings_queries import referral_settings
from server.settings import PRODUCT_NAME

RENEWAL_LETTER = "candidates.renewal"


async def ask_to_stay(candidate_id: str) -> None:
    """Once before each end; who left no address is not asked, and goes."""
    now = to_millis(clock.now())
    async with transaction():
        asked = await rows(
            "UPDATE candidate SET pool_asked_at = $1 WHERE id = $2 AND pool_asked_at IS NULL RETURNING email_hash",
            now, candidate_id,
        )  # fmt: skip
        if asked and asked[0]["email_hash"]:
            await enqueue(RENEWAL_LETTER, {"id": new_id(), "candidate": candidate_id, "at_ms": now})


def renewal_letter_sender(public_url: str, send: Send) -> Send:
    """The handler of these jobs: who it is for is read when it is sent, so that no address waits in the outbox."""

    async def send_renewal_letter(job: dict[str, Any]) -> None:
        who = await identity(job["candidate"])
        written = await _written(job["candidate"], who, public_url) if who and who.email else None
        if who and written:
            fixed = {"id": job["id"], "at_ms": job["at_ms"], "until_ms": None, "about": None, "unsubscribe": None}
            await send({"to": who.email, **written, **fixed})

    return send_renewal_letter


async def _written(candidate_id: str, who: Identity, public_url: str) -> dict[str, str] | None:
    """The letter; nothing for somebody who went between two reads, or who is not in the pool any more."""
    known, firm = (await candidates([candidate_id])).get(candidate_id), await company()
    if known is None or known.pool_until is None:
        return None
    try:
        link = f"{public_url}/c/{await token_of(candidate_id)}?lang={known.language}"
    except Forgotten:
        return None
    letter = write_letter(
        "pool_renewal", known.language, name=who.name, company=firm.name if firm else PRODUCT_NAME, link=link,
        until=known.pool_until, months=(await referral_settings()).pool_months, host=public_url,
    )  # fmt: skip
    return {"subject": letter.subject, "text": letter.text, "html": letter.html}
