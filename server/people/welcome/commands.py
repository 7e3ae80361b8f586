"""The steps of joining: each one kept as soon as it is done."""

from gamification import Fact
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.events import announce
from server.messages import N_
from server.people.models import Invitation
from server.web.problems import Problem

NOTICE_VERSION = 1
_NOTICE = """
UPDATE person SET notice_version = $1, notice_read_at = $2, language = $3 WHERE id = $4 RETURNING id
"""
_JOIN = """
UPDATE person SET joined_at = $1 WHERE id = $2 AND joined_at IS NULL AND notice_version = $3
AND mention_read_at IS NOT NULL RETURNING id
"""
_COME_BACK = """
UPDATE person SET opted_out_at = NULL, paused_at = NULL WHERE id = $1 AND joined_at IS NOT NULL RETURNING id
"""


class StepMissing(Problem):
    """The notice or the mention was not read yet: joining waits for it."""

    status = 409
    message = N_("Two short pages come first. Open the welcome page: it shows the next one.")


async def note_notice_read(person_id: str, version: int, language: str) -> None:
    """Somebody read this version of the notice, in this language."""
    await rows(_NOTICE, version, to_millis(clock.now()), language, person_id)


async def note_mention_read(person_id: str) -> None:
    """Somebody read how sharing and the mention work."""
    await rows("UPDATE person SET mention_read_at = $1 WHERE id = $2 RETURNING id", to_millis(clock.now()), person_id)


async def join(person_id: str) -> None:
    """Take part, or take part again. The first time is announced, once ever. Raises StepMissing."""
    async with transaction():
        if await rows(_JOIN, to_millis(clock.now()), person_id, NOTICE_VERSION):
            await Invitation.filter(person_id=person_id, accepted_at=None).update(accepted_at=clock.now())
            await announce(_completed(person_id))
        if not await rows(_COME_BACK, person_id):
            raise StepMissing


def _completed(person_id: str) -> Fact:
    return Fact(
        key=f"onboarding:{person_id}",
        kind="onboarding.completed",
        person=person_id,
        occurred_at=clock.now(),
        object_type="person",
        object_id=person_id,
    )
