"""Every command on orders and codes, each with what must be there before it: for tests that break them off."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from server.database import is_postgresql, rows
from server.people.models import Person
from server.rewards.code_expiring import void_expired_codes
from server.rewards.code_sealing import unlock_codes
from server.rewards.codes import allow_again, reveal_code, store_codes
from server.rewards.commands import (
    add_to_pot,
    approve_order,
    cancel_order,
    fulfil_order,
    lapse_orders,
    open_pot,
    prepare_order,
    redeem_reward,
    reject_order,
    return_order,
    take_from_pot,
)
from server.rewards.known import RewardSeen, Wish
from tests.support.candidates import SECRETS
from tests.support.people import company, person
from tests.support.rewards import a_place, a_reward, ordered, points_for

_FORM = "form-of-a-test"


@dataclass(frozen=True, slots=True)
class Stage:
    """Identifiers and slugs of who acts and of what there is to order. It travels to other processes."""

    alice: str
    bob: str
    hr: str
    place: str
    good: RewardSeen
    bottle: RewardSeen
    voucher: RewardSeen
    donation: RewardSeen
    pot: RewardSeen


async def a_stage(codes: int = 40) -> Stage:
    """Two teammates with points, somebody of HR, and a gift of each kind with enough of it for every test."""
    unlock_codes(SECRETS)
    await company()
    alice, bob, hr = await person("alice"), await person("bob"), await person("helene", role="hr")
    for each in (alice, bob):
        await points_for(each, 5000)
    place = await a_place()
    voucher = await a_reward(kind="voucher", slug="voucher", approval="auto", cost=20, value_cents=500, stock_total=0)
    await store_codes(voucher.id, [(f"VOUCHER-{number:04}", None) for number in range(codes)])
    much = {"stock_total": 100, "value_cents": 500, "cost": 20}
    return Stage(
        alice.id, bob.id, hr.id, place,
        await a_reward(slug="good", places=[place], **much),
        await a_reward(slug="bottle", approval="auto", **much),
        voucher,
        await a_reward(slug="tree", kind="donation", tax_label="donation", approval="auto", **much),
        await a_reward(slug="breakfast", kind="team_pot", **{**much, "cost": 30}),
    )  # fmt: skip


Prepare = Callable[[Stage], Awaitable[str]]
Do = Callable[[Stage, str], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Act:
    """A command: what it needs (its answer is handed on), and the call."""

    prepare: Prepare
    do: Do


async def _nothing(stage: Stage) -> str:
    return ""


async def _person(person_id: str) -> Person:
    return await Person.get(id=person_id)


async def _requested(stage: Stage) -> str:
    return await ordered(stage.good, await _person(stage.alice))


async def _approved(stage: Stage) -> str:
    order = await _requested(stage)
    await approve_order(order, stage.hr)
    return order


async def _fulfilled(stage: Stage) -> str:
    order = await _approved(stage)
    await prepare_order(order, stage.hr)
    await fulfil_order(order, stage.hr)
    return order


async def _given(stage: Stage) -> str:
    return await ordered(stage.voucher, await _person(stage.alice))


async def _shown(stage: Stage) -> str:
    order = await _given(stage)
    await reveal_code(order, stage.alice, _FORM)
    return order


async def _pot(stage: Stage) -> str:
    """Bob's, with ten of thirty points; the one before is over."""
    for row in await rows("SELECT id FROM redemption WHERE state = 'collecting'"):
        await rows("UPDATE redemption SET lapses_at = 1 WHERE id = $1 RETURNING id", row["id"])
    await lapse_orders()
    return await open_pot(stage.pot.slug, 10, stage.bob)


async def _no_pot(stage: Stage) -> str:
    await take_from_pot(await _pot(stage), stage.bob)
    return ""


async def _pot_of_two(stage: Stage) -> str:
    pot = await _pot(stage)
    await add_to_pot(pot, 5, stage.alice)
    return pot


async def _due(stage: Stage) -> str:
    order = await _requested(stage)
    await rows("UPDATE redemption SET lapses_at = 1 WHERE id = $1 RETURNING id", order)
    return order


