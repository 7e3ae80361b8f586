"""A process of its own for tests: recommends one person through somebody, beside another that does the same."""

import asyncio
from datetime import datetime
from multiprocessing.connection import Connection

from server import clock
from server.candidates.vault import Identity, admit, unlock
from server.database import database, transaction
from server.events import ReferralMoved, listen
from server.notifications.listening import tell_referral
from server.referrals.submitting import Application, submit
from tests.support.referrals import SECRET


def recommend(connection: Connection) -> None:
    """Applications on the databases that each message names, until there is none."""
    unlock([SECRET])
    listen(ReferralMoved, tell_referral)
    while job := connection.recv():
        with clock.running_from(datetime.fromisoformat(job["now"])):
            connection.send(asyncio.run(_apply(connection, job)))


async def _apply(connection: Connection, job: dict[str, str]) -> str:
    """Open, say so, wait for the other, apply: the stage of the candidate's own referral."""
    async with database(job["url"]):
        connection.send("ready")
        connection.recv()
        async with transaction():
            who = Identity("Lea Martin", job["email"], job["phone"])
            candidate_id = (await admit(who, "en")).candidate_id
            application = Application(job["opening"], candidate_id, "link", job["person"])
            return (await submit(application)).stage
