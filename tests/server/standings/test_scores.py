"""Invariant 24: scores of weeks, months, seasons and all time are what the ledger confirmed and took back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from gamification import Fact
from server import clock
from server.clock import MovedClock
from server.database import rows
from server.listeners import register_listeners
from server.people.models import Person
from server.points.recording import record_fact
from server.settings import Settings
from server.standings.checks import scores_tie_out
from server.standings.closing import close_periods
from tests.support.people import company, team
from tests.support.reversing import reverse_decision
from tests.support.standings import staff

START = datetime(2026, 10, 5, 9, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def moving(settings: Settings) -> Iterator[MovedClock]:
    register_listeners(settings)
    with clock.moved() as moving:
        moving.set(START)
        yield moving


async def newcomer(name: str, at: datetime | None = None) -> Person:
    """Somebody whose onboarding brings 50 points of the period, 20 of them to spend."""
    (made,) = await staff(await team("Data"), name)
    when = at or clock.now()
    await record_fact(Fact(f"onboarding:{made.id}", "onboarding.completed", made.id, when, "person", made.id, {}))
    return made


async def take_back(person: Person) -> None:
    (decision,) = await rows("SELECT id FROM decision WHERE person_id = $1 AND rule_key = 'R11'", person.id)
    await reverse_decision(decision["id"])


async def scores(person: Person) -> dict[str, int]:
    found = await rows("SELECT period, points FROM score WHERE person_id = $1", person.id)
    return {row["period"]: row["points"] for row in found}


async def test_a_reversal_leaves_open_periods_and_all_time(moving: MovedClock) -> None:
    await company()
    alice = await newcomer("alice")
    assert await scores(alice) == {"2026-W41": 50, "2026-10": 50, "2026-Q4": 50, "all": 50}
    moving.advance(timedelta(days=10))
    await close_periods()
    await take_back(alice)
    assert await scores(alice) == {"2026-W41": 50, "2026-10": 0, "2026-Q4": 0, "all": 0}
    assert await scores_tie_out() == []
    moving.advance(timedelta(days=90))
    await close_periods()
    assert await scores_tie_out() == []


async def test_what_counts_late_is_taken_back_where_it_counted(moving: MovedClock) -> None:
    """A week that was closed before is neither given nor taken anything: it counts in the earliest open one."""
    await company()
    moving.advance(timedelta(days=30))
    await close_periods()
    late = await newcomer("late", START)
    assert await scores(late) == {"2026-W44": 50, "2026-11": 50, "2026-Q4": 50, "all": 50}
    assert await scores_tie_out() == []
    await take_back(late)
    assert set((await scores(late)).values()) == {0}
    assert await scores_tie_out() == []


async def test_a_score_that_was_altered_is_named(moving: MovedClock) -> None:
    await company()
    alice = await newcomer("alice")
    await rows("UPDATE score SET points = points - 1 WHERE period = '2026-W41' RETURNING id")
    await rows("DELETE FROM score WHERE period = 'all' RETURNING id")
    assert await scores_tie_out() == [
        f"scores of {alice.id} in 2026-W41: 49 points, the ledger makes 50",
        f"scores of {alice.id} in all: 0 points, the ledger makes 50",
    ]
