"""Recomputes what can be recomputed and names what differs. It repairs nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from server.badges.checks import badges_follow_from_facts
from server.challenges.checks import challenges_follow_from_facts
from server.database import guards, rows
from server.points import checks as points_checks
from server.points import invariants, seals
from server.referrals.checks import referrals_follow_their_steps
from server.rewards import checks as rewards_checks
from server.rewards import handover_checks, part_checks
from server.standings.checks import scores_tie_out

Check = Callable[[], Awaitable[list[str]]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and what it found wrong, in English sentences for operators."""

    check: str
    faults: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Nothing was found."""
        return not self.faults


async def guards_installed() -> list[str]:
    """The triggers and bounds that the program counts on."""
    try:
        await guards.assert_installed()
    except guards.GuardMissing as missing:
        return [f"the database lost its guards: {missing}"]
    return []


async def outbox_alive() -> list[str]:
    """Jobs that failed eight times wait for a person."""
    found = await rows("SELECT kind, count(*) AS n FROM job WHERE dead = $1 GROUP BY kind", True)
    return [f"{row['n']} jobs of kind {row['kind']} failed for good" for row in found]


LEDGER: dict[str, Check] = {
    "balances": points_checks.balances_tie_out,
    "conservation": points_checks.units_are_conserved,
    "floors": invariants.floors_hold,
    "transfers": points_checks.transfers_are_whole,
    "once": invariants.once_is_once,
    "parents": invariants.parents_fit,
    "awards": points_checks.awards_are_explained,
    "corrections": invariants.corrections_are_explained,
    "pending": points_checks.pending_is_unresolved,
    "holds": invariants.holds_are_open,
    "debts": invariants.debts_are_bounded,
    "limits": points_checks.limits_follow_from_decisions,
    "seals": seals.seals_hold,
}
GIFTS: dict[str, Check] = {
    "orders": rewards_checks.orders_follow_their_steps,
    "stock": rewards_checks.stock_follows_from_orders,
    "gift_money": rewards_checks.money_follows_from_orders,
    "ceilings": rewards_checks.ceilings_count_what_counts,
    "parts": part_checks.parts_follow_the_ledger,
    "order_points": part_checks.parts_make_their_orders,
    "codes": handover_checks.codes_belong_to_one_order,
    "gift_payroll": handover_checks.payroll_follows_hand_overs,
}
CHECKS: dict[str, Check] = {
    "guards": guards_installed,
    **LEDGER,
    "scores": scores_tie_out,
    "badges": badges_follow_from_facts,
    "challenges": challenges_follow_from_facts,
    "referrals": referrals_follow_their_steps,
    **GIFTS,
    "outbox": outbox_alive,
}


async def ledger_head() -> dict[str, Any]:
    """The end of the chain of seals, for keeping elsewhere: who shortens the chain shows by it."""
    head = await seals.sealed_head()
    return {"sealed": head.transfers, "last": head.transfer_id, "head": head.hash}


async def examine(checks: dict[str, Check] = CHECKS) -> list[Finding]:
    """Every check, in order."""
    return [Finding(name, tuple(await check())) for name, check in checks.items()]


def as_json(findings: list[Finding]) -> dict[str, Any]:
    """For machines."""
    return {
        "sound": all(each.is_sound for each in findings),
        "checks": {each.check: list(each.faults) for each in findings},
    }
