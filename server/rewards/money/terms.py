"""The terms of orders: HR changes them, for what moves from then on."""

from dataclasses import asdict
from typing import ClassVar

from server.database import rows, transaction
from server.messages import N_
from server.rewards.queries import GiftRules, gift_settings
from server.web.audit import record
from server.web.problems import Problem


class TermsChangedMeanwhile(Problem):
    """Somebody else saved the terms first."""

    status: ClassVar[int] = 409
    message: ClassVar[str] = N_("Somebody else changed these settings meanwhile. Read them again before you save.")


async def change_terms(wanted: GiftRules, by: str) -> None:
    """Save the terms; `wanted.version` is the one that was read. Raises TermsChangedMeanwhile."""
    async with transaction():
        # The row is made by its first change: this write also lets one at a time look at the version.
        await rows("INSERT INTO gift_settings (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 1 RETURNING id")
        before = await gift_settings()
        if before.version != wanted.version:
            raise TermsChangedMeanwhile
        await rows(
            "UPDATE gift_settings SET payroll_allowed = $1, lapse_days = $2, pot_days = $3, version = version + 1 "
            "WHERE id = 1 RETURNING id",
            wanted.payroll_allowed, wanted.lapse_days, wanted.pot_days,
        )  # fmt: skip
        await _record(before, wanted, by)


async def _record(before: GiftRules, after: GiftRules, by: str) -> None:
    old, new = asdict(before), asdict(after)
    changed = [name for name in old if name != "version" and old[name] != new[name]]
    if changed:
        was, now = ({name: each[name] for name in changed} for each in (old, new))
        await record("gift.settings", "gift_settings", "1", by, was, now)
