"""What the worker does belongs to the days and weeks of the programme's zone, not of the default one."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from server import clock, jobs, worker
from server.badges.checks import badges_follow_from_facts
from server.database import transaction
from server.listeners import register_listeners
from server.points.recording import record_fact
from server.settings import Settings
from server.standings.counting import period_keys
from server.web.locale import speaking, zone
from tests.server.points.test_at_once import read
from tests.support.people import company, welcomed

pytestmark = pytest.mark.usefixtures("db")
SUNDAY_EVENING = datetime.fromisoformat("2026-11-23T01:00+00:00")  # in New York; Monday in Paris


async def test_chores_and_jobs_count_in_the_programmes_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = await company()
    made.zone = "America/New_York"
    await made.save()
    seen: list[tuple[str, str]] = []

    async def chore() -> None:
        seen.append((zone().key, period_keys(SUNDAY_EVENING)[0]))

    async def job(payload: dict[str, Any]) -> None:
        await chore()

    monkeypatch.setattr(worker, "chores", [chore])
    monkeypatch.setitem(jobs.handlers, "test.zone", job)
    async with transaction():
        await jobs.enqueue("test.zone", {})
    assert await worker.drain() == 1
    assert seen == [("America/New_York", "2026-W47")] * 2


async def test_the_doctor_counts_in_the_programmes_zone(settings: Settings) -> None:
    """Two reads of one week in New York are of two weeks in Paris."""
    register_listeners(settings)
    made = await company()
    made.zone = "America/New_York"
    await made.save()
    with clock.moved() as moved, speaking("en", "America/New_York"):
        moved.set(SUNDAY_EVENING - timedelta(days=1))
        alice = await welcomed()
        await record_fact(read(alice, "a1"))
        moved.set(SUNDAY_EVENING)
        await record_fact(read(alice, "a2"))
    assert await badges_follow_from_facts() == []
