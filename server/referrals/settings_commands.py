"""Changes the terms of referrals, for what comes from then on."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from server.database import rows, transaction
from server.messages import N_
from server.referrals.settings_queries import NAMES, ReferralRules, rules_from
from server.web.problems import Problem


class SettingsChangedMeanwhile(Problem):
    """Somebody else saved the terms first."""

    status: ClassVar[int] = 409
    message: ClassVar[str] = N_("Somebody else changed these settings meanwhile. Read them again before you save.")


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """The terms before and after, for the audit."""

    before: ReferralRules
    after: ReferralRules


async def change_referral_settings(wanted: ReferralRules) -> SettingsChange:
    """Save the terms; `wanted.version` is the one that was read. Raises SettingsChangedMeanwhile."""
    async with transaction():
        # The row is made by its first change: this write also lets one at a time look at the version.
        held = await rows(
            "INSERT INTO referral_settings (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 1 "
            f"RETURNING {', '.join(NAMES)}"
        )
        before = rules_from(held[0])
        if before.version != wanted.version:
            raise SettingsChangedMeanwhile
        values = {**asdict(wanted), "version": before.version + 1}
        changes = ", ".join(f"{name} = ${number}" for number, name in enumerate(NAMES, 1))
        stored = await rows(
            f"UPDATE referral_settings SET {changes} WHERE id = 1 RETURNING {', '.join(NAMES)}",
            *(values[name] for name in NAMES),
        )
        return SettingsChange(before, rules_from(stored[0]))
