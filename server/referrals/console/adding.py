"""Takes in somebody who came another way: sealed at once, in the pipeline, and told by letter what is kept."""

from dataclasses import dataclass

from server import clock
from server.candidates.letters import STATUS_LETTER
from server.candidates.vault import Identity, admit
from server.database import transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.jobs import enqueue
from server.referrals.submitting import Application, submit
from server.web.audit import record


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What HR typed of somebody, and the opening they are for."""

    identity: Identity
    language: str
    opening_id: str


async def add(newcomer: Newcomer, by: str) -> str:
    """The id of their referral. The notice of where their data came from leaves in the same transaction."""
    async with transaction():
        admitted = await admit(newcomer.identity, newcomer.language)
        submitted = await submit(Application(newcomer.opening_id, admitted.candidate_id, "hr"))
        if newcomer.identity.email:
            known = {"id": new_id(), "candidate": admitted.candidate_id, "at_ms": to_millis(clock.now())}
            await enqueue(STATUS_LETTER, known)  # who it is for and what it says is looked up when it leaves
        after = {"opening": newcomer.opening_id, "stage": submitted.stage}
        await record("referral.add", "referral", submitted.referral_id, by, None, after)
        return submitted.first_id or submitted.referral_id
