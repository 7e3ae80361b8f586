"""The Auditor: the pure core's book beside the database, told the same commands, compared after each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gamification import (
    PROGRAMME,
    AccountKind,
    Book,
    Confirm,
    ConfirmMode,
    CounterKey,
    Decision,
    Fact,
    Grant,
    LedgerError,
    Limit,
    LimitPer,
    Multiply,
    Postings,
    Rule,
    RuleSpec,
    Unit,
    add_usage,
    adjust,
    award,
    award_key,
    capture,
    carry_out,
    confirm,
    evaluate,
    expire_points,
    fund_budget,
    hold,
    refund,
    release,
    release_usage,
    reverse_award,
    void,
)
from server.database import rows
from server.web.locale import zone

CAMPAIGN = "spring"
PER_UNIT = Grant(1, 1, "visitors")
SEEN = Confirm(ConfirmMode.ON_FACT, "share.seen", void_after_days=14)
RULES = (
    Rule("SHARE", 1, 1, RuleSpec(
        "share.recorded", Grant(10, 5), confirm=SEEN, limits=(Limit(("person",), LimitPer.DAY, max_times=3),),
    )),
    Rule("VISITS", 1, 2, RuleSpec(
        "visits.settled", PER_UNIT, limits=(Limit(("person",), LimitPer.WEEK, max_units=15),),
    )),
    Rule("BOOST", 1, 3, RuleSpec("visits.settled", Multiply(20_000, ("VISITS",)), campaign=CAMPAIGN)),
    Rule("READ", 1, 4, RuleSpec("article.read", Grant(6), confirm=Confirm(ConfirmMode.AFTER_DAYS, days=7))),
    Rule("HAND", 1, 5, RuleSpec("suggestion.published", Grant(9, 1), confirm=Confirm(ConfirmMode.BY_HR))),
    Rule("TOGETHER", 1, 6, RuleSpec(
        "invitation.accepted", Grant(7), limits=(Limit(("rule",), LimitPer.MONTH, max_times=4),),
    )),
)  # fmt: skip


@dataclass
class Award:
    """One award as the Auditor knows it."""

    fact: Fact
    decision: Decision
    postings: Postings
    state: str
    due: datetime | None = None

    @property
    def person(self) -> str:
        return self.fact.person


@dataclass
class Auditor:
    """Plain state and the pure functions; every method says whether the command is accepted."""

    book: Book = field(default_factory=Book)
    usage: dict[CounterKey, int] = field(default_factory=dict)
    awards: list[Award] = field(default_factory=list)
    count: int = 0

    @classmethod
    async def beginning_as(cls) -> "Auditor":
        """With what the database's budgets and limits hold at the start."""
        made = cls(usage=await used())
        for owner, points in (await budgets()).items():
            if points:
                campaign = None if owner == PROGRAMME else owner
                made.book = made.book.apply(fund_budget(campaign, points, f"start:{owner}", datetime.min))
        return made

    def key(self) -> str:
        self.count += 1
        return f"k{self.count}"

    def left(self, owner: str) -> int:
        return self.book.balance(Unit.POINTS, AccountKind.BUDGET, owner)

    def record(self, fact: Fact, now: datetime) -> None:
        purses = {CAMPAIGN: self.left(CAMPAIGN)}
        decisions = evaluate(fact, RULES, self.usage, zone(), self.left(PROGRAMME), campaigns=purses)
        for decision in decisions:
            self.usage = add_usage(self.usage, decision.uses)
            if decision.gives:
                self._give(fact, decision, now)
        for each in self.awards:
            same = (each.fact.object_id, each.person) == (fact.object_id, fact.person)
            if same and each.state == "pending" and each.decision.confirm.fact_kind == fact.kind:
                self.confirm(each, now)

    def _give(self, fact: Fact, decision: Decision, now: datetime) -> None:
        key, how = award_key(fact.key, decision.rule_key), decision.confirm
        at_once = how.mode is ConfirmMode.IMMEDIATELY
        postings = award(fact.person, key, decision.charges, decision.recognition, now, at_once=at_once)
        if at_once:
            self.book = carry_out(self.book, fact.person, f"award:{key}", now, lambda _: postings)
        else:
            self.book = self.book.apply(postings)
        due = now + timedelta(days=how.days) if how.days else None
        state = "confirmed" if at_once else "pending"
        self.awards.append(Award(fact, decision, _awards(postings), state, due))

    def confirm(self, given: Award, now: datetime) -> None:
        key = f"confirm:{given.postings[0].idem_key}"
        self.book = carry_out(self.book, given.person, key, now, lambda _: confirm(given.postings, now))
        given.state = "confirmed"

    def confirm_due(self, now: datetime) -> None:
        waiting = [each for each in self.awards if each.state == "pending" and each.due and each.due <= now]
        for each in sorted(waiting, key=lambda given: given.due or now):
            self.confirm(each, now)

    def void(self, given: Award, now: datetime) -> None:
        self.book = self.book.apply(void(given.postings, now))
        self.usage = release_usage(self.usage, given.decision.uses)
        given.state = "void"

    def reverse(self, given: Award, now: datetime) -> None:
        self.book = reverse_award(self.book, given.person, given.postings, now)
        given.state = "reversed"

    def adjust(self, person: str, points: int, now: datetime) -> bool:
        key = self.key()
        return self._try(
            lambda: carry_out(
                self.book, person, key, now, lambda left: adjust(person, points, key, now, available=left)
            )
        )

    def hold(self, person: str, amount: int, key: str, now: datetime) -> bool:
        return self._try(lambda: carry_out(self.book, person, key, now, lambda _: hold(person, amount, key, now)))

    def end(self, person: str, key: str, act: str, now: datetime) -> bool:
        before = self.book.postings[f"hold:{key}" if act != "refund" else f"capture:hold:{key}"]
        plan = {"capture": capture, "release": release, "refund": refund}[act](before, now)
        return self._try(lambda: carry_out(self.book, person, f"{act}:{key}", now, lambda _: plan))

    def lapse(self, person: str, now: datetime) -> None:
        self.book = expire_points(self.book, person, self.key(), now)

    def _try(self, command: Callable[[], Book]) -> bool:
        try:
            self.book = command()
        except LedgerError:
            return False
        return True

    async def differences(self, people: list[str]) -> list[str]:
        """What the database says otherwise."""
        owners = (*people, PROGRAMME, CAMPAIGN)
        theirs = {
            (row["owner"], row["unit"], row["kind"]): int(row["balance"])
            for row in await rows(
                "SELECT owner, unit, kind, balance FROM account WHERE kind NOT IN ('mint', 'spent', 'expired')"
            )
            if row["owner"] in owners
        }
        ours = {
            (account.owner, account.unit.value, account.kind.value): balance
            for account, balance in self.book.balances.items()
            if account.kind.value not in ("mint", "spent", "expired")
        }
        differing = [
            f"{key}: {theirs.get(key, 0)} for {ours.get(key, 0)}"
            for key in sorted(theirs.keys() | ours.keys())
            if theirs.get(key, 0) != ours.get(key, 0)
        ]
        limits = await used()
        return differing + [
            f"{key}: {limits.get(key, 0)} for {self.usage.get(key, 0)}"
            for key in sorted(limits.keys() | self.usage.keys())
            if limits.get(key, 0) != self.usage.get(key, 0)
        ]


def _awards(postings: Postings) -> Postings:
    return tuple(each for each in postings if each.kind == "award")


async def used() -> dict[CounterKey, int]:
    found = await rows("SELECT scope_key, window_key, used FROM limit_use WHERE used <> 0")
    return {(row["scope_key"], row["window_key"]): int(row["used"]) for row in found}


async def budgets() -> dict[str, int]:
    found = await rows("SELECT owner, balance FROM account WHERE kind = 'budget'")
    return {row["owner"]: int(row["balance"]) for row in found}
