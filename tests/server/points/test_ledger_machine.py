"""The ledger on disk and the pure book, told the same commands: invariants 1 to 13, 15, 34 and 35 on both databases.

Whatever comes in whatever order, facts, confirmations, voids, reversals, corrections, holds and a year going by, every
balance and every limit is what the pure core says, and a refused or repeated command changes nothing.
"""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gamification import AccountKind, Fact, LedgerError, Unit, fund_budget
from server import clock
from server.database import database, rows, transaction
from server.doctor import LEDGER, examine
from server.people.models import Company
from server.points import due, ledger
from server.points.accounts import purse_of
from server.points.confirming import void_waiting
from server.points.corrections import CorrectionRefused, ask_correction, decide_award
from server.points.due import confirm_due, expire_nightly
from server.points.holding import capture_points, hold_points, refund_points, release_points
from server.points.recording import record_fact
from server.points.seals import seal_ledger
from tests.support.auditor import CAMPAIGN, RULES, Auditor, Award
from tests.support.people import company, person
from tests.support.reversing import reverse_decision
from tests.support.rules import replace_rules

START = datetime(2026, 2, 2, 10, tzinfo=UTC)
REASON = "The machine says so."
PEOPLE = st.integers(0, 1)
VALUES: dict[str, dict[str, str | int | bool | tuple[str, ...]]] = {
    "share.recorded": {
        "article": "a", "channel": "linkedin", "channel_pays": True, "article_active": True, "own_words": False,
        "onboarded": True, "team": "", "level": 1,
    },
    "visits.settled": {"article": "a", "channel": "linkedin", "link": "l", "visitors": 4},
    "article.read": {"article": "a"},
    "suggestion.published": {"article": "a"},
    "invitation.accepted": {"invited": "i"},
    "share.seen": {"share": "s"},
}  # fmt: skip


async def prepare() -> str:
    """A company whose rules are the Auditor's; the id of an HR person."""
    await company(points_per_person=0)
    await Company.filter(id=1).update(corrections_a_month=10**6)
    await replace_rules(*RULES)
    await rows(
        "INSERT INTO campaign (id, key, name_fr, name_en, pays_partly, created_at) "
        "VALUES ('c', $1, 'p', 's', $2, 0) RETURNING id",
        CAMPAIGN, False,
    )  # fmt: skip
    return str((await person("helene", role="hr")).id)


