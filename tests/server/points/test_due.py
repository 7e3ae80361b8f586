"""What time does: awards confirm or go back on their day, newcomers wait a week, points lapse after twelve months."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from gamification import (
    AccountKind,
    Confirm,
    ConfirmMode,
    Fact,
    Grant,
    Limit,
    LimitPer,
    Rule,
    RuleSpec,
    Unit,
)
from server import clock
from server.clock import MovedClock
from server.database import rows
from server.database.fields import to_millis
from server.doctor import LEDGER, examine
from server.points import due, ledger
from server.points.corrections import CorrectionRefused, decide_award
from server.points.due import confirm_due, expire_nightly, void_due
from server.points.recording import record_fact
from tests.support.people import company, person, welcomed
from tests.support.rules import replace_rules

pytestmark = pytest.mark.usefixtures("db")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)
LATER = Confirm(ConfirmMode.AFTER_DAYS, days=7)
RULES = (
    Rule("LATER", 1, 1, RuleSpec("article.read", Grant(10, 5), confirm=LATER)),
    Rule(
        "HIRE", 1, 2,
        RuleSpec("suggestion.published", Grant(30), confirm=Confirm(ConfirmMode.ON_FACT, "referral.started", None, 180),
                 limits=(Limit(("person",), LimitPer.EVER, max_times=1),)),
    ),
    Rule("HAND", 1, 3, RuleSpec("challenge.completed", Grant(8), confirm=Confirm(ConfirmMode.BY_HR))),
    Rule("NOW", 1, 4, RuleSpec("invitation.accepted", Grant(20))),
)  # fmt: skip


@pytest_asyncio.fixture
async def moved() -> AsyncIterator[MovedClock]:
    due._looked.clear()
    with clock.moved() as standing:
        standing.set(START)
        await company()
        await replace_rules(*RULES)
        yield standing


async def happened(kind: str, person_id: str, name: str = "x", at: datetime | None = None) -> str:
    values: dict[str, dict[str, str | int | bool | tuple[str, ...]]] = {
        "article.read": {"article": name}, "suggestion.published": {"article": name},
        "challenge.completed": {"challenge": name}, "invitation.accepted": {"invited": name},
    }  # fmt: skip
    await record_fact(Fact(f"{kind}:{name}", kind, person_id, at or clock.now(), "thing", name, values[kind]))
    found = await rows("SELECT id FROM decision WHERE person_id = $1 ORDER BY id DESC LIMIT 1", person_id)
    return str(found[0]["id"])


async def of(person_id: str, kind: AccountKind = AccountKind.AVAILABLE, unit: Unit = Unit.POINTS) -> int:
    return await ledger.balance(unit, kind, person_id)


async def sound() -> None:
    assert [each for each in await examine(LEDGER) if not each.is_sound] == []


async def test_an_award_confirms_itself_on_its_day(moved: MovedClock) -> None:
    alice = await welcomed()
    await happened("article.read", alice.id)
    moved.advance(6 * A_DAY)
    await confirm_due()
    assert await of(alice.id, AccountKind.PENDING) == 10
    moved.advance(A_DAY)
    await confirm_due()
    await confirm_due()
    assert (await of(alice.id), await of(alice.id, AccountKind.PENDING)) == (10, 0)
    counted = await rows(
        "SELECT DISTINCT effective_at FROM transfer WHERE kind = 'confirm' AND person_id = $1", alice.id
    )
    assert counted == [{"effective_at": to_millis(START + 7 * A_DAY)}]
    await sound()


async def test_a_worker_that_slept_for_months_confirms_what_it_missed(moved: MovedClock) -> None:
    alice = await welcomed()
    await happened("article.read", alice.id)
    moved.advance(100 * A_DAY)
    await confirm_due()
    assert await of(alice.id) == 10
    counted = await rows("SELECT max(effective_at) AS at FROM transfer WHERE kind = 'confirm'")
    assert counted[0]["at"] == to_millis(clock.now() - timedelta(hours=72))  # a period that is still open


async def test_what_nothing_confirms_goes_back_with_its_room(moved: MovedClock) -> None:
    alice = await welcomed()
    budget = await ledger.programme_budget()
    await happened("suggestion.published", alice.id)
    assert await ledger.programme_budget() == budget - 30
    moved.advance(179 * A_DAY)
    await void_due()
    assert await of(alice.id, AccountKind.PENDING) == 30
    moved.advance(A_DAY)
    await void_due()
    await void_due()
    assert (await of(alice.id, AccountKind.PENDING), await ledger.programme_budget()) == (0, budget)
    await happened("suggestion.published", alice.id, "again")
    assert await of(alice.id, AccountKind.PENDING) == 30
    await sound()


async def test_a_share_has_no_day_of_its_own_to_lapse(moved: MovedClock) -> None:
    """Its delay stands still while HR looks at a visit: sharing says when it lapses."""
    alice = await welcomed()
    waits = Confirm(ConfirmMode.ON_FACT, "share.seen", void_after_days=14)
    await replace_rules(Rule("SHARE", 1, 1, RuleSpec("article.read", Grant(10), confirm=waits)))
    await happened("article.read", alice.id)
    assert await rows("SELECT confirm_at, void_at FROM decision WHERE rule_key = 'SHARE'") == [
        {"confirm_at": None, "void_at": None}
    ]


async def test_the_first_week_waits_and_the_welcome_does_not(moved: MovedClock) -> None:
    await replace_rules(*RULES, Rule("WELCOME", 1, 9, RuleSpec("onboarding.completed", Grant(20))))
    newcomer = await welcomed("nadia", joined_at=clock.now())
    assert await of(newcomer.id) == 20
    await happened("invitation.accepted", newcomer.id)
    assert (await of(newcomer.id), await of(newcomer.id, AccountKind.PENDING)) == (20, 20)
    moved.advance(7 * A_DAY)
    await confirm_due()
    await happened("invitation.accepted", newcomer.id, "later")
    assert (await of(newcomer.id), await of(newcomer.id, AccountKind.PENDING)) == (60, 0)


async def test_an_act_counts_when_it_happened_up_to_three_days_back(moved: MovedClock) -> None:
    alice = await welcomed()
    now = clock.now()
    for name, ago, counted in (("a", 2, 2), ("b", 9, 3), ("c", 0, 0)):
        await happened("invitation.accepted", alice.id, name, now - ago * A_DAY)
        found = await rows("SELECT effective_at, recorded_at FROM transfer ORDER BY id DESC LIMIT 1")
        assert found == [{"effective_at": to_millis(now - counted * A_DAY), "recorded_at": to_millis(now)}]


async def test_points_lapse_twelve_months_after_they_were_confirmed(moved: MovedClock) -> None:
    alice = await welcomed()
    await happened("article.read", alice.id)
    await happened("invitation.accepted", alice.id)
    moved.advance(7 * A_DAY)
    await confirm_due()
    moved.set(datetime(2027, 3, 2, 8, 59, tzinfo=UTC))
    await expire_nightly()
    assert await of(alice.id) == 30
    moved.advance(A_DAY)
    await expire_nightly()
    await expire_nightly()
    assert await of(alice.id) == 10
    assert await of(alice.id, AccountKind.AVAILABLE, Unit.XP) == 35
    expired = await rows("SELECT amount FROM transfer WHERE kind = 'expire'")
    assert expired == [{"amount": 20}]
    await sound()


async def test_hr_confirms_or_refuses_what_waits_for_it(moved: MovedClock) -> None:
    alice, hr = await welcomed(), await person("helene", role="hr")
    yes, no = await happened("challenge.completed", alice.id, "y"), await happened("challenge.completed", alice.id, "n")
    with pytest.raises(CorrectionRefused):
        await decide_award(yes, True, "", alice.id)
    with pytest.raises(CorrectionRefused):
        await decide_award(no, False, "short", hr.id)
    await decide_award(yes, True, "", hr.id)
    await decide_award(no, False, "Two people share this result.", hr.id)
    assert (await of(alice.id), await of(alice.id, AccountKind.PENDING)) == (8, 0)
    assert len(await rows("SELECT id FROM audit_entry WHERE action IN ('award.confirm', 'award.refuse')")) == 2
    await sound()
