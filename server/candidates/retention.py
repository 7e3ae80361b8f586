"""How long a candidate is kept: the day is written beside them, so that they can read it and nobody has to work it out.

Three months after an end, and after the trial is passed, for then the company's own file begins; two years after the
last move of one that is still open. Who asked to be kept for other openings is kept as long as they said.
"""

from datetime import datetime

from gamification import ENDS, STAGES, add_months
from server.database import rows
from server.database.fields import to_millis
from server.events import ReferralMoved
from server.referrals.queries import ReferralSeen
from server.referrals.settings_queries import ReferralRules, referral_settings

LONGEST_KEPT = 24  # months without any sign: the law's limit where nothing shorter applies
_OVER = (*ENDS, STAGES[-1])


def kept_until(stage: str, at: datetime, rules: ReferralRules) -> datetime:
    """Until when somebody is kept who reached this stage at this moment."""
    return add_months(at, rules.refused_months if stage in _OVER else LONGEST_KEPT)


def kept_by_referral(referral: ReferralSeen | None, created_at: datetime, rules: ReferralRules) -> datetime:
    """The same for somebody whatever became of them."""
    if referral is None:
        return add_months(created_at, LONGEST_KEPT)
    return kept_until(referral.stage, referral.closed_at or referral.stage_at, rules)


async def keep_as_long_as_promised(moved: ReferralMoved) -> None:
    """Listener: every move sets the day anew, in the transaction of the move; the pool may be later."""
    until = kept_until(moved.stage, moved.at, await referral_settings())
    await rows(
        "UPDATE candidate SET erase_at = CASE WHEN pool_until > $1 THEN pool_until ELSE $1 END "
        "WHERE id = (SELECT candidate_id FROM referral WHERE id = $2) RETURNING id",
        to_millis(until), moved.referral_id,
    )  # fmt: skip