class DiskMachine(RuleBasedStateMachine):
    """Each rule is a real command; the Auditor predicts it."""

    runs = 0

    def __init__(self, runner: asyncio.Runner, hr: str) -> None:
        super().__init__()
        self.runner, self.hr = runner, hr
        self.standing = clock.moved()
        self.clock = self.standing.__enter__()
        self.clock.set(START)
        self.holds: list[tuple[str, str]] = []
        self.facts: list[Fact] = []
        DiskMachine.runs += 1
        self.run_id = DiskMachine.runs
        self.people, self.auditor = self.do(self.begin())

    def do(self, command: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(command)

    async def begin(self) -> tuple[list[str], Auditor]:
        for campaign, points in ((None, 120), (CAMPAIGN, 12)):
            async with transaction():
                postings = fund_budget(campaign, points, f"{self.run_id}:{campaign}", clock.now())
                await ledger.post(postings, f"fund:{self.run_id}", None)
        people = [await person(f"{name}{self.run_id}") for name in ("ana", "bob")]
        return [each.id for each in people], await Auditor.beginning_as()

    def teardown(self) -> None:
        try:
            self.do(self.end_of_example())
        finally:
            self.standing.__exit__(None, None, None)

    async def end_of_example(self) -> None:
        """Every check of the ledger, and what is a minute old sealed."""
        self.clock.advance(timedelta(minutes=2))
        await seal_ledger()
        assert [each for each in await examine(LEDGER) if not each.is_sound] == []

    # what happens

    @rule(hours=st.sampled_from([5, 24, 8 * 24, 190 * 24, 366 * 24]))
    def wait(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))

    @rule(who=PEOPLE, kind=st.sampled_from(sorted(VALUES)), thing=st.integers(0, 2), ago=st.sampled_from([0, 30, 100]))
    def fact(self, who: int, kind: str, thing: int, ago: int) -> None:
        key, now = f"{self.run_id}:{self.auditor.key()}", clock.now()
        about = "share" if kind.startswith("share") else "thing"
        at = now - timedelta(hours=ago)
        fact = Fact(key, kind, self.people[who], at, about, f"{self.run_id}-{thing}", VALUES[kind])
        assert self.do(record_fact(fact)) is not None
        self.auditor.record(fact, now)
        self.facts.append(fact)

    @rule(data=st.data())
    @precondition(lambda self: self.facts)
    def fact_again(self, data: st.DataObject) -> None:
        """Invariant 4."""
        assert self.do(record_fact(data.draw(st.sampled_from(self.facts)))) is None

    @rule()
    def night(self) -> None:
        async def chores() -> None:
            due._looked.clear()
            await confirm_due()
            await expire_nightly()

        self.do(chores())
        self.auditor.confirm_due(clock.now())
        for each in self.people:
            self.auditor.lapse(each, clock.now())

    @rule(who=PEOPLE, thing=st.integers(0, 2))
    def cancel(self, who: int, thing: int) -> None:
        name = f"{self.run_id}-{thing}"
        self.do(void_waiting("share", name, self.people[who]))
        for each in self.auditor.awards:
            mine = (each.person, each.fact.object_id, each.fact.object_type) == (self.people[who], name, "share")
            if mine and each.state == "pending":
                self.auditor.void(each, clock.now())

    @rule(data=st.data(), word=st.booleans())
    @precondition(lambda self: self.of_rule("HAND", "pending"))
    def hr_decides(self, data: st.DataObject, word: bool) -> None:
        given = data.draw(st.sampled_from(self.of_rule("HAND", "pending")))
        self.do(decide_award(self.do(self.decision_of(given)), word, REASON, self.hr))
        (self.auditor.confirm if word else self.auditor.void)(given, clock.now())

    @rule(data=st.data())
    @precondition(lambda self: self.auditor.awards)
    def reverse(self, data: st.DataObject) -> None:
        """Invariant 8: at most once, and only what was confirmed."""
        given = data.draw(st.sampled_from(self.auditor.awards))
        accepted = self.do(reverse_decision(self.do(self.decision_of(given))))
        assert accepted == (given.state == "confirmed")
        if accepted:
            self.auditor.reverse(given, clock.now())

    @rule(who=PEOPLE, points=st.integers(-30, 30).filter(bool))
    def correct(self, who: int, points: int) -> None:
        expected = self.auditor.adjust(self.people[who], points, clock.now())
        assert self.accepted(ask_correction("adjust", self.people[who], points, None, REASON, self.hr)) == expected

    @rule(who=PEOPLE, amount=st.integers(1, 25))
    def order(self, who: int, amount: int) -> None:
        """Invariant 12: no hold while something is owed."""
        key = f"{self.run_id}:{self.auditor.key()}"
        expected = self.auditor.hold(self.people[who], amount, key, clock.now())
        assert self.accepted(hold_points(self.people[who], amount, key)) == expected
        if expected:
            self.holds.append((self.people[who], key))

    @rule(data=st.data(), act=st.sampled_from(["capture", "release", "refund"]))
    @precondition(lambda self: self.holds)
    def end(self, data: st.DataObject, act: str) -> None:
        """Invariants 7 and 8: a hold ends once; the same end again changes nothing; a refund follows a capture."""
        who, key = data.draw(st.sampled_from(self.holds))
        if act == "refund" and f"capture:hold:{key}" not in self.auditor.book.postings:
            return
        command = {"capture": capture_points, "release": release_points, "refund": refund_points}[act]
        assert self.accepted(command(who, f"hold:{key}")) == self.auditor.end(who, key, act, clock.now())

    # how it is compared

    def of_rule(self, key: str, state: str) -> list[Award]:
        return [each for each in self.auditor.awards if each.decision.rule_key == key and each.state == state]

    async def decision_of(self, given: Award) -> str:
        found = await rows(
            "SELECT d.id FROM decision d JOIN fact f ON f.id = d.fact_id WHERE f.key = $1 AND d.rule_key = $2",
            given.fact.key, given.decision.rule_key,
        )  # fmt: skip
        return str(found[0]["id"])

    def accepted(self, command: Coroutine[Any, Any, Any]) -> bool:
        try:
            self.do(command)
        except (LedgerError, CorrectionRefused):
            return False
        return True

    @invariant()
    def the_book_agrees(self) -> None:
        """Invariants 2, 3, 5, 6, 7, 13 and 15: balances and limits, after accepted and refused commands alike."""
        assert self.do(self.auditor.differences(self.people)) == []

    @invariant()
    def lots_cover_what_was_expired(self) -> None:
        """Invariant 10, at the instant of a command: expiry leaves no more than living lots cover."""
        for each in self.people:
            purse = self.do(purse_of(each, clock.now()))
            assert purse.available == self.auditor.book.balance(Unit.POINTS, AccountKind.AVAILABLE, each)
            assert purse.owed == 0 or purse.available == 0


def walk(url: str, examples: int, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.events._listeners", {})

    async def opened() -> tuple[Any, str]:
        door = database(url)
        await door.__aenter__()
        return door, await prepare()

    with asyncio.Runner() as runner:
        door, hr = runner.run(opened())
        try:
            run_state_machine_as_test(
                lambda: DiskMachine(runner, hr),  # type: ignore[arg-type]
                settings=settings(
                    max_examples=examples, stateful_step_count=steps, deadline=None, database=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )  # fmt: skip
        finally:
            runner.run(door.__aexit__(None, None, None))


def test_the_ledger_on_disk_is_the_pure_one(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    walk(database_url, 5, 25, monkeypatch)


@pytest.mark.long
def test_the_ledger_on_disk_is_the_pure_one_for_long(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    walk(database_url, 80, 50, monkeypatch)
