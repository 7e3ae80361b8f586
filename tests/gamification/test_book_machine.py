"""The ledger against a tiny independent model, in any sequence of commands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from gamification import (
    NEVER_ABOVE_ZERO,
    NEVER_BELOW_ZERO,
    PROGRAMME,
    AccountKind,
    Book,
    Charge,
    IdempotencyConflictError,
    LedgerError,
    Postings,
    Unit,
    adjust,
    award,
    capture,
    carry_out,
    confirm,
    expire_points,
    fund_budget,
    hold,
    rebuild,
    refund,
    release,
    reverse_award,
    void,
)

PEOPLE = ("ana", "bob")
START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
Command = Callable[[Book, datetime], Book]


@dataclass
class Awarded:
    """The model of one award: where it stands and when its points lapse."""

    person: str
    postings: Postings
    points: int
    xp: int
    state: str = "pending"
    lapses: datetime | None = None


@dataclass
class Ordered:
    """The model of one hold."""

    person: str
    postings: Postings
    amount: int
    state: str = "open"


@dataclass
class Purse:
    """The model of one person's spendable points."""

    available: int = 0
    owed: int = 0
    lapsed: int = 0
    corrected: int = 0


@dataclass
class Model:
    """Plain sums, without postings: what the book must agree with."""

    budget: int = 0
    awards: list[Awarded] = field(default_factory=list)
    orders: list[Ordered] = field(default_factory=list)
    purses: dict[str, Purse] = field(default_factory=lambda: {person: Purse() for person in PEOPLE})

    def lapse(self, person: str, now: datetime) -> None:
        purse = self.purses[person]
        mine = [each for each in self.awards if each.person == person and each.state == "confirmed"]
        living = sum(each.points for each in mine if each.lapses and each.lapses > now)
        kept = min(purse.available, living)
        purse.lapsed, purse.available = purse.lapsed + purse.available - kept, kept

    def credit(self, person: str, amount: int, now: datetime) -> None:
        purse = self.purses[person]
        repaid = min(amount, purse.owed)
        purse.owed, purse.available = purse.owed - repaid, purse.available + amount - repaid
        self.lapse(person, now)


