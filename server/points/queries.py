"""What other features may ask about points: the only door, and it only answers."""

from server.database import rows
from server.points.correction_queries import corrections_waiting
from server.points.history import start_at, steps_between
from server.points.journal import NEWEST, JournalLine, journal
from server.points.of_referrals import StagePoints, preview_referral, referral_points
from server.points.outstanding import Outstanding, outstanding_points, points_lapsing_by
from server.points.preview import PreviewLine, SharePreview, preview_share, share_fact
from server.points.scored import Earning, SharedAt, earnings, recorded_when, shares_of
from server.points.spending import Activity, Purse, Spending, campaign_purses, programme_spending, rule_activity
from server.points.totals import Totals, totals
from server.points.wording import fact_name, reason, state

__all__ = [
    "NEWEST", "Activity", "Earning", "JournalLine", "Outstanding", "PreviewLine", "Purse", "SharePreview", "SharedAt",
    "Spending", "StagePoints", "Totals", "available_points", "campaign_purses", "corrections_waiting", "earnings",
    "fact_name", "journal", "outstanding_points", "points_lapsing_by", "preview_referral", "preview_share",
    "programme_spending", "reason", "recorded_when", "referral_points", "rule_activity", "share_fact", "shares_of",
    "start_at", "state", "steps_between", "totals",
]  # fmt: skip


async def available_points(person_id: str) -> int:
    """What somebody may spend today."""
    found = await rows(
        "SELECT balance FROM account WHERE owner = $1 AND unit = 'points' AND kind = 'available'", person_id
    )
    return int(found[0]["balance"]) if found else 0
