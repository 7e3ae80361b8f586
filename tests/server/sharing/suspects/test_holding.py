"""A day that looks unlike people is held instead of settled, ends once, and stops what waits for it."""

import asyncio
import json
from datetime import timedelta

import pytest
from starlette.types import ASGIApp

from server import clock
from server.clock import MovedClock
from server.content.models import Article
from server.database import rows
from server.people.models import Company, Person
from server.people.queries import forget_company
from server.sharing.detectors import Notice
from server.sharing.jobs import clear_old_holds, lapse_shares, purge_visits, settle_visits
from server.sharing.settling import hold_day, settle_day
from server.sharing.suspects.commands import Decided, OwnLink, TooManyStand, clear, reject
from server.sharing.suspects.queries import Check, check_of_share, hold_by_id, visits_in_check
from server.sharing.traces import note_trace
from tests.support import people
from tests.support.sharing import ANDROID, IPHONE, article, facts, shared, state_of, verdicts, visitor
from tests.support.suspects import held, holds, next_night, robots_come

Share = tuple[str, str]
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing here that a dialect changes


@pytest.fixture
async def hr(alice: Person) -> Person:
    return await people.person("hr", role="hr")


async def test_a_suspect_day_waits_and_only_its_figures_are_kept(
    app: ASGIApp, time: MovedClock, alice: Person, share: Share
) -> None:
    hold = await hold_by_id(await held(app, time, share[1]))
    assert hold
    assert (hold.person_id, hold.day, hold.valid, hold.state) == (alice.id, "2026-11-17", 12, "open")
    assert {notice["name"] for notice in hold.notices} == {"low_diversity", "steady_gaps"}
    assert hold.notices[0] == {"name": "low_diversity", "holds": True, "visits": 12, "families": 1, "together": 12}
    assert await facts("visits.settled") == []
    assert await state_of(share[0]) == "seen"  # the first visit confirmed it, as ever
    assert await check_of_share(share[0]) == Check(waiting=12)
    assert await visits_in_check(alice.id) == 12
    stored = json.dumps(await rows("SELECT * FROM visit_hold"), default=str)
    assert "203.0.113" not in stored
    assert "Mozilla" not in stored


@ON_ONE
async def test_a_day_of_people_is_never_held(app: ASGIApp, time: MovedClock, share: Share) -> None:
    time.advance(timedelta(minutes=9))
    for number, agent in enumerate((ANDROID, IPHONE, ANDROID + " EdgA/139.0") * 4):
        time.advance(timedelta(minutes=7 + number**2 % 11))
        await visitor(app, f"203.0.{number}.9", agent).get(f"/s/{share[1]}")
    await next_night(time)
    assert await holds("open") == []
    assert json.loads((await facts("visits.settled"))[0]["content"])["visitors"] == 12


async def test_several_workers_hold_once(app: ASGIApp, time: MovedClock, share: Share) -> None:
    await robots_come(app, time, share[1])
    time.advance(timedelta(days=1))
    await asyncio.gather(*(settle_visits() for _ in range(5)))
    await settle_visits()
    assert len(await holds("open")) == 1
    assert await facts("visits.settled") == []


async def test_a_day_is_settled_or_held_never_both(app: ASGIApp, time: MovedClock, share: Share) -> None:
    """Also where two workers disagree, because a visit came in between."""
    await robots_come(app, time, share[1])
    time.advance(timedelta(days=1))
    day = (await rows("SELECT id FROM link_day"))[0]["id"]
    notice = (Notice("velocity", True, {"visits": 12}),)
    await asyncio.gather(*(settle_day(day) if n % 2 else hold_day(day, notice) for n in range(6)))
    assert len(await facts("visits.settled")) + len(await holds("open")) == 1


async def test_cleared_settles_once_with_what_was_counted(
    app: ASGIApp, time: MovedClock, share: Share, hr: Person
) -> None:
    hold_id = await held(app, time, share[1])
    await visitor(app, "198.51.100.1").get(f"/s/{share[1]}")  # a visit of today is of today
    await clear(hold_id, hr.id, "A reading circle")
    with pytest.raises(Decided):
        await reject(hold_id, hr.id, "Too late", 0)
    await settle_visits()
    (fact,) = await facts("visits.settled")
    assert fact["key"].endswith(":2026-11-17")
    assert json.loads(fact["content"])["visitors"] == 12
    assert await check_of_share(share[0]) == Check()
    (entry,) = await rows("SELECT * FROM audit_entry WHERE action = 'visits.hold'")
    assert (entry["actor_id"], entry["object_id"]) == (hr.id, hold_id)
    assert json.loads(entry["after"]) == {"state": "cleared", "visits": 12, "reason": "A reading circle"}


