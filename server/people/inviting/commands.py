"""Invitations by mail: one, one reminder, and a new start when a letter came back. Never told: who took part."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.jobs import enqueue
from server.mail.letters import enqueue_letter, write_letter
from server.mail.sending import LetterRefused
from server.people.queries import company
from server.web.audit import record

JOB = "people.invite"
REMINDED_AFTER = timedelta(days=3)
AT_ONCE = 200
ABOUT = "invitation:"

_INVITE = """
INSERT INTO invitation (id, person_id, invited_by_id, sent_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (person_id) DO UPDATE SET sent_at = excluded.sent_at, invited_by_id = excluded.invited_by_id,
    reminded_at = NULL, bounced_at = NULL WHERE invitation.bounced_at IS NOT NULL
RETURNING id
"""
_REMIND = """
UPDATE invitation SET reminded_at = $1 WHERE person_id = $2 AND reminded_at IS NULL AND sent_at <= $3 RETURNING id
"""
_REACHABLE = """
SELECT id, given_name, email, language, joined_at, opted_out_at FROM person
WHERE id = $1 AND email IS NOT NULL AND left_company_at IS NULL
"""
_UNINVITED = """
SELECT p.id FROM person p LEFT JOIN invitation i ON i.person_id = p.id
WHERE p.email IS NOT NULL AND p.left_company_at IS NULL AND i.id IS NULL ORDER BY p.id LIMIT $1
"""


async def invite(person_ids: Sequence[str], by: str, public_url: str) -> None:
    """Invite or remind each of these people who may still get a letter."""
    async with transaction():
        sent = [person_id for person_id in dict.fromkeys(person_ids) if await _invite_one(person_id, by, public_url)]
        if sent:
            await record("people.invite", "person", sent[0], by, None, {"letters": len(sent)})


async def invite_everyone(by: str, public_url: str) -> None:
    """Invite all who have an address and no invitation: a job, since they may be thousands."""
    async with transaction():
        await enqueue(JOB, {"by": by, "public_url": public_url}, dedupe_key=JOB)
        await record("people.invite", "person", "everyone", by, None, {"everyone": True})


async def invite_rest(payload: dict[str, Any]) -> None:
    """The job: portions until nobody is left; run again, it goes on where it stopped."""
    while found := await rows(_UNINVITED, AT_ONCE):
        async with transaction():
            for row in found:
                await _invite_one(row["id"], payload["by"], payload["public_url"])


async def _invite_one(person_id: str, by: str, public_url: str) -> bool:
    """Whether a letter was due. Whoever takes part already, or left the programme, gets none: that shows nowhere."""
    found = await rows(_REACHABLE, person_id)
    if not found:
        return False
    now = clock.now()
    invited = await rows(_INVITE, new_id(), person_id, by, to_millis(now))
    reminded = invited or await rows(_REMIND, to_millis(now), person_id, to_millis(now - REMINDED_AFTER))
    if not reminded:
        return False
    await rows("UPDATE person SET invited_at = $1 WHERE id = $2 AND invited_at IS NULL RETURNING id",
               to_millis(now), person_id)  # fmt: skip
    if found[0]["joined_at"] is None and found[0]["opted_out_at"] is None:
        await _write(found[0], reminded[0]["id"], public_url, is_reminder=not invited)
    return True


async def _write(person: dict[str, Any], invitation_id: str, public_url: str, *, is_reminder: bool) -> None:
    profile = await company()
    letter = write_letter(
        "invitation", person["language"], name=person["given_name"], company=profile.name if profile else "",
        link=f"{public_url}/sign-in", host=public_url, email=person["email"], is_reminder=is_reminder,
    )  # fmt: skip
    await enqueue_letter(person["email"], letter.subject, letter.text, letter.html, about=f"{ABOUT}{invitation_id}")


async def record_bounce(address: str) -> bool:
    """A letter to this address came back; whether an invitation was concerned."""
    found = await rows(
        "UPDATE invitation SET bounced_at = $1 WHERE bounced_at IS NULL "
        "AND person_id IN (SELECT id FROM person WHERE lower(email) = $2) RETURNING id",
        to_millis(clock.now()), address.strip().lower(),
    )  # fmt: skip
    return bool(found)


async def note_refused(event: LetterRefused) -> None:
    """The mail server refused an invitation's address for good."""
    if event.about.startswith(ABOUT):
        await rows(
            "UPDATE invitation SET bounced_at = $1 WHERE id = $2 AND bounced_at IS NULL RETURNING id",
            to_millis(clock.now()), event.about.removeprefix(ABOUT),
        )  # fmt: skip
