"""Every command on orders in any order, with time going by: what is stored is what a small model says.

After each command points held are those of open orders, stock and the season's money follow from orders, a code has one
order at most, no ceiling is passed, and what somebody was given is what they have, hold, spent and let lapse.
"""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gamification import COUNTING_ORDERS, LedgerError, PeriodKind, period_of
from server import clock
from server.database import database, rows
from server.doctor import GIFTS, LEDGER, examine
from server.people.models import Company
from server.points import due
from server.points.accounts import purse_of
from server.points.corrections import CorrectionRefused, ask_correction
from server.points.due import expire_nightly
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
from server.rewards.known import OrderRefused, Wish
from server.rewards.models import GiftYear
from server.web.locale import zone
from server.web.problems import NotFound
from tests.support.candidates import SECRETS
from tests.support.order_model import CEILINGS, LAPSE, POT, WATCHES, Desk, Gift, Order, counted_of, why_not_move
from tests.support.people import company, person
from tests.support.rewards import a_reward, points_for

START = datetime(2026, 12, 10, 10, tzinfo=UTC)
REASON = "The machine says so."
PEOPLE, CLERKS = st.integers(0, 2), st.integers(2, 3)  # one of HR orders too
EACH_TIME = {**GIFTS, "holds": LEDGER["holds"]}
SEASON = 14_000  # cents
ORDERED = ("mug", "headset", "voucher", "tree")
DECISIONS = ("approved", "rejected", "prepared", "fulfilled", "returned")
CODES_LAST = (4, 10, 20, 40)  # days after the start


def gifts_of_the_machine() -> list[Gift]:
    """One of each kind."""
    return [
        Gift("mug", "good", 20, 1500, 3, limit=2),
        Gift("headset", "good", 30, 2500, None, auto=True),
        Gift("voucher", "voucher", 10, 1000, len(CODES_LAST)),
        Gift("tree", "donation", 5, 500, None, auto=True, is_taxed=False),
        Gift("breakfast", "team_pot", 25, 2000, 2),
    ]


def decided(order: str, to: str, clerk: str, back: bool) -> Coroutine[Any, Any, None]:
    """The command behind a word of HR's."""
    if to == "approved":
        return approve_order(order, clerk)
    if to == "rejected":
        return reject_order(order, REASON, clerk)
    if to == "prepared":
        return prepare_order(order, clerk)
    return fulfil_order(order, clerk) if to == "fulfilled" else return_order(order, clerk, back_in_stock=back)


