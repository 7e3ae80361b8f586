"""What a referral's stages bring in money: the payments that are owed, or what its plan promises. Always gross."""

from dataclasses import dataclass

from server.bonuses.queries import InstalmentSeen, PlanOutlook, Promised, instalments_of, version_outlook
from server.bonuses.wording import gross, state_name, why
from server.messages import N_
from server.referrals.own.wording import short_day
from server.referrals.queries import ReferralSeen
from server.web.locale import say, say_many


@dataclass(frozen=True, slots=True)
class Money:
    """A referral's payments, and the plan that it keeps from its first day."""

    owed: tuple[InstalmentSeen, ...]
    plan: PlanOutlook | None

    def at(self, milestone: str) -> tuple[str, ...]:
        """The lines of one milestone: what is owed once it was reached, else what is promised."""
        owed = [each for each in self.owed if each.milestone == milestone and each.state != "none"]
        if owed:
            return tuple(_owed(each) for each in owed)
        return tuple(_promised(each, self.plan.currency) for each in self.promises(milestone)) if self.plan else ()

    def promises(self, milestone: str) -> list[Promised]:
        """What the plan says of a milestone; nothing once the ledger of payments has spoken of it."""
        spoken = any(each.milestone == milestone for each in self.owed)
        return (
            [each for each in self.plan.instalments if each.milestone == milestone] if self.plan and not spoken else []
        )


async def money_of(referral: ReferralSeen) -> Money:
    """The payments of a referral that earns; none for one that does not."""
    owed = (await instalments_of([referral.id])).get(referral.id, ())
    plan = await version_outlook(referral.bonus_version_id) if referral.bonus_version_id else None
    return Money(owed, plan if referral.earns else None)


def _owed(each: InstalmentSeen) -> str:
    values = {
        "amount": gross(each.amount, each.currency),
        "day": short_day(each.due_on),
        "state": state_name(each.state),
    }
    if each.corrects_id is not None:
        return say(N_("Correction: {amount}"), values)
    because = why(each.state, each.reason)
    if each.state == "none":
        return say(N_("No bonus. {reason}"), {"reason": because})
    said = say(N_("Bonus of {amount}, {day}: {state}"), values)
    return f"{said}. {because}" if because else said


def _promised(each: Promised, currency: str) -> str:
    values = {"amount": gross(each.amount, currency)}
    if not each.days:
        return say(N_("Bonus of {amount}"), values)
    return say_many("Bonus of {amount}, one day later", "Bonus of {amount}, {n} days later", each.days, values)