@ON_ONE
async def test_late_visits_of_a_held_day_are_counted_and_never_paid(
    app: ASGIApp, time: MovedClock, share: Share, hr: Person
) -> None:
    hold_id = await held(app, time, share[1])
    await rows("UPDATE link_day SET valid = valid + 3 WHERE day = '2026-11-17'")
    await clear(hold_id, hr.id, "People")
    await settle_visits()
    assert json.loads((await facts("visits.settled"))[0]["content"])["visitors"] == 12
    assert (await rows("SELECT valid FROM link_day"))[0]["valid"] == 15


async def test_rejected_settles_nothing_and_takes_the_visits_out_of_every_count(
    app: ASGIApp, time: MovedClock, share: Share, hr: Person
) -> None:
    hold_id = await held(app, time, share[1])
    await reject(hold_id, hr.id, "One script", 0)
    await settle_visits()
    assert await facts("visits.settled") == []
    assert await verdicts() == {"suspect": 12}
    day = (await rows("SELECT valid, others FROM link_day"))[0]
    assert (day["valid"], day["others"]) == (0, 12)
    assert await check_of_share(share[0]) == Check(taken_away=12)
    assert await state_of(share[0]) == "seen"


async def test_some_visits_may_stand(app: ASGIApp, time: MovedClock, share: Share, hr: Person) -> None:
    hold_id = await held(app, time, share[1])
    with pytest.raises(TooManyStand):
        await reject(hold_id, hr.id, "All of them?", 12)
    assert len(await holds("open")) == 1
    await reject(hold_id, hr.id, "Three are friends of hers", 3)
    assert json.loads((await facts("visits.settled"))[0]["content"])["visitors"] == 3
    assert await verdicts() == {"valid": 3, "suspect": 9}
    assert (await rows("SELECT valid FROM link_day"))[0]["valid"] == 3
    found = await hold_by_id(hold_id)
    assert found
    assert (found.valid, found.stands, found.decided_by) == (12, 3, hr.id)


@ON_ONE
async def test_nobody_decides_on_their_own_link(app: ASGIApp, time: MovedClock, hr: Person) -> None:
    _, code = await shared(hr, await article("of-hr"))
    hold_id = await held(app, time, code)
    for act in (clear(hold_id, hr.id, "Mine"), reject(hold_id, hr.id, "Mine", 1)):
        with pytest.raises(OwnLink):
            await act
    assert len(await holds("open")) == 1
    assert await facts("visits.settled") == []
    assert await rows("SELECT id FROM audit_entry WHERE action = 'visits.hold'") == []


async def test_thirty_days_without_a_decision_clear(app: ASGIApp, time: MovedClock, share: Share) -> None:
    await held(app, time, share[1])
    time.advance(timedelta(days=30, seconds=-1))
    await clear_old_holds()
    assert len(await holds("open")) == 1
    time.advance(timedelta(seconds=1))
    await asyncio.gather(*(clear_old_holds() for _ in range(4)))
    (hold,) = await holds("cleared_by_delay")
    assert hold["decided_by_id"] is None
    assert len(await facts("visits.settled")) == 1


@ON_ONE
async def test_who_has_left_is_not_held(app: ASGIApp, time: MovedClock, alice: Person, share: Share) -> None:
    await robots_come(app, time, share[1])
    await Person.filter(id=alice.id).update(opted_out_at=clock.now())
    await next_night(time)
    assert await rows("SELECT id FROM visit_hold") == []
    assert await facts("visits.settled") == []


async def test_a_hold_stops_the_delay_of_its_links_shares(
    app: ASGIApp, time: MovedClock, alice: Person, share: Share, hr: Person
) -> None:
    """Shared again after the suspect day: fourteen days run from then, and stand still while HR looks."""
    hold_id = await held(app, time, share[1])
    again, _ = await shared(alice, await _article_of(share[0]), words="Once more, with what I learned since. " * 3)
    elsewhere, _ = await shared(alice, await article("another"))
    recorded = clock.now()
    time.advance(timedelta(days=20))
    await lapse_shares()
    assert (await state_of(again), await state_of(elsewhere)) == ("intended", "lapsed")
    await clear(hold_id, hr.id, "People")
    lapses_at = (await rows("SELECT lapses_at FROM share WHERE id = $1", again))[0]["lapses_at"]
    assert lapses_at == int((recorded + timedelta(days=34)).timestamp() * 1000)
    time.advance(timedelta(days=14, seconds=-1))
    await lapse_shares()
    assert await state_of(again) == "intended"
    time.advance(timedelta(seconds=1))
    await lapse_shares()
    assert await state_of(again) == "lapsed"


@ON_ONE
async def test_somebody_who_opens_a_held_link_late_confirms_its_share(
    app: ASGIApp, time: MovedClock, alice: Person, share: Share
) -> None:
    await held(app, time, share[1])
    again, _ = await shared(alice, await _article_of(share[0]), words="Once more, with what I learned since. " * 3)
    time.advance(timedelta(days=20))
    await visitor(app, "198.51.100.1").get(f"/s/{share[1]}")
    assert await state_of(again) == "seen"


