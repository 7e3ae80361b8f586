"""What the other system says: a referral reached a stage. Each message is acted on once."""

import hashlib
from datetime import timedelta

from gamification import ENDS, STAGES
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.messages import N_
from server.referrals.moving import advance, close_referral
from server.web.problems import Refused

KEPT = timedelta(days=90)  # a message that old is past every retry of its sender
LONGEST_ID = 80
UNKNOWN_STAGE = N_("“{stage}” is no stage we know: {stages}.")
BY_THEM = {"rejected": "other", "withdrawn": "candidate"}  # with the reason noted; the other ends are ours to tell


async def act_on(message_id: str, referral_id: str, stage: str) -> str:
    """Move the referral: moved, unchanged, or repeated for a message that was acted on. Raises Refused and
    what moving raises; nothing is remembered then, so that a corrected message may come with the same id."""
    known = (*STAGES, *BY_THEM)
    if stage not in known:
        raise Refused(UNKNOWN_STAGE, stage=stage[:40], stages=", ".join(known))
    async with transaction():
        if not await _claim(message_id):
            return "repeated"
        moved = await _move(referral_id, stage)
        outcome = "moved" if moved else "unchanged"
        await rows("UPDATE ats_message SET outcome = $2 WHERE id = $1 RETURNING id", _stored(message_id), outcome)
        return outcome


async def _claim(message_id: str) -> bool:
    now = clock.now()
    claimed = await rows(
        "INSERT INTO ats_message (id, at, outcome) VALUES ($1, $2, '') ON CONFLICT (id) DO NOTHING RETURNING id",
        _stored(message_id), to_millis(now),
    )  # fmt: skip
    await rows("DELETE FROM ats_message WHERE at < $1 RETURNING id", to_millis(now - KEPT))
    return bool(claimed)


def _stored(message_id: str) -> str:
    """Ids are the sender's: a long one is kept as its hash."""
    return message_id if len(message_id) <= LONGEST_ID else hashlib.sha256(message_id.encode()).hexdigest()


async def _move(referral_id: str, stage: str) -> bool:
    if stage in ENDS:
        return await close_referral(referral_id, stage, BY_THEM[stage], None)
    return await advance(referral_id, stage, None)
