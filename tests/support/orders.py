"""What tests of orders do again and again: who is there, where an order stands, and a refusal that changes nothing."""

from collections.abc import Awaitable

import pytest

from server.doctor import GIFTS, LEDGER, examine
from server.people.models import Person
from server.rewards.known import OrderSeen, RewardSeen
from server.rewards.queries import order
from tests.support.people import company, person
from tests.support.rewards import everything, points_for, the_reward


async def cast() -> tuple[Person, Person, Person]:
    """Alice who orders, and two of HR."""
    await company()
    alice = await person("alice")
    await points_for(alice, 500)
    return alice, await person("helene", role="hr"), await person("ines", role="hr")


async def seen(order_id: str) -> OrderSeen:
    """An order that is there."""
    found = await order(order_id)
    assert found is not None
    return found


async def sound() -> None:
    """The ledger ties out, and so do stock, money, codes and payroll."""
    assert [each for each in await examine({**LEDGER, **GIFTS}) if not each.is_sound] == []


async def counts(reward: RewardSeen) -> tuple[int | None, int, int]:
    """Stock in all, set aside, handed out."""
    now = await the_reward(reward.id)
    return now.stock_total, now.stock_reserved, now.stock_done


async def unchanged(act: Awaitable[object], why: type[Exception]) -> Exception:
    """The act is refused for exactly this reason, and leaves no trace."""
    before = await everything()
    with pytest.raises(why) as caught:
        await act
    assert type(caught.value) is why
    assert await everything() == before
    return caught.value
