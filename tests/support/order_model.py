"""What orders should do, without a database: told the same commands, it says what each answers and what stays."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from gamification import COUNTING_ORDERS, OPEN_ORDERS, can_order_move

LAPSE, POT = timedelta(days=14), timedelta(days=30)
CEILINGS = {2026: 6000, 2027: 5000}
WATCHES = {2026: 9000, 2027: 9000}
LAW = 100_000


@dataclass(slots=True)
class Gift:
    """A gift and its stock; a voucher's is made of its codes."""

    key: str
    kind: str
    cost: int
    value: int
    total: int | None
    auto: bool = False
    is_taxed: bool = True
    limit: int | None = None


@dataclass(slots=True)
class Code:
    """A voucher's code."""

    last: date
    order: str | None = None
    shown: bool = False
    again: bool = False
    void: bool = False


@dataclass(slots=True)
class Order:
    """An order with its parts: whose, how many, and `open`, `spent`, `released`, `taken` or `refunded`."""

    id: str
    gift: Gift
    person: str
    payroll: bool
    counted: int
    at: datetime
    lapses: datetime
    state: str = "requested"
    prepared: bool = False
    parts: list[list[str | int]] = field(default_factory=list)

    @property
    def people(self) -> set[str]:
        return {self.person, *(str(part[0]) for part in self.parts if part[2] != "taken")}

    def set_aside(self, who: str | None = None) -> int:
        """Points of its open parts, of all or of one person."""
        return sum(int(part[1]) for part in self.parts if part[2] == "open" and who in (None, part[0]))

    def settle(self, before: str, to: str, who: str | None = None) -> None:
        for part in self.parts:
            if part[2] == before and who in (None, part[0]):
                part[2] = to


class Desk:
    """All orders of some people. `spendable` and `money` are asked of the ledger and of the season as they are."""

    def __init__(self, gifts: list[Gift], codes: list[date]) -> None:
        self.gifts = {gift.key: gift for gift in gifts}
        self.codes = [Code(last) for last in sorted(codes)]
        self.orders: dict[str, Order] = {}

    # asking

    def counting(self, gift: Gift) -> list[Order]:
        return [each for each in self.orders.values() if each.gift is gift and each.state in COUNTING_ORDERS]

    def received(self, who: str, year: int, *, counted: bool) -> int:
        mine = [each for each in self.orders.values() if each.person == who and each.state in COUNTING_ORDERS]
        mine = [each for each in mine if each.at.year == year]
        return sum(each.counted if counted else each.gift.value * (each.payroll or each.counted > 0) for each in mine)

    def held(self, who: str) -> int:
        return sum(each.set_aside(who) for each in self.orders.values())

    def why_not(self, gift: Gift, who: str, payroll: bool, now: datetime, money: int, spendable: int) -> str:
        """The refusal of an order, or an empty text; of a pot when it is one."""
        taken = [each for each in self.counting(gift) if each.person == who and each.at.year == now.year]
        if gift.total is not None and len(self.counting(gift)) >= gift.total:
            return "OutOfStock"
        if gift.limit is not None and len(taken) >= gift.limit:
            return "LimitReached"
        return self._money(gift, who, payroll, now.year) or (
            "SeasonClosed" if gift.value > money
            else "OutOfStock" if gift.kind == "voucher" and self._free(now.date()) is None
            else "NotEnoughPoints" if gift.cost > spendable
            else ""
        )  # fmt: skip

    def _money(self, gift: Gift, who: str, payroll: bool, year: int) -> str:
        counted = counted_of(gift, payroll)
        if payroll and gift.kind in ("donation", "team_pot"):
            return "PayrollClosed"
        if not counted and not payroll:
            return ""
        if year not in CEILINGS:
            return "YearUnknown"
        if counted and self.received(who, year, counted=True) + counted > CEILINGS[year]:
            return "CeilingReached"
        return "WatchReached" if self.received(who, year, counted=False) + gift.value >= WATCHES.get(year, LAW) else ""

    def _free(self, day: date) -> Code | None:
        good = [code for code in self.codes if code.order is None and not code.void and code.last >= day]
        return good[0] if good else None

    def code_of(self, order: str) -> Code | None:
        return next((code for code in self.codes if code.order == order and not code.void), None)

    # doing

    def place(self, order: Order, points: int, now: datetime) -> None:
        self.orders[order.id] = order
        order.parts.append([order.person, points, "open"])
        if order.gift.kind == "voucher":
            code = self._free(now.date())
            assert code is not None
            code.order = order.id
        self.go_on(order, now)

    def go_on(self, order: Order, now: datetime) -> None:
        """Full: requested, and further where nobody has to decide."""
        if order.set_aside() < order.gift.cost:
            return
        order.state, order.lapses = "requested", now + LAPSE
        if order.gift.auto and not order.payroll:
            self.approve(order, now)

    def needs_code(self, order: Order, day: date) -> bool:
        """Its code ran out, and no other is left."""
        code = self.code_of(order.id)
        return code is not None and code.last < day and self._free(day) is None

    def approve(self, order: Order, now: datetime) -> None:
        order.state, order.lapses = "approved", now + LAPSE
        if order.gift.kind in ("voucher", "donation"):
            self.fulfil(order, now)

    def fulfil(self, order: Order, now: datetime) -> None:
        order.state = "fulfilled"
        order.settle("open", "spent")
        code = self.code_of(order.id)
        if code is not None and code.last < now.date():
            code.void, code.order = True, None
            self._lose(order.gift)
            fresh = self._free(now.date())
            assert fresh is not None
            fresh.order = order.id

    def end(self, order: Order, state: str) -> None:
        order.state = state
        order.settle("open", "released")
        self._free_code(order)

    def give_back(self, order: Order, back: bool) -> None:
        order.state = "returned"
        order.settle("spent", "refunded")
        kept = self._free_code(order) if order.gift.kind == "voucher" else back
        if not kept:
            self._lose(order.gift)

    def _free_code(self, order: Order) -> bool:
        code = self.code_of(order.id)
        if code is None:
            return False
        if code.shown:
            code.void = True
            return False
        code.order = None
        return True

    def _lose(self, gift: Gift) -> None:
        if gift.total is not None:
            gift.total -= 1

    def night(self, now: datetime) -> None:
        """What lapses, and the codes that ran out on the shelf."""
        for order in self.orders.values():
            if order.state in OPEN_ORDERS and order.lapses <= now:
                self.end(order, "lapsed")
        for code in self.codes:
            if code.order is None and not code.void and code.last < now.date():
                code.void = True
                self._lose(self.gifts["voucher"])


def counted_of(gift: Gift, payroll: bool) -> int:
    """What of a gift's value counts for the ceiling."""
    return 0 if payroll or gift.kind in ("donation", "team_pot") else gift.value


def why_not_move(order: Order, to: str, by: str) -> str:
    """The refusal of HR's word on an order, or an empty text."""
    if to == "prepared":
        return "" if order.state == "approved" and not order.prepared else "OrderMoved"
    if not can_order_move(order.state, to) or (to == "returned" and order.gift.kind == "donation"):
        return "OrderMoved"
    return "OwnOrder" if by in order.people else ""
