"""An application, whole or not at all: who somebody is goes into the vault, their referral begins, a letter follows."""

from server import clock
from server.candidates.letters import STATUS_LETTER
from server.candidates.recommending import Recommender
from server.candidates.uploads import Cv
from server.candidates.vault import Identity, admit
from server.database import transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.jobs import enqueue
from server.referrals.submitting import Application, submit

ALONE = "public"


async def apply(who: Identity, cv: Cv | None, opening_id: str, through: Recommender | None, language: str) -> str:
    """The candidate's id. Raises TakesNobody when the opening was closed meanwhile: then nothing is kept."""
    async with transaction():
        admitted = await admit(who, language, cv)
        source, referrer_id = (through.source, through.person_id) if through else (ALONE, None)
        words = through.words if through else ""
        await submit(Application(opening_id, admitted.candidate_id, source, referrer_id, words))
        if who.email:
            known = {"id": new_id(), "candidate": admitted.candidate_id, "at_ms": to_millis(clock.now())}
            await enqueue(STATUS_LETTER, known)
        return admitted.candidate_id