async def _over(stage: Stage) -> str:
    """Two codes that nobody has, whose last day is past."""
    count = (await rows("SELECT count(*) AS n FROM reward_code"))[0]["n"]
    await store_codes(stage.voucher.id, [(f"OVER-{count}-{number}", None) for number in range(2)])
    await rows(
        "UPDATE reward_code SET expires_on = '2020-01-01' WHERE id IN (SELECT id FROM reward_code "
        "WHERE redemption_id IS NULL AND void_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 2) RETURNING id"
    )
    return ""


async def _fresh(stage: Stage) -> str:
    return str((await rows("SELECT count(*) AS n FROM reward_code"))[0]["n"])


ACTS: dict[str, Act] = {
    "redeem": Act(_nothing, lambda s, _: redeem_reward(Wish("good", s.place), s.alice)),
    "redeem at once": Act(_nothing, lambda s, _: redeem_reward(Wish("bottle"), s.alice)),
    "redeem through payroll": Act(_nothing, lambda s, _: redeem_reward(Wish("bottle", through_payroll=True), s.alice)),
    "redeem a voucher": Act(_nothing, lambda s, _: redeem_reward(Wish("voucher"), s.alice)),
    "donate": Act(_nothing, lambda s, _: redeem_reward(Wish("tree"), s.alice)),
    "open a pot": Act(_no_pot, lambda s, _: open_pot("breakfast", 10, s.alice)),
    "add to a pot": Act(_pot, lambda s, pot: add_to_pot(pot, 5, s.alice)),
    "fill a pot": Act(_pot_of_two, lambda s, pot: add_to_pot(pot, 15, s.alice)),
    "take from a pot": Act(_pot_of_two, lambda s, pot: take_from_pot(pot, s.alice)),
    "empty a pot": Act(_pot, lambda s, pot: take_from_pot(pot, s.bob)),
    "approve": Act(_requested, lambda s, order: approve_order(order, s.hr)),
    "reject": Act(_requested, lambda s, order: reject_order(order, "Not this time.", s.hr)),
    "end a pot": Act(_pot_of_two, lambda s, pot: reject_order(pot, "Not this time.", s.hr)),
    "prepare": Act(_approved, lambda s, order: prepare_order(order, s.hr)),
    "fulfil": Act(_approved, lambda s, order: fulfil_order(order, s.hr, "Well earned!")),
    "cancel": Act(_approved, lambda s, order: cancel_order(order, s.alice)),
    "return": Act(_fulfilled, lambda s, order: return_order(order, s.hr, back_in_stock=True)),
    "return broken": Act(_fulfilled, lambda s, order: return_order(order, s.hr, back_in_stock=False)),
    "return a shown voucher": Act(_shown, lambda s, order: return_order(order, s.hr, back_in_stock=True)),
    "return an unseen voucher": Act(_given, lambda s, order: return_order(order, s.hr, back_in_stock=False)),
    "lapse": Act(_due, lambda s, _: lapse_orders()),
    "store codes": Act(_fresh, lambda s, n: store_codes(s.voucher.id, [(f"NEW-{n}-{i}", None) for i in range(3)])),
    "reveal": Act(_given, lambda s, order: reveal_code(order, s.alice, _FORM)),
    "allow again": Act(_shown, lambda s, order: allow_again(order, s.hr)),
    "void codes": Act(_over, lambda s, _: void_expired_codes()),
}

_TABLES = (
    "reward", "redemption", "redemption_part", "redemption_step", "reward_code", "gift_season", "gift_payroll_line",
    "transfer", "account", "audit_entry", "notification", "job", "fact", "decision",
)  # fmt: skip


async def all_that_orders_touch() -> str:
    """The rows that commands on orders write, as text: equal as long as nothing changed."""
    if is_postgresql():  # one statement: the server is asked after each of hundreds of breaks
        text = "(SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM {0} t) AS {0}"
        return str(await rows(f"SELECT {', '.join(text.format(table) for table in _TABLES)}"))
    return "".join([str(await rows(f"SELECT * FROM {table} ORDER BY 1")) for table in _TABLES])
