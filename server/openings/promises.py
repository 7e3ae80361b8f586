"""What recommending somebody for an opening would bring: asked of the rules and plans in force, never written here."""

from collections.abc import Iterable
from datetime import datetime

from gamification import Fact, FactValue, Rule, evaluate
from server import clock
from server.bonuses.queries import plans
from server.bonuses.wording import gross
from server.messages import N_
from server.rulebook.queries import active_rules
from server.web.locale import say, zone

HIRE = ("referral.hired", "referral.started")


async def points_for_a_hire() -> dict[bool, int]:
    """The points that a hire who arrives brings whoever recommended: for an ordinary opening, and for a hot one.

    What the rules say, before anybody's limits and the budget of the day: the page of a recommendation asks those too.
    """
    now = clock.now()
    rules = await active_rules(now)
    return {is_hot: sum(_points(kind, is_hot, rules, now) for kind in HIRE) for is_hot in (False, True)}


def _points(kind: str, is_hot: bool, rules: tuple[Rule, ...], now: datetime) -> int:
    values: dict[str, FactValue] = {"opening": "", "hot": is_hot, "conflict": False}
    fact = Fact(f"promise:{kind}", kind, "", now, "referral", "promise", values)
    return sum(each.points for each in evaluate(fact, rules, {}, zone(), None))


async def bonuses(plan_ids: Iterable[str | None]) -> dict[str, str]:
    """What each of these plans promises today in all, gross; those that promise nothing are left out."""
    if not any(plan_ids):
        return {}
    return {
        plan.id: say(N_("Bonus {amount}"), {"amount": gross(plan.today.total, plan.today.currency)})
        for plan in await plans()
        if plan.today and plan.today.total
    }