class OrderMachine(RuleBasedStateMachine):
    """Each rule is a real command; the model says what it answers."""

    runs = 0

    def __init__(self, runner: asyncio.Runner) -> None:
        super().__init__()
        self.runner = runner
        self.standing = clock.moved()
        self.clock = self.standing.__enter__()
        self.clock.set(START)
        OrderMachine.runs += 1
        self.run_id, self.forms = OrderMachine.runs, 0
        self.desk = Desk(gifts_of_the_machine(), [(START + timedelta(days=days)).date() for days in CODES_LAST])
        self.shown: dict[str, str] = {}
        self.people: list[str] = self.do(self.begin())
        self.given = dict.fromkeys(self.people, 90)

    def do(self, command: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(command)

    async def begin(self) -> list[str]:
        """Three who order, one of them of HR, and another one of HR."""
        names = (("ana", "employee"), ("bob", "employee"), ("hera", "hr"), ("hugo", "hr"))
        made = [await person(f"{name}{self.run_id}", role=role) for name, role in names]
        for each in made:
            await points_for(each, 90)
        for gift in self.desk.gifts.values():
            label = {"tax_label": "taxable" if gift.is_taxed else "donation", "stock_total": gift.total}
            limit = {"limit_count": gift.limit, "limit_window": "year", "approval": "auto" if gift.auto else "hr"}
            seen = await a_reward(
                slug=self.slug(gift), kind=gift.kind, cost=gift.cost, value_cents=gift.value,
                **{**label, **limit, **({"stock_total": 0} if gift.kind == "voucher" else {})},
            )  # fmt: skip
            if gift.kind == "voucher":
                await store_codes(seen.id, [(f"{self.run_id}-{n}", c.last) for n, c in enumerate(self.desk.codes)])
        await rows(
            "INSERT INTO gift_season (season, budget_cents) VALUES ($1, $2) ON CONFLICT (season) "
            "DO UPDATE SET budget_cents = gift_season.used_cents + $2 RETURNING season",
            self.season(), SEASON,
        )  # fmt: skip
        return [each.id for each in made]

    def slug(self, gift: Gift) -> str:
        return f"{gift.key}-{self.run_id}"

    def season(self) -> str:
        return period_of(clock.now(), PeriodKind.SEASON, zone()).key

    def teardown(self) -> None:
        try:
            assert [each for each in self.do(examine({**LEDGER, **GIFTS})) if not each.is_sound] == []
        finally:
            self.standing.__exit__(None, None, None)

    def answer(self, command: Coroutine[Any, Any, Any]) -> tuple[str, Any]:
        """The name of a refusal, or none and what came of it."""
        try:
            return "", self.do(command)
        except (OrderRefused, NotFound) as refused:
            return type(refused).__name__, None

    # what happens

    @rule(days=st.sampled_from([1, 1, 2, 4, 4, 8, 15, 31, 200]))
    def wait(self, days: int) -> None:
        self.clock.advance(timedelta(days=days))

    @rule()
    def night(self) -> None:
        async def chores() -> None:
            due._looked.clear()
            await expire_nightly()
            await lapse_orders()
            await void_expired_codes()

        self.do(chores())
        self.desk.night(clock.now())

    @rule(who=PEOPLE, points=st.sampled_from([-40, -15, 30]))
    def give(self, who: int, points: int) -> None:
        """By hand: taken points may be held already, which leaves a debt."""
        try:
            self.do(ask_correction("adjust", self.people[who], points, None, REASON, self.people[3]))
        except (LedgerError, CorrectionRefused):
            return
        self.given[self.people[who]] += points

    @rule(who=PEOPLE, key=st.sampled_from(ORDERED), payroll=st.sampled_from([False, False, False, True]))
    def order(self, who: int, key: str, payroll: bool) -> None:
        gift, mine, now = self.desk.gifts[key], self.people[who], clock.now()
        expected = self.desk.why_not(gift, mine, payroll, now, self.do(self.money()), self.do(self.spendable(mine)))
        refused, made = self.answer(redeem_reward(Wish(self.slug(gift), through_payroll=payroll), mine))
        assert refused == expected
        if not refused:
            order = Order(made, gift, mine, payroll, counted_of(gift, payroll), now, now + LAPSE)
            self.desk.place(order, gift.cost, now)

    @rule(who=PEOPLE, points=st.integers(1, 26))
    @precondition(lambda self: len(self.desk.orders) % 3 == 0 or not self.pots("collecting"))
    def pot(self, who: int, points: int) -> None:
        gift, mine, now = self.desk.gifts["breakfast"], self.people[who], clock.now()
        expected = self.desk.why_not(gift, mine, False, now, 10**9, 10**9)
        if self.pots("collecting"):
            expected = "PotOpen"
        elif not expected and points > gift.cost:
            expected = "PartTooLarge"
        elif not expected and self.do(self.money()) < gift.value:
            expected = "SeasonClosed"
        elif not expected and self.do(self.spendable(mine)) < points:
            expected = "NotEnoughPoints"
        refused, made = self.answer(open_pot(self.slug(gift), points, mine))
        assert refused == expected
        if not refused:
            self.desk.place(Order(made, gift, mine, False, 0, now, now + POT, "collecting"), points, now)

    @rule(who=PEOPLE, points=st.integers(1, 20), data=st.data())
    @precondition(lambda self: self.pots())
    def add(self, who: int, points: int, data: st.DataObject) -> None:
        pot, mine = data.draw(st.sampled_from(self.pots())), self.people[who]
        expected = ""
        if pot.state != "collecting":
            expected = "OrderMoved"
        elif points > pot.gift.cost - pot.set_aside():
            expected = "PartTooLarge"
        elif points > self.do(self.spendable(mine)):
            expected = "NotEnoughPoints"
        assert self.answer(add_to_pot(pot.id, points, mine))[0] == expected
        if not expected:
            pot.parts.append([mine, points, "open"])
            self.desk.go_on(pot, clock.now())

    @rule(who=PEOPLE, data=st.data())
    @precondition(lambda self: self.pots())
    def take(self, who: int, data: st.DataObject) -> None:
        pot, mine = data.draw(st.sampled_from(self.pots())), self.people[who]
        expected = "NotFound" if not pot.set_aside(mine) else "" if pot.state == "collecting" else "OrderMoved"
        assert self.answer(take_from_pot(pot.id, mine))[0] == expected
        if expected:
            return
        pot.settle("open", "taken", mine)
        if not pot.set_aside():
            self.desk.end(pot, "cancelled")

    @rule(by=CLERKS, to=st.sampled_from(DECISIONS), back=st.booleans(), data=st.data())
    @precondition(lambda self: self.desk.orders)
    def decide(self, by: int, to: str, back: bool, data: st.DataObject) -> None:
        """HR's word on any order. Twice the same is refused: somebody was faster."""
        self.say_word(data.draw(st.sampled_from(list(self.desk.orders.values()))), to, self.people[by], back)

    @rule(back=st.booleans(), data=st.data())
    @precondition(lambda self: self.going_on())
    def go_on(self, back: bool, data: st.DataObject) -> None:
        """HR's word where it is due."""
        order, to = data.draw(st.sampled_from(self.going_on()))
        self.say_word(order, to, self.people[3], back)

    def going_on(self) -> list[tuple[Order, str]]:
        orders = self.desk.orders.values()
        return [(each, to) for each in orders for to in DECISIONS if not why_not_move(each, to, self.people[3])]

    def say_word(self, order: Order, to: str, clerk: str, back: bool) -> None:
        now, expected = clock.now(), why_not_move(order, to, clerk)
        hands_over = to == "fulfilled" or (to == "approved" and order.gift.kind == "voucher")
        if not expected and hands_over and self.desk.needs_code(order, now.date()):
            expected = "OutOfStock"
        assert self.answer(decided(order.id, to, clerk, back))[0] == expected
        if not expected:
            self.moved(order, to, now, back)

    def moved(self, order: Order, to: str, now: datetime, back: bool) -> None:
        if to == "approved":
            self.desk.approve(order, now)
        elif to == "rejected":
            self.desk.end(order, to)
        elif to == "prepared":
            order.prepared, order.lapses = True, now + LAPSE
        elif to == "fulfilled":
            self.desk.fulfil(order, now)
        else:
            self.desk.give_back(order, back)

    @rule(who=PEOPLE, data=st.data())
    @precondition(lambda self: self.desk.orders)
    def cancel(self, who: int, data: st.DataObject) -> None:
        order, mine = data.draw(st.sampled_from(list(self.desk.orders.values()))), self.people[who]
        may = order.state in ("collecting", "requested", "approved") and not order.prepared
        expected = "NotFound" if order.person != mine else "" if may else "OrderMoved"
        assert self.answer(cancel_order(order.id, mine))[0] == expected
        if not expected:
            self.desk.end(order, "cancelled")

    @rule(who=PEOPLE, again=st.booleans(), data=st.data())
    @precondition(lambda self: self.vouchers())
    def reveal(self, who: int, again: bool, data: st.DataObject) -> None:
        """Shown once to whoever ordered, once more where HR allows it, and one code to one order for ever."""
        order, mine = data.draw(st.sampled_from(self.vouchers())), self.people[who]
        code, self.forms = self.desk.code_of(order.id), self.forms + 1
        if again:
            may = code is not None and code.shown and not code.again
            refused, _ = self.answer(allow_again(order.id, self.people[3]))
            assert refused == ("" if may else "CodeGone")
            if code is not None and may:
                code.again = True
        good = code is not None and (not code.shown or code.again)
        expected = "NotFound" if order.person != mine else "OrderMoved" if order.state != "fulfilled" else "CodeGone"
        refused, text = self.answer(reveal_code(order.id, mine, f"form-{self.run_id}-{self.forms}"))
        assert refused == ("" if good and expected == "CodeGone" else expected)
        if code is not None and not refused:
            code.shown, code.again = True, False
            assert self.shown.setdefault(text, order.id) == order.id

    # what is asked

    def pots(self, *states: str) -> list[Order]:
        found = [each for each in self.desk.orders.values() if each.gift.kind == "team_pot"]
        return [each for each in found if not states or each.state in states]

    def vouchers(self) -> list[Order]:
        return [each for each in self.desk.orders.values() if each.gift.kind == "voucher"]

    async def spendable(self, who: str) -> int:
        """What is available once what is due has lapsed."""
        purse = await purse_of(who, clock.now())
        return min(purse.available, purse.living)

    async def money(self) -> int:
        found = await rows("SELECT budget_cents, used_cents FROM gift_season WHERE season = $1", self.season())
        if not found or found[0]["budget_cents"] is None:
            return 10**9
        return int(found[0]["budget_cents"]) - int(found[0]["used_cents"])

    # how it is compared

    @invariant()
    def the_doctor_finds_nothing(self) -> None:
        assert [each for each in self.do(examine(EACH_TIME)) if not each.is_sound] == []

    @invariant()
    def the_model_agrees(self) -> None:
        ours = ", ".join(f"'{each}'" for each in self.people)
        found = self.do(rows(f"SELECT id, state, prepared_at FROM redemption WHERE person_id IN ({ours})"))
        stored = {row["id"]: (row["state"], row["prepared_at"] is not None) for row in found}
        assert stored == {each.id: (each.state, each.prepared) for each in self.desk.orders.values()}
        stock = self.do(rows("SELECT slug, stock_total FROM reward WHERE slug LIKE $1", f"%-{self.run_id}"))
        assert {row["slug"]: row["stock_total"] for row in stock} == {
            self.slug(gift): gift.total for gift in self.desk.gifts.values()
        }

    @invariant()
    def no_point_is_lost_or_made(self) -> None:
        """What somebody was given is available, held, spent or lapsed, less what they owe."""
        accounts = self.do(self.points_of_all())
        for each in self.people:
            mine = {kind: points for (owner, kind), points in accounts.items() if owner == each}
            assert mine.get("held", 0) == self.desk.held(each)
            assert sum(mine.values()) == self.given[each], mine

    async def points_of_all(self) -> dict[tuple[str, str], int]:
        found = await rows(
            "SELECT a.owner, a.kind, COALESCE((SELECT sum(amount) FROM transfer WHERE credit_id = a.id), 0) - "
            "COALESCE((SELECT sum(amount) FROM transfer WHERE debit_id = a.id), 0) AS points FROM account a "
            "WHERE a.owner IN ($1, $2, $3, $4) AND a.unit = 'points'",
            *self.people,
        )
        return {(row["owner"], row["kind"]): int(row["points"]) for row in found}

    @invariant()
    def no_ceiling_is_passed(self) -> None:
        counting = ", ".join(f"'{state}'" for state in COUNTING_ORDERS)
        found = self.do(rows(
            "SELECT person_id, year, sum(counted_cents) AS cents FROM redemption "
            f"WHERE counted_cents > 0 AND state IN ({counting}) GROUP BY person_id, year"
        ))  # fmt: skip
        assert [row for row in found if int(row["cents"]) > CEILINGS[row["year"]]] == []


def walk(url: str, examples: int, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.events._listeners", {})
    unlock_codes(SECRETS)

    async def opened() -> Any:
        door = database(url, direct=True)
        await door.__aenter__()
        await company(points_per_person=0)
        await Company.filter(id=1).update(corrections_a_month=10**6)
        for year, ceiling in CEILINGS.items():
            await GiftYear.create(
                year=year, ceiling_cents=ceiling, watch_cents=WATCHES[year], entered_at=clock.now()
            )  # fmt: skip
        return door

    with asyncio.Runner() as runner:
        door = runner.run(opened())
        try:
            run_state_machine_as_test(
                lambda: OrderMachine(runner),  # type: ignore[arg-type]
                settings=settings(
                    max_examples=examples, stateful_step_count=steps, deadline=None, database=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )  # fmt: skip
        finally:
            runner.run(door.__aexit__(None, None, None))


def test_orders_on_disk_are_those_of_the_model(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    walk(database_url, 5, 24, monkeypatch)


@pytest.mark.long
@pytest.mark.parametrize("walks", range(6))
def test_orders_on_disk_are_those_of_the_model_for_long(
    walks: int, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(database_url, 20, 60, monkeypatch)
