"""The pool: somebody lets themselves be kept for other openings, until a day, and may take that back at any time."""

from gamification import add_months
from server import clock
from server.candidates.retention import kept_by_referral
from server.candidates.vault import candidates
from server.database import rows, transaction
from server.database.fields import to_millis
from server.referrals.queries import referral_of
from server.referrals.settings_queries import referral_settings

ASKED_BEFORE = 1  # months before the end in which somebody is asked whether to go on


async def join_pool(candidate_id: str) -> bool:
    """Consent, from now on, for the months that HR set; whether there is such a candidate."""
    now = clock.now()
    until = to_millis(add_months(now, (await referral_settings()).pool_months))
    joined = await rows(
        "UPDATE candidate SET pool_since = COALESCE(pool_since, $1), pool_until = $2, pool_asked_at = NULL, "
        "erase_at = CASE WHEN erase_at > $2 THEN erase_at ELSE $2 END WHERE id = $3 RETURNING id",
        to_millis(now), until, candidate_id,
    )  # fmt: skip
    return bool(joined)


async def renew(candidate_id: str) -> bool:
    """The same again for somebody who is in it: the first day of consent stays. False for everybody else."""
    async with transaction():
        inside = await rows(
            "UPDATE candidate SET pool_asked_at = NULL WHERE id = $1 AND pool_since IS NOT NULL RETURNING id",
            candidate_id,
        )
        return bool(inside) and await join_pool(candidate_id)


async def leave_pool(candidate_id: str) -> bool:
    """Consent taken back: what remains is what the application allows, perhaps nothing. False if there was none."""
    async with transaction():
        left = await rows(
            "UPDATE candidate SET pool_since = NULL, pool_until = NULL, pool_asked_at = NULL "
            "WHERE id = $1 AND pool_since IS NOT NULL RETURNING id",
            candidate_id,
        )
        if not left:
            return False
        created_at = (await candidates([candidate_id]))[candidate_id].created_at
        until = kept_by_referral(await referral_of(candidate_id), created_at, await referral_settings())
        await rows("UPDATE candidate SET erase_at = $1 WHERE id = $2 RETURNING id", to_millis(until), candidate_id)
        return True
