"""The letter to somebody who was presented: who did it, why, what is kept, and two answers.

The outbox knows only which question it is: the letter is written when it is sent, so that nothing of anybody waits.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from server.mail.letters import Letter, write_letter
from server.openings.queries import OpeningSeen, opening
from server.people.queries import person_by_id
from server.referrals.referring.building import company_name, host_of
from server.referrals.referring.presenting import LASTS, Asked, asked_by_id

Send = Callable[[dict[str, Any]], Awaitable[None]]


def question_letter_sender(public_url: str, send: Send) -> Send:
    """The handler of these jobs; `send` sends a letter of the outbox."""

    async def send_question(job: dict[str, Any]) -> None:
        asked = await asked_by_id(job["presentation"])
        position = await opening(asked.opening_id) if asked else None
        by = await person_by_id(asked.person_id) if asked else None
        if asked is None or position is None or by is None or by.left_company_at is not None:
            return
        letter = await _written(asked, position, by.shown_name, public_url.rstrip("/"))
        said = {"to": asked.presented.email, "subject": letter.subject, "text": letter.text, "html": letter.html}
        fixed = {"id": job["id"], "at_ms": job["at_ms"], "until_ms": None, "about": None, "unsubscribe": None}
        await send({**said, **fixed})

    return send_question


async def _written(asked: Asked, position: OpeningSeen, by: str, base: str) -> Letter:
    return write_letter(
        "presented",
        asked.language,
        name=asked.presented.name,
        by=by,
        why=asked.presented.why,
        email=asked.presented.email,
        title=position.title,
        company=await company_name(),
        days=LASTS.days,
        opening_link=f"{base}/jobs/{position.slug}?lang={asked.language}",
        link=f"{base}/p/{asked.token}?lang={asked.language}",
        privacy_link=f"{base}/privacy?lang={asked.language}",
        host=host_of(base),
    )
