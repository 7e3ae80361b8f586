"""The doctor is silent on orders as commands leave them, and names what a hand altered."""

import pytest

from server.database import rows, transaction
from server.doctor import CHECKS, GIFTS, LEDGER, examine
from server.people.models import Person
from server.rewards.codes import reveal_code
from server.rewards.commands import (
    add_to_pot,
    approve_order,
    cancel_order,
    fulfil_order,
    open_pot,
    prepare_order,
    return_order,
)
from tests.support.guards import without_guards
from tests.support.order_acts import Stage, a_stage
from tests.support.rewards import ordered

TABLES = (
    "reward", "redemption", "redemption_part", "redemption_step", "reward_code", "gift_season", "gift_payroll_line",
    "transfer",
)  # fmt: skip


async def faults() -> dict[str, tuple[str, ...]]:
    return {each.check: each.faults for each in await examine({**LEDGER, **GIFTS}) if each.faults}


async def orders() -> dict[str, str]:
    """An order at each place it may stand at, by a name for it."""
    stage: Stage = await a_stage(codes=3)
    alice = await Person.get(id=stage.alice)
    made = {name: await ordered(stage.good, alice) for name in ("requested", "prepared", "given", "back", "cancelled")}
    for name in ("prepared", "given", "back"):
        await approve_order(made[name], stage.hr)
        await prepare_order(made[name], stage.hr)
    for name in ("given", "back"):
        await fulfil_order(made[name], stage.hr)
    await return_order(made["back"], stage.hr, back_in_stock=False)
    await cancel_order(made["cancelled"], stage.alice)
    made["voucher"] = await ordered(stage.voucher, alice)
    await reveal_code(made["voucher"], stage.alice, "form-0001")
    made["pot"] = await open_pot(stage.pot.slug, 10, stage.bob)
    await add_to_pot(made["pot"], 5, stage.alice)
    return made


async def test_orders_as_commands_leave_them_are_sound(db: None) -> None:
    await orders()
    assert await faults() == {}
    assert GIFTS.items() <= CHECKS.items()


FORGERIES: dict[str, tuple[str, str]] = {
    "a state that no step led to": ("orders", "UPDATE redemption SET state = 'approved' WHERE id = '{requested}'"),
    "a hand-over that nobody noted": ("orders", "UPDATE redemption SET fulfilled_at = NULL WHERE id = '{given}'"),
    "an end that is none": ("orders", "UPDATE redemption SET ended_at = 1 WHERE id = '{requested}'"),
    "a step that leads nowhere": (
        "orders", "UPDATE redemption_step SET state = 'lapsed' WHERE redemption_id = '{given}' AND state = 'approved'",
    ),
    "readiness without a step": ("orders", "UPDATE redemption SET prepared_at = NULL WHERE id = '{prepared}'"),
    "a pot that is closed and collects": ("orders", "UPDATE redemption SET pot_key = NULL WHERE id = '{pot}'"),
    "a piece set aside for nobody": (
        "stock", "UPDATE reward SET stock_reserved = stock_reserved + 1 WHERE slug = 'good'",
    ),
    "a piece that went to nobody": ("stock", "UPDATE reward SET stock_done = 0 WHERE slug = 'good'"),
    "a season that forgot an order": ("gift_money", "UPDATE gift_season SET used_cents = used_cents - 500"),
    "an order of no season": ("gift_money", "UPDATE redemption SET season = '1999' WHERE id = '{given}'"),
    "half a value that counts": ("ceilings", "UPDATE redemption SET counted_cents = 1 WHERE id = '{given}'"),
    "a pot that counts": ("ceilings", "UPDATE redemption SET counted_cents = value_cents WHERE id = '{pot}'"),
    "a part given back in words alone": (
        "parts", "UPDATE redemption_part SET state = 'released' WHERE redemption_id = '{requested}'",
    ),
    "a part of more points than are held": (
        "parts", "UPDATE redemption_part SET points = points + 1 WHERE redemption_id = '{requested}'",
    ),
    "a hold that belongs to no order": (
        "parts", "UPDATE redemption_part SET hold_key = 'hold:lost' WHERE redemption_id = '{requested}'",
    ),
    "a dearer order than was paid": ("order_points", "UPDATE redemption SET cost = cost + 1 WHERE id = '{given}'"),
    "a pot that is full and collects": ("order_points", "UPDATE redemption SET cost = 15 WHERE id = '{pot}'"),
    "a code that was shown, and is nobody's": (
        "codes", "UPDATE reward_code SET redemption_id = NULL WHERE redemption_id = '{voucher}'",
    ),
    "a code of another gift's order": (
        "codes", "UPDATE reward_code SET redemption_id = '{given}' WHERE redemption_id = '{voucher}'",
    ),
    "a good code of an order that is over": (
        "codes", "UPDATE reward_code SET redemption_id = '{cancelled}' WHERE redemption_id = '{voucher}'",
    ),
    "a stock that is more than the codes": ("codes", "UPDATE reward SET stock_total = 9 WHERE slug = 'voucher'"),
    "a gift that payroll was not told of": (
        "gift_payroll", "DELETE FROM gift_payroll_line WHERE redemption_id = '{given}'",
    ),
    "another amount on the payslip": (
        "gift_payroll", "UPDATE gift_payroll_line SET amount = amount + 1 WHERE redemption_id = '{given}'",
    ),
    "a return that payroll was told of wrongly": (
        "gift_payroll", "UPDATE gift_payroll_line SET amount = 0 WHERE redemption_id = '{back}' AND slot = 'return'",
    ),
}  # fmt: skip


async def test_each_forgery_is_named_by_the_check_that_is_for_it(db: None) -> None:
    made = await orders()
    async with without_guards(*TABLES):
        for name, (check, forgery) in FORGERIES.items():
            with pytest.raises(Undone):
                await forged(name, check, forgery.format(**made))
    assert await faults() == {}
    assert {check for check, _ in FORGERIES.values()} == set(GIFTS)


class Undone(Exception):
    """Takes a forgery back."""


async def forged(name: str, check: str, statement: str) -> None:
    """Forge, look, and undo."""

    async with transaction():
        await rows(statement)
        found = await faults()
        assert check in found, f"{name}: {found}"
        assert all(fault.count(" ") > 3 for fault in found[check])
        raise Undone