class LedgerMachine(RuleBasedStateMachine):
    """Every command goes to the book, to a twin that expires all the time, and to the model."""

    awards = Bundle("awards")
    orders = Bundle("orders")

    def __init__(self) -> None:
        super().__init__()
        self.now, self.count = START, 0
        self.book, self.eager = Book(), Book()
        self.model = Model()
        self.done: list[Command] = []

    def key(self) -> str:
        self.count += 1
        return f"k{self.count}"

    def accept(self, command: Command) -> None:
        self.book, self.eager = command(self.book, self.now), command(self.eager, self.now)
        self.done.append(command)

    def refuse(self, command: Command) -> None:
        """Invariant 5: a refused command changes nothing; invariant 11: the twin refuses too."""
        before = Book(dict(self.book.postings), dict(self.book.balances), self.book.slots)
        for book in (self.book, self.eager):
            with pytest.raises(LedgerError):
                command(book, self.now)
        assert self.book == before

    def submit(self, command: Command, *, accepted: bool) -> bool:
        (self.accept if accepted else self.refuse)(command)
        return accepted

    @initialize(amounts=st.tuples(*[st.integers(10, 30)] * len(PEOPLE)))
    def begin(self, amounts: tuple[int, ...]) -> None:
        """A budget, and something to spend: sequences get deeper than from nothing."""
        self.fund(sum(amounts) + 40)
        for person, amount in zip(PEOPLE, amounts, strict=True):
            self.correct_upward(person, amount)

    @rule(days=st.sampled_from([1, 90, 364, 366]))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)
        for person in PEOPLE:
            self.eager = expire_points(self.eager, person, f"tick:{person}:{self.now}", self.now)

    @rule(amount=st.integers(1, 60))
    def fund(self, amount: int) -> None:
        key = self.key()
        self.accept(lambda book, now: book.apply(fund_budget(None, amount, key, now)))
        self.model.budget += amount

    @rule(
        target=awards,
        person=st.sampled_from(PEOPLE),
        points=st.integers(0, 30),
        recognition=st.integers(1, 9),
    )
    def give(self, person: str, points: int, recognition: int) -> object:
        postings = award(person, self.key(), [Charge(None, points)], recognition, self.now)
        if not self.submit(lambda book, now: book.apply(postings), accepted=points <= self.model.budget):
            return multiple()
        self.model.budget -= points
        self.model.awards.append(Awarded(person, postings, points, points + recognition))
        return self.model.awards[-1]

    @rule(given=awards)
    def confirm(self, given: Awarded) -> None:
        def command(book: Book, now: datetime) -> Book:
            key = f"confirm:{given.postings[0].idem_key}"
            return carry_out(book, given.person, key, now, lambda _: confirm(given.postings, now))

        if given.state in ("confirmed", "reversed"):
            assert command(self.book, self.now) is self.book
        elif self.submit(command, accepted=given.state == "pending"):
            given.state, given.lapses = "confirmed", self.now.replace(year=self.now.year + 1)
            self.model.credit(given.person, given.points, self.now)

    @rule(given=awards)
    def void(self, given: Awarded) -> None:
        def command(book: Book, now: datetime) -> Book:
            return book.apply(void(given.postings, now))

        if given.state == "void":
            assert command(self.book, self.now) is self.book
        elif self.submit(command, accepted=given.state == "pending"):
            given.state = "void"
            self.model.budget += given.points

    @rule(given=awards)
    def reverse(self, given: Awarded) -> None:
        def command(book: Book, now: datetime) -> Book:
            return reverse_award(book, given.person, given.postings, now)

        if given.state == "reversed":
            assert command(self.book, self.now) is self.book
        elif given.state == "confirmed":
            self.accept(command)
            purse = self.model.purses[given.person]
            self.model.lapse(given.person, self.now)
            given.state = "reversed"
            if given.lapses and given.lapses > self.now:
                self.model.budget += given.points
                short = max(0, given.points - purse.available)
                purse.available, purse.owed = purse.available + short - given.points, purse.owed + short
            self.model.lapse(given.person, self.now)

    @rule(person=st.sampled_from(PEOPLE), amount=st.integers(1, 30))
    def correct_upward(self, person: str, amount: int) -> None:
        key = self.key()

        def command(book: Book, now: datetime) -> Book:
            return carry_out(book, person, key, now, lambda _: adjust(person, amount, key, now))

        if self.submit(command, accepted=amount <= self.model.budget):
            self.model.budget -= amount
            lapses = self.now.replace(year=self.now.year + 1)
            self.model.lapse(person, self.now)
            self.model.awards.append(Awarded(person, (), amount, 0, "confirmed", lapses))
            self.model.credit(person, amount, self.now)

    @rule(person=st.sampled_from(PEOPLE), amount=st.integers(1, 30))
    def correct_downward(self, person: str, amount: int) -> None:
        key = self.key()

        def command(book: Book, now: datetime) -> Book:
            return carry_out(book, person, key, now, lambda left: adjust(person, -amount, key, now, available=left))

        self.accept(command)
        self.model.lapse(person, self.now)
        purse = self.model.purses[person]
        short = max(0, amount - purse.available)
        purse.available, purse.owed = purse.available + short - amount, purse.owed + short
        purse.corrected += amount
        self.model.budget += amount

    @rule(target=orders, person=st.sampled_from(PEOPLE), amount=st.integers(1, 25))
    def order(self, person: str, amount: int) -> object:
        key = self.key()

        def command(book: Book, now: datetime) -> Book:
            return carry_out(book, person, key, now, lambda _: hold(person, amount, key, now))

        expected = Model(awards=self.model.awards, purses={person: Purse(self.model.purses[person].available)})
        expected.lapse(person, self.now)
        if not self.submit(command, accepted=amount <= expected.purses[person].available):
            return multiple()
        self.model.lapse(person, self.now)
        self.model.purses[person].available -= amount
        self.model.orders.append(Ordered(person, hold(person, amount, key, self.now), amount))
        return self.model.orders[-1]

    @rule(order=orders, kind=st.sampled_from(["captured", "released"]))
    def end(self, order: Ordered, kind: str) -> None:
        ending = capture if kind == "captured" else release

        def command(book: Book, now: datetime) -> Book:
            key = f"{kind}:{order.postings[0].idem_key}"
            return carry_out(book, order.person, key, now, lambda _: ending(order.postings[0], now))

        if order.state == kind or (order.state, kind) == ("refunded", "captured"):
            assert command(self.book, self.now) is self.book
        elif self.submit(command, accepted=order.state == "open"):
            order.state = kind
            self.model.lapse(order.person, self.now)
            self.model.credit(order.person, order.amount if kind == "released" else 0, self.now)

    @rule(order=orders)
    def refund(self, order: Ordered) -> None:
        def command(book: Book, now: datetime) -> Book:
            captured = capture(order.postings[0], now)[0]
            key = f"refund:{captured.idem_key}"
            return carry_out(book, order.person, key, now, lambda _: refund(captured, now))

        if order.state == "refunded":
            assert command(self.book, self.now) is self.book
        elif self.submit(command, accepted=order.state == "captured"):
            order.state = "refunded"
            self.model.credit(order.person, order.amount, self.now)

    @rule(data=st.data())
    def replay(self, data: st.DataObject) -> None:
        """Invariant 4: any accepted command again, now, is the same book."""
        if self.done:
            again = data.draw(st.sampled_from(self.done))
            assert again(self.book, self.now) is self.book

    @rule(order=consumes(orders))
    def same_key_other_body(self, order: Ordered) -> None:
        """Invariant 4: another body under a known key is refused."""
        key = order.postings[0].idem_key.removeprefix("hold:")
        with pytest.raises(IdempotencyConflictError):
            self.book.apply(hold(order.person, order.amount + 1, key, self.now))

    @rule(person=st.sampled_from(PEOPLE))
    def lapse(self, person: str) -> None:
        """Invariants 10 and 11: expiry is an identity the second time, and its rhythm changes nothing."""
        key = self.key()
        self.book = expire_points(self.book, person, key, self.now)
        self.eager = expire_points(self.eager, person, key, self.now)
        self.model.lapse(person, self.now)
        assert expire_points(self.book, person, f"{key}:again", self.now) == self.book
        for kind in (AccountKind.AVAILABLE, AccountKind.DEBT, AccountKind.HELD, AccountKind.EXPIRED):
            assert self.points(kind, person) == self.eager.balance(Unit.POINTS, kind, person)

    def points(self, kind: AccountKind, owner: str) -> int:
        return self.book.balance(Unit.POINTS, kind, owner)

    @invariant()
    def nothing_is_lost(self) -> None:
        """Invariant 1: per unit, credits minus debits over all accounts are zero."""
        for unit in Unit:
            assert sum(balance for account, balance in self.book.balances.items() if account.unit is unit) == 0

    @invariant()
    def balances_are_those_of_the_postings(self) -> None:
        """Invariant 2."""
        assert rebuild(list(self.book.postings.values())) == self.book

    @invariant()
    def bounds_hold(self) -> None:
        """Invariant 3."""
        for account, balance in self.book.balances.items():
            assert balance >= 0 or account.kind not in NEVER_BELOW_ZERO
            assert balance <= 0 or account.kind not in NEVER_ABOVE_ZERO

    @invariant()
    def the_model_agrees(self) -> None:
        """Invariants 6, 7 and 8: pending, held and spent are the unresolved, open and captured ones."""
        assert self.points(AccountKind.BUDGET, PROGRAMME) == self.model.budget
        for person, purse in self.model.purses.items():
            awards = [each for each in self.model.awards if each.person == person]
            orders = [each for each in self.model.orders if each.person == person]
            pending = [each for each in awards if each.state == "pending"]
            assert self.points(AccountKind.PENDING, person) == sum(each.points for each in pending)
            assert self.book.balance(Unit.XP, AccountKind.PENDING, person) == sum(each.xp for each in pending)
            kept = sum(each.xp for each in awards if each.state == "confirmed")
            assert self.book.balance(Unit.XP, AccountKind.AVAILABLE, person) == kept
            held = sum(each.amount for each in orders if each.state == "open")
            spent = sum(each.amount for each in orders if each.state == "captured")
            assert (self.points(AccountKind.HELD, person), self.points(AccountKind.SPENT, person)) == (
                held,
                spent,
            )
            assert self.points(AccountKind.AVAILABLE, person) == purse.available
            assert self.points(AccountKind.DEBT, person) == -purse.owed
            assert self.points(AccountKind.EXPIRED, person) == purse.lapsed

    @invariant()
    def debt_is_bounded(self) -> None:
        """Invariant 12: who owes has nothing available, and owes no more than left: captured, held, or corrected."""
        for person in PEOPLE:
            owed = -self.points(AccountKind.DEBT, person)
            assert owed == 0 or self.points(AccountKind.AVAILABLE, person) == 0
            left = self.points(AccountKind.HELD, person) + self.points(AccountKind.SPENT, person)
            assert owed <= left + self.model.purses[person].corrected


TestLedger = LedgerMachine.TestCase
TestLedger.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)
