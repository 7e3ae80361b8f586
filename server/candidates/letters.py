"""The letter with the link to a candidate's own page. The outbox knows only whose letter it is: it is written when
it is sent, so that no address and no link wait there in clear, and nothing is sent to somebody erased meanwhile."""

from collections.abc import Awaitable, Callable
from typing import Any

from server.candidates.vault import Forgotten, candidates, identity, token_of
from server.mail.letters import write_letter
from server.openings.queries import opening
from server.people.queries import company
from server.referrals.queries import ReferralSeen, referral_of
from server.referrals.settings_queries import referral_settings
from server.settings import PRODUCT_NAME

STATUS_LETTER = "candidates.letter"
Send = Callable[[dict[str, Any]], Awaitable[None]]


def status_letter_sender(public_url: str, send: Send) -> Send:
    """The handler of these jobs; `send` sends a letter of the outbox."""

    async def send_status_letter(job: dict[str, Any]) -> None:
        letter = await _written(job["candidate"], public_url)
        if letter is not None:
            fixed = {"id": job["id"], "at_ms": job["at_ms"], "until_ms": None, "about": None, "unsubscribe": None}
            await send({**letter, **fixed})

    return send_status_letter


async def _written(candidate_id: str, public_url: str) -> dict[str, Any] | None:
    """To whom and what; nothing for somebody who is gone or gave no address."""
    who, referral = await identity(candidate_id), await referral_of(candidate_id)
    position = await opening(referral.opening_id) if referral else None
    known = (await candidates([candidate_id])).get(candidate_id)
    if who is None or not who.email or position is None or known is None:
        return None
    try:
        link = f"{public_url}/c/{await token_of(candidate_id)}?lang={known.language}"
    except Forgotten:
        return None
    firm, rules = await company(), await referral_settings()
    letter = write_letter(
        _template(referral), known.language, name=who.name, job=position.title, link=link, host=public_url,
        company=firm.name if firm else PRODUCT_NAME, months=rules.refused_months,
    )  # fmt: skip
    return {"to": who.email, "subject": letter.subject, "text": letter.text, "html": letter.html}


def _template(referral: ReferralSeen | None) -> str:
    """Whom HR added never wrote to us: their letter says whence their data came, and what may be done about it."""
    return "candidate_added" if referral is not None and referral.source == "hr" else "application"
