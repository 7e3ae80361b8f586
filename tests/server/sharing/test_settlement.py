"""What comes round: visits settle once, shares lapse, traces of visitors go."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.types import ASGIApp

from gamification import PeriodKind, period_of
from server import clock
from server.clock import MovedClock
from server.database import rows
from server.events import ShareLapsed, ShareSeen, listen
from server.people.models import Person
from server.sharing.jobs import lapse_shares, purge_visits, settle_visits
from server.sharing.seen_commands import confirm_missed
from tests.support.sharing import LINKEDIN_BOT, NOON, article, facts, heard, shared, state_of, verdicts, visitor

PARIS = ZoneInfo("Europe/Paris")


async def come(app: ASGIApp, code: str, people_count: int) -> None:
    for n in range(people_count):
        await visitor(app, f"203.0.113.{n}").get(f"/s/{code}")


async def test_a_day_settles_once_it_is_over(app: ASGIApp, time: MovedClock, alice: Person, share: Any) -> None:
    time.advance(timedelta(minutes=5))
    await come(app, share[1], 3)
    await settle_visits()
    assert await facts("visits.settled") == []
    time.set(datetime(2026, 11, 18, 0, 9, tzinfo=PARIS).astimezone(UTC))
    await settle_visits()
    assert await facts("visits.settled") == []
    time.set(datetime(2026, 11, 18, 0, 11, tzinfo=PARIS).astimezone(UTC))
    with heard() as said:
        await settle_visits()
        await settle_visits()
    (fact,) = said
    link = (await rows("SELECT id, article_id FROM link"))[0]
    assert (fact.key, fact.kind, fact.person) == (f"visits:{link['id']}:2026-11-17", "visits.settled", alice.id)
    assert fact.values == {
        "article": link["article_id"], "channel": "linkedin", "link": link["id"], "visitors": 3,
    }  # fmt: skip
    assert period_of(fact.occurred_at, PeriodKind.DAY, PARIS).key == "2026-11-17"
    assert len(await facts("visits.settled")) == 1


async def test_several_workers_at_once_settle_once(app: ASGIApp, time: MovedClock, alice: Person, share: Any) -> None:
    _, other = await shared(alice, await article("another"))
    time.advance(timedelta(minutes=5))
    await come(app, share[1], 2)
    await come(app, other, 2)
    time.advance(timedelta(days=1))
    with heard() as said:
        await asyncio.gather(*(settle_visits() for _ in range(6)))
    assert len(said) == 2
    assert len({fact.key for fact in said}) == 2
    assert len(await facts("visits.settled")) == 2


async def test_a_day_without_people_settles_silently(app: ASGIApp, time: MovedClock, share: Any) -> None:
    await visitor(app, agent=LINKEDIN_BOT).get(f"/s/{share[1]}")
    time.advance(timedelta(days=1))
    with heard() as said:
        await settle_visits()
    assert said == []
    assert await rows("SELECT id FROM link_day WHERE settled_at IS NULL") == []


async def test_who_has_left_earns_no_more(app: ASGIApp, time: MovedClock, alice: Person, share: Any) -> None:
    await come(app, share[1], 2)
    await Person.filter(id=alice.id).update(opted_out_at=clock.now())
    time.advance(timedelta(days=1))
    await settle_visits()
    assert await facts("visits.settled") == []


async def test_a_settlement_that_fails_is_tried_again_and_keeps_no_other(
    app: ASGIApp, time: MovedClock, alice: Person, share: Any
) -> None:
    _, other = await shared(alice, await article("another"))
    time.advance(timedelta(minutes=5))
    await come(app, share[1], 1)
    await come(app, other, 1)
    time.advance(timedelta(days=1))
    from gamification import Fact
    from server import events

    failed: list[str] = []

    async def fail_once(fact: Fact) -> None:
        if not failed:
            failed.append(fact.key)
            raise ValueError(fact.key)

    listen(Fact, fail_once)
    try:
        await settle_visits()
        assert len(await facts("visits.settled")) == 1
        await settle_visits()
    finally:
        events._listeners[Fact].remove(fail_once)
    assert len(await facts("visits.settled")) == 2


async def test_a_share_lapses_after_fourteen_days(app: ASGIApp, time: MovedClock, alice: Person, share: Any) -> None:
    time.set(NOON + timedelta(days=14) - timedelta(seconds=1))
    await lapse_shares()
    assert await state_of(share[0]) == "intended"
    time.set(NOON + timedelta(days=14))
    with heard(ShareLapsed) as said:
        await asyncio.gather(*(lapse_shares() for _ in range(4)))
    assert [(event.share_id, event.person_id) for event in said] == [(share[0], alice.id)]
    assert await state_of(share[0]) == "lapsed"
    await come(app, share[1], 1)
    assert await state_of(share[0]) == "lapsed"
    assert (await verdicts())["valid"] == 1


async def test_a_visit_after_the_fourteen_days_confirms_nothing_even_before_the_chore(
    app: ASGIApp, time: MovedClock, share: Any
) -> None:
    time.set(NOON + timedelta(days=14, seconds=1))
    await come(app, share[1], 1)
    assert await state_of(share[0]) == "intended"


async def test_a_share_seen_never_lapses(app: ASGIApp, time: MovedClock, share: Any) -> None:
    await come(app, share[1], 1)
    time.advance(timedelta(days=30))
    await lapse_shares()
    assert await state_of(share[0]) == "seen"


async def test_a_confirmation_that_failed_is_made_up_for(app: ASGIApp, time: MovedClock, share: Any) -> None:
    from server import events

    async def fail(event: ShareSeen) -> None:
        raise ValueError

    listen(ShareSeen, fail)
    try:
        await come(app, share[1], 2)
    finally:
        events._listeners[ShareSeen].remove(fail)
    assert await verdicts() == {"valid": 2}
    assert await state_of(share[0]) == "intended"
    assert await facts("share.seen") == []
    await confirm_missed()
    await confirm_missed()
    assert await state_of(share[0]) == "seen"
    assert len(await facts("share.seen")) == 1


async def test_what_knows_of_visitors_goes(app: ASGIApp, time: MovedClock, share: Any) -> None:
    time.set(datetime(2026, 11, 17, 0, 1, tzinfo=PARIS).astimezone(UTC))
    await rows("UPDATE share SET recorded_at = 0")
    await come(app, share[1], 2)
    time.set(datetime(2026, 11, 18, 23, 59, tzinfo=PARIS).astimezone(UTC))  # within 48 hours of the first
    await purge_visits()
    for table in ("seen_visitor", "day_salt", "employee_trace"):
        assert await rows(f"SELECT day FROM {table}") == []
    assert await verdicts() == {"valid": 2}
    time.set(datetime(2026, 11, 24, 12, tzinfo=PARIS).astimezone(UTC))
    await purge_visits()
    assert await verdicts() == {"valid": 2}
    time.set(datetime(2026, 11, 25, 0, 1, tzinfo=PARIS).astimezone(UTC))
    await purge_visits()
    assert await verdicts() == {}
    assert (await rows("SELECT valid FROM link_day"))[0]["valid"] == 2


async def test_todays_traces_stay(app: ASGIApp, time: MovedClock, share: Any) -> None:
    await come(app, share[1], 1)
    await purge_visits()
    assert len(await rows("SELECT day FROM seen_visitor")) == 1
    await come(app, share[1], 1)
    assert await verdicts() == {"valid": 1, "duplicate": 1}
