"""One fact, one transaction, on both databases: awards, confirmations, refusals, replays."""

import asyncio
from datetime import datetime, timedelta

import pytest

from gamification import AccountKind, Fact, Unit
from server import clock
from server.database import rows
from server.events import PointsEarned, listen
from server.people.models import Person
from server.points import ledger
from server.points.confirming import void_waiting
from server.points.recording import record_fact
from tests.support.people import company, welcomed

pytestmark = pytest.mark.usefixtures("db")


def share(person: Person, name: str, *, article: str = "", own: bool = False, pays: bool = True) -> Fact:
    values: dict[str, str | int | bool | tuple[str, ...]] = {
        "article": article or name, "channel": "linkedin", "channel_pays": pays, "article_active": True,
        "own_words": own, "onboarded": True, "team": "", "level": 1,
    }  # fmt: skip
    return Fact(f"share:{name}", "share.recorded", person.id, clock.now(), "share", name, values)


def seen(person: Person, name: str) -> Fact:
    return Fact(f"seen:{name}", "share.seen", person.id, clock.now(), "share", name, {"share": name})


async def points(person: Person, kind: AccountKind, unit: Unit = Unit.POINTS) -> int:
    return await ledger.balance(unit, kind, person.id)


async def count(table: str) -> int:
    return int((await rows(f"SELECT count(*) AS n FROM {table}"))[0]["n"])


async def test_a_share_is_pending_until_somebody_opens_it() -> None:
    await company()
    alice = await welcomed()
    await record_fact(share(alice, "s1", own=True))
    assert (await points(alice, AccountKind.PENDING), await points(alice, AccountKind.AVAILABLE)) == (15, 20)
    await record_fact(seen(alice, "s1"))
    assert (await points(alice, AccountKind.PENDING), await points(alice, AccountKind.AVAILABLE)) == (0, 35)
    # 20 + 30 of the welcome, 15 of the share, 10 for the first of the week
    assert await points(alice, AccountKind.AVAILABLE, Unit.XP) == 75


async def test_the_same_fact_again_changes_nothing() -> None:
    await company()
    alice = await welcomed()
    assert await record_fact(share(alice, "s1"))
    before = [await count(table) for table in ("fact", "decision", "transfer", "limit_use")]
    assert await record_fact(share(alice, "s1")) is None
    assert [await count(table) for table in ("fact", "decision", "transfer", "limit_use")] == before


async def test_the_fourth_share_of_a_day_is_recorded_and_refused_with_its_reason() -> None:
    await company()
    alice = await welcomed()
    for n in range(4):
        await record_fact(share(alice, f"s{n}"))
    refused = await rows("SELECT outcome, reason, points FROM decision WHERE rule_key = 'R1' ORDER BY id DESC LIMIT 1")
    assert refused == [{"outcome": "capped", "reason": "limit.day", "points": 0}]
    assert await points(alice, AccountKind.PENDING) == 30


async def test_a_void_gives_points_and_room_back_once() -> None:
    await company()
    alice = await welcomed()
    budget = await ledger.programme_budget()
    await record_fact(share(alice, "s1", own=True))
    await void_waiting("share", "s1", alice.id)
    await void_waiting("share", "s1", alice.id)
    assert await ledger.programme_budget() == budget
    assert await points(alice, AccountKind.PENDING) == 0
    used = await rows("SELECT sum(used) AS n FROM limit_use WHERE scope_key LIKE 'R1/%' OR scope_key LIKE 'R3/%'")
    assert int(used[0]["n"]) == 0
    await record_fact(seen(alice, "s1"))
    assert await points(alice, AccountKind.AVAILABLE) == 20


async def test_an_empty_budget_says_so_and_still_records() -> None:
    await company(points_per_person=25)
    alice = await welcomed()
    await record_fact(share(alice, "s1"))
    found = await rows("SELECT outcome, reason FROM decision WHERE rule_key = 'R1'")
    assert found == [{"outcome": "budget_exhausted", "reason": "budget.programme"}]
    assert await ledger.programme_budget() == 5


async def test_a_listener_that_fails_undoes_the_whole_act(monkeypatch: pytest.MonkeyPatch) -> None:
    await company()
    alice = await welcomed()
    before = await count("fact")

    async def fail(event: PointsEarned) -> None:
        raise RuntimeError

    monkeypatch.setattr("server.events._listeners", {})
    listen(PointsEarned, fail)
    await record_fact(share(alice, "s1"))
    with pytest.raises(RuntimeError):
        await record_fact(seen(alice, "s1"))
    assert await count("fact") == before + 1
    assert await points(alice, AccountKind.PENDING) == 10


async def test_many_shares_at_once_never_pass_the_cap() -> None:
    await company()
    alice = await welcomed()
    await asyncio.gather(*(record_fact(share(alice, f"s{n}")) for n in range(8)))
    assert await points(alice, AccountKind.PENDING) == 30
    outcomes = await rows(
        "SELECT outcome, count(*) AS n FROM decision WHERE rule_key = 'R1' GROUP BY outcome ORDER BY outcome"
    )
    assert [(row["outcome"], row["n"]) for row in outcomes] == [("awarded", 3), ("capped", 5)]


async def test_two_visits_at_once_confirm_once() -> None:
    await company()
    alice = await welcomed()
    await record_fact(share(alice, "s1"))
    await asyncio.gather(*(record_fact(seen(alice, "s1")) for _ in range(4)))
    assert await points(alice, AccountKind.AVAILABLE) == 30


async def test_settled_visits_pay_a_unit_each_up_to_the_cap() -> None:
    await company()
    alice = await welcomed()
    fact = Fact(
        "visits:l1:2026-11-21", "visits.settled", alice.id, clock.now(), "link", "l1",
        {"article": "a", "channel": "linkedin", "link": "l1", "visitors": 27},
    )  # fmt: skip
    await record_fact(fact)
    assert await points(alice, AccountKind.AVAILABLE) == 40
    found = await rows("SELECT outcome, units FROM decision WHERE rule_key = 'R4'")
    assert found == [{"outcome": "partial", "units": 20}]


@pytest.mark.parametrize("table", ["fact", "decision", "transfer"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET id = id", "DELETE FROM {0}"])
async def test_history_cannot_be_changed(table: str, change: str) -> None:
    """Invariant 9: the database itself refuses."""
    await company()
    await welcomed()
    with pytest.raises(Exception, match="ricoche guard"):
        await rows(change.format(table) + " RETURNING id")


async def test_points_of_two_weeks_use_two_limits() -> None:
    await company()
    alice = await welcomed()
    with clock.moved() as moved:
        moved.set(datetime.fromisoformat("2026-11-18T09:00+00:00"))
        for n in range(10):
            await record_fact(share(alice, f"s{n}"))
            moved.advance(timedelta(hours=16))
    decided = await rows(
        "SELECT reason, count(*) AS n FROM decision WHERE rule_key = 'R1' GROUP BY reason ORDER BY reason"
    )
    assert [(row["reason"], row["n"]) for row in decided] == [("awarded", 10)]