async def test_two_holds_of_one_link_stop_it_once(
    app: ASGIApp, time: MovedClock, alice: Person, share: Share, hr: Person
) -> None:
    first = await held(app, time, share[1])
    await robots_come(app, time, share[1])
    await next_night(time)
    again, _ = await shared(alice, await _article_of(share[0]), words="Once more, with what I learned since. " * 3)
    recorded = clock.now()
    (second,) = [each["id"] for each in await holds("open") if each["id"] != first]
    time.advance(timedelta(days=2))
    await clear(second, hr.id, "People")
    time.advance(timedelta(days=3))
    await clear(first, hr.id, "People")
    lapses_at = (await rows("SELECT lapses_at FROM share WHERE id = $1", again))[0]["lapses_at"]
    assert lapses_at == int((recorded + timedelta(days=14 + 5)).timestamp() * 1000)


async def test_colleagues_who_open_each_others_links_are_a_ring(
    app: ASGIApp, time: MovedClock, alice: Person, share: Share
) -> None:
    codes, about = {"alice": share[1]}, await _article_of(share[0])
    homes = {"alice": "192.0.2.1", "bob": "192.0.2.2", "cem": "192.0.2.3"}
    for name in ("bob", "cem"):
        codes[name] = (await shared(await people.welcomed(name), about))[1]
    for name, home in homes.items():
        await note_trace((await Person.get(given_name=name.capitalize())).id, home, IPHONE)
    time.advance(timedelta(minutes=5))
    for name, code in codes.items():
        await visitor(app, "198.51.100.9").get(f"/s/{code}")
        for other in homes.values() if name == "alice" else (homes["alice"],):
            await visitor(app, other).get(f"/s/{code}")
    await next_night(time)
    (hold,) = await holds("open")
    assert json.loads(hold["evidence"])["notices"] == [{"name": "reciprocity", "holds": True, "pairs": 2}]
    assert hold["valid"] == 1
    assert len(await facts("visits.settled")) == 2  # one pair alone is friendly


@ON_ONE
async def test_one_office_is_no_ring(app: ASGIApp, time: MovedClock, alice: Person, share: Share) -> None:
    """Where several people leave the same trace, it says of none of them what they opened."""
    about, codes = await _article_of(share[0]), [share[1]]
    for name in ("bob", "cem"):
        colleague = await people.welcomed(name)
        codes.append((await shared(colleague, about))[1])
        await note_trace(colleague.id, "192.0.2.1", IPHONE)
    await note_trace(alice.id, "192.0.2.1", IPHONE)
    time.advance(timedelta(minutes=5))
    for code in codes:
        await visitor(app, "192.0.2.1").get(f"/s/{code}")
        await visitor(app, "198.51.100.9").get(f"/s/{code}")
    await next_night(time)
    assert await holds("open") == []


@ON_ONE
async def test_the_companys_own_networks_are_inside(
    app: ASGIApp, time: MovedClock, alice: Person, share: Share
) -> None:
    await Company.filter(id=1).update(internal_networks=["203.0.113.0/24", "2001:db8:12::/48"])
    forget_company()
    for address in ("203.0.113.8", "2001:db8:12:7::1", "198.51.100.1"):
        await visitor(app, address).get(f"/s/{share[1]}")
    assert await verdicts() == {"internal": 2, "valid": 1}


@ON_ONE
async def test_paid_parameters_are_noted_and_hold_nothing(app: ASGIApp, time: MovedClock, share: Share) -> None:
    time.advance(timedelta(minutes=5))
    for number, query in enumerate(("?gclid=1", "?a=1&li_fat_id=x", "?fbclid=1", "?q=gclid", "")):
        time.advance(timedelta(minutes=number**2))
        await visitor(app, f"203.0.{number}.9").get(f"/s/{share[1]}{query}")
    assert len(await rows("SELECT id FROM seen_visitor WHERE is_paid = $1", True)) == 2
    await next_night(time)
    assert await holds("open") == []


@ON_ONE
async def test_what_was_noted_of_visitors_is_gone_with_their_hashes(
    app: ASGIApp, time: MovedClock, share: Share
) -> None:
    await held(app, time, share[1])
    noted = await rows("SELECT family, network_hash, at FROM seen_visitor")
    assert {row["family"] for row in noted} == {"safari-ios"}
    assert len({row["network_hash"] for row in noted}) == 1
    assert all(row["at"] for row in noted)
    time.advance(timedelta(hours=12))
    await purge_visits()
    assert await rows("SELECT id FROM seen_visitor") == []


async def _article_of(share_id: str) -> Article:
    found = await rows("SELECT article_id FROM share WHERE id = $1", share_id)
    return await Article.get(id=found[0]["article_id"])
