"""Ordering a gift: stock, money and points are set aside together, or nothing is."""

from server import clock
from server.database import transaction
from server.rewards.commands.checking import check
from server.rewards.commands.outcomes import go_on
from server.rewards.commands.parts import set_aside
from server.rewards.commands.people import hold_member
from server.rewards.commands.placing import Begins, place_order
from server.rewards.commands.steps import standing
from server.rewards.known import NotOffered, RewardSeen, Wish
from server.rewards.queries import gift_settings, reward_by_slug
from server.web.problems import NotFound


async def redeem_reward(wish: Wish, by: str) -> str:
    """Order a gift for oneself; the order's identifier. Raises NotFound, or an OrderRefused that says why."""
    async with transaction():
        await hold_member(by)
        reward, now = await the_gift(wish.slug), clock.now()
        if reward.kind == "team_pot":
            raise NotOffered
        terms = await check(reward, wish, by, now)
        begins = Begins("requested", now, (await gift_settings()).lapse_days)
        redemption_id = await place_order(reward, wish, by, terms, begins)
        assert redemption_id is not None, "only a pot has a key"
        await set_aside(redemption_id, by, reward.cost)
        await go_on(await standing(redemption_id), by)
        return redemption_id


async def the_gift(slug: str) -> RewardSeen:
    """A gift by what its address says. NotFound for what was never published."""
    reward = await reward_by_slug(slug)
    if reward is None or reward.published_at is None:
        raise NotFound
    return reward
