"""What HR decided about referrals, and what holds where they decided nothing."""

from dataclasses import dataclass
from typing import Any

from server.database import rows


@dataclass(frozen=True, slots=True)
class ReferralRules:
    """The terms of referrals; days of `stale_days` and `approval_days` are working days."""

    allows_presenting: bool = False
    hides_referrer: bool = False
    stale_days: int = 5
    expires_days: int = 180
    owns_months: int = 12
    refused_months: int = 3
    pool_months: int = 24
    approval_days: int = 10
    version: int = 1


_FLAGS = ("allows_presenting", "hides_referrer")
NAMES = tuple(ReferralRules.__slots__)


async def referral_settings() -> ReferralRules:
    """The terms in force: those of decisions by default."""
    found = await rows(f"SELECT {', '.join(NAMES)} FROM referral_settings WHERE id = 1")
    return rules_from(found[0]) if found else ReferralRules()


def rules_from(row: dict[str, Any]) -> ReferralRules:
    """A stored row of NAMES."""
    return ReferralRules(**{name: bool(row[name]) if name in _FLAGS else row[name] for name in NAMES})
