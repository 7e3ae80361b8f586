"""Mailing a fresh code to somebody who is signed in, and noting that it was given."""

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.mail.letters import enqueue_letter, write_letter
from server.people.queries import SignInPerson
from server.people.sign_in.codes import CODE_LASTS, STEP_UP, new_code, new_token
from server.people.sign_in.commands import redeem_code, store_code
from server.web.limits import take

CODES, AN_HOUR = 10, 3600


async def mail_step_up_code(person: SignInPerson, secret: str, public_url: str) -> None:
    """Send the code to the person's own address; tied to the session that asks. Raises TooMany."""
    await take(f"step-up:{person.id}", CODES, AN_HOUR)
    code = new_code()
    letter = write_letter("step_up", person.language, code=code, name=person.given_name, host=public_url)
    async with transaction():
        await store_code(person.id, STEP_UP, code, new_token(), secret)
        await enqueue_letter(
            person.email or "", letter.subject, letter.text, letter.html, expires_at=clock.now() + CODE_LASTS
        )


async def step_up(person_id: str, session_hash: str, code: str, secret: str) -> bool:
    """Whether the code was right; the session has then stepped up."""
    async with transaction():
        if await redeem_code(code, STEP_UP, secret) != person_id:
            return False
        await rows(
            "UPDATE session SET stepped_up_at = $1 WHERE id_hash = $2 AND person_id = $3 RETURNING id_hash",
            to_millis(clock.now()), session_hash, person_id,
        )  # fmt: skip
        return True
