"""Several who move one order at the same moment: one of them does, the others hear where it is."""

import asyncio

import pytest

from server.rewards.commands import approve_order, cancel_order, fulfil_order, reject_order
from server.rewards.known import OrderMoved
from tests.support.orders import cast, counts, seen, sound
from tests.support.rewards import a_reward, ordered

pytestmark = pytest.mark.usefixtures("db")


async def test_two_who_decide_at_once() -> None:
    alice, hr, ines = await cast()
    made = await ordered(await a_reward(), alice)
    acts = [approve_order(made, hr.id), reject_order(made, "No.", ines.id), approve_order(made, ines.id)]
    one, refused, other = await asyncio.gather(*acts, return_exceptions=True)
    said_yes = [each for each in (one, other) if each is None]
    assert all(each is None or isinstance(each, OrderMoved) for each in (one, refused, other))
    assert len(said_yes) <= 1  # and a no may follow on it
    assert (await seen(made)).state == ("approved" if refused else "rejected")
    assert said_yes or refused is None
    await sound()


async def test_whoever_cancels_while_hr_decides() -> None:
    """Both may win, one after the other; what is left is one whole order or none."""
    alice, hr, _ = await cast()
    for _ in range(4):
        reward = await a_reward()
        made = await ordered(reward, alice)
        acts = (approve_order(made, hr.id), fulfil_order(made, hr.id), cancel_order(made, alice.id))
        outcomes = await asyncio.gather(*acts, return_exceptions=True)
        assert all(each is None or isinstance(each, OrderMoved) for each in outcomes), outcomes
        there = await seen(made)
        assert there.state in ("approved", "fulfilled", "cancelled")
        expected = {"approved": (3, 1, 0), "fulfilled": (3, 0, 1), "cancelled": (3, 0, 0)}
        assert await counts(reward) == expected[there.state]
    await sound()
