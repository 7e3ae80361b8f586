"""Writing, publishing, restocking, copying and retiring gifts, on both databases."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from server import clock
from server.database import rows
from server.rewards.catalogue_commands import (
    add_stock,
    copy_reward,
    create_reward,
    publish_reward,
    retire_reward,
    update_reward,
)
from server.rewards.catalogue_forms import RewardForm
from server.rewards.catalogue_refusals import KindFixed, NotReady, Stale, TooFew, Unlabelled
from server.rewards.code_sealing import unlock_codes
from server.rewards.codes import store_codes
from server.rewards.console.catalogue_queries import CodeCounts, code_counts, gift_lines, place_lines
from server.rewards.console.trail import trail_of
from server.rewards.models import PickupPlace, Reward
from server.web.locale import speaking
from server.web.problems import NotFound
from tests.support.people import company, person
from tests.support.rewards import a_place, a_reward, ordered, points_for, the_reward


def form(**changes: Any) -> RewardForm:
    typed = {"name_fr": "Gourde", "name_en": "Flask", "cost": "300", "value": "15,50", "stock": "5"}
    return RewardForm.model_validate({**typed, **changes})


async def test_a_gift_is_written_changed_counted_and_retired(db: None) -> None:
    await company()
    hr, place = await person("hr", role="hr"), await a_place("Lyon")
    gift = await create_reward(form(places=[place]), hr.id)
    with pytest.raises(Stale):
        await update_reward(gift, form(version=7), hr.id)
    await update_reward(gift, form(cost="320", places=[place], version=1), hr.id)
    await publish_reward(gift, hr.id, 2)
    await publish_reward(gift, hr.id)
    with pytest.raises(NotReady):
        await update_reward(gift, form(version=4), hr.id)
    assert [await add_stock(gift, pieces, hr.id) for pieces in (3, -6)] == [8, 2]
    await Reward.filter(id=gift).update(stock_done=2)
    with pytest.raises(TooFew):
        await add_stock(gift, -1, hr.id)
    with pytest.raises(KindFixed):
        await update_reward(gift, form(kind="experience", version=6), hr.id)
    await retire_reward(gift, hr.id)
    await retire_reward(gift, hr.id)
    with speaking("en"):
        told = await trail_of(gift, {place: "Lyon"})
    assert [each.changes for each in told] == [
        (), (("Stock", "8", "2"),), (("Stock", "5", "8"),), (), (("Cost in points", "300", "320"),), (),
    ]  # fmt: skip
    for act in (retire_reward, copy_reward, publish_reward):
        with pytest.raises(NotFound):
            await act("0" * 36, hr.id)
    seen = await the_reward(gift)
    assert (seen.cost, seen.value_cents, seen.left, seen.retired_at is not None) == (320, 1_550, 0, True)


async def test_what_is_fetched_is_not_published_without_an_open_place(db: None) -> None:
    await company()
    hr, place = await person("hr", role="hr"), await a_place("Lyon")
    gift = await create_reward(form(places=[place]), hr.id)
    await PickupPlace.filter(id=place).update(retired_at=clock.now())
    with pytest.raises(NotReady):
        await publish_reward(gift, hr.id)
    await PickupPlace.filter(id=place).update(retired_at=None)
    await publish_reward(gift, hr.id)


async def test_names_make_addresses_that_are_free_also_at_one_moment(db: None) -> None:
    await company()
    made = await asyncio.gather(*(create_reward(form(), None) for _ in range(4)))
    made += [await copy_reward(made[0], None) for _ in range(7)]
    slugs = [(await the_reward(each)).slug for each in made]
    assert len(set(slugs)) == 11
    assert set(slugs[:4]) == {"flask", "flask-2", "flask-3", "flask-4"}
    assert (await the_reward(made[-1])).slug == f"flask-{made[-1][-12:]}"


async def test_a_row_that_came_another_way_is_not_published_without_its_label(db: None) -> None:
    await company()
    for wrong in (
        {"tax_label": ""},
        {"tax_label": "social", "tax_event": "christmas"},
        {"tax_label": "recognition", "tax_reason": "A card with a word."},
        {"tax_label": "donation"},
    ):
        gift = await a_reward(published_at=None, places=["anywhere"], **wrong)
        with pytest.raises(Unlabelled):
            await publish_reward(gift.id, None)
        assert (await the_reward(gift.id)).published_at is None


async def test_codes_are_counted_and_orders_too(db: None) -> None:
    await company()
    unlock_codes(["a-secret-of-more-than-thirty-two-characters"])
    alice, place = await person("alice"), await a_place()
    await points_for(alice, 300)
    voucher = await a_reward(kind="voucher", stock_total=0, approval="auto")
    day = clock.now().date()
    await store_codes(voucher.id, [("ONE", day + timedelta(days=5)), ("TWO", day + timedelta(days=50)), ("SIX", None)])
    assert await code_counts(voucher.id) == CodeCounts(left=3, shown=0, void=0, expiring=1)
    await ordered(voucher, alice)
    assert (await code_counts(voucher.id)).left == 2
    await ordered(await a_reward(places=[place]), alice)
    assert {line.reward.kind: line.orders for line in await gift_lines()} == {"good": 1, "voucher": 0}
    assert [(line.gifts, line.orders) for line in await place_lines()] == [(1, 1)]
    assert await rows("SELECT id FROM audit_entry WHERE action LIKE 'reward.%'") == []
