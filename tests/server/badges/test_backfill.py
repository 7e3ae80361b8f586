"""What the facts earned is given once, at once or by night, and never again once it was taken back."""

from datetime import timedelta

import pytest

from gamification import METRIC_FACTS
from server import clock
from server.badges import backfill
from server.badges.awards import awards_of
from server.badges.backfill import backfill_badges, people_behind
from server.badges.checks import badges_follow_from_facts
from server.badges.commands import refresh
from server.badges.revoking import AlreadyRevoked, OwnBadge, revoke
from server.database import rows
from server.events import BadgeEarned, listen
from server.listeners import register_listeners
from server.people.models import Pause, Person
from server.points.recording import record_fact
from server.settings import Settings
from server.web.models import AuditEntry
from server.web.problems import NotFound
from tests.support.badges import CREW, crew, goal, read
from tests.support.people import company, person, welcomed

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
async def alice(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Person:
    register_listeners(settings)
    monkeypatch.setattr(backfill, "_last", {})
    await company()
    return await welcomed("alice")


async def held(person: Person) -> list[tuple[str, int]]:
    return [(each.badge, each.tier) for each in await awards_of(person.id) if each.is_live]


async def test_the_fact_itself_gives_the_badge(alice: Person) -> None:
    await record_fact(goal(alice, took_part=False))
    assert await held(alice) == []
    await record_fact(goal(alice, "g2"))
    await record_fact(goal(alice, "g3"))
    assert await held(alice) == [(CREW, 1)]
    assert await badges_follow_from_facts() == []


async def test_the_night_gives_what_nothing_gave_and_tells_nobody(alice: Person) -> None:
    told: list[BadgeEarned] = []

    async def note(event: BadgeEarned) -> None:
        told.append(event)

    for number in range(20):
        await record_fact(read(alice, number))
    await rows("DELETE FROM badge_award WHERE badge = 'curieux' RETURNING id")
    assert len(await badges_follow_from_facts()) == 1
    listen(BadgeEarned, note)
    await backfill_badges()
    assert await held(alice) == [("curieux", 1)]
    assert told == []
    assert await badges_follow_from_facts() == []
    assert await people_behind() == []


async def test_once_a_day_is_enough(alice: Person) -> None:
    await crew(alice)
    await backfill_badges()
    await rows("DELETE FROM badge_award WHERE badge = $1 RETURNING id", CREW)
    await backfill_badges()
    assert await held(alice) == []
    with clock.moved() as moved:
        moved.set(clock.now() + timedelta(days=1))
        await backfill_badges()
    assert await held(alice) == [(CREW, 1)]


async def test_counts_that_a_new_version_makes_come_by_night(alice: Person) -> None:
    await crew(alice)
    await rows("DELETE FROM metric WHERE key = 'team_goals_reached' RETURNING id")
    await rows("DELETE FROM badge_award RETURNING id")
    assert await people_behind() == [alice.id]
    await backfill_badges()
    assert await held(alice) == [(CREW, 1)]
    assert await people_behind() == []


async def test_what_hr_took_back_is_never_given_again(alice: Person) -> None:
    await crew(alice)
    decider = await welcomed("hr", role="hr")
    (award,) = await awards_of(alice.id)
    await revoke(award.id, "A mistake.", decider.id)
    await refresh(alice.id)
    await record_fact(goal(alice, "g9"))
    assert await people_behind() == []
    (kept,) = await awards_of(alice.id)
    assert (kept.is_live, kept.revoked_by, kept.revoked_reason) == (False, decider.id, "A mistake.")
    assert await badges_follow_from_facts() == []


async def test_a_tier_taken_back_takes_those_above_it_and_is_audited(alice: Person) -> None:
    given = [("mes-mots", 1), ("mes-mots", 2), ("mes-mots", 3), (CREW, 1)]
    for badge, tier in given:
        await rows(
            "INSERT INTO badge_award (id, person_id, badge, tier, awarded_at) VALUES ($1, $2, $3, $4, 0) RETURNING id",
            f"{badge}:{tier}", alice.id, badge, tier,
        )  # fmt: skip
    decider = await welcomed("hr", role="hr")
    await revoke("mes-mots:2", "Copied texts.", decider.id)
    assert await held(alice) == [(CREW, 1), ("mes-mots", 1)]
    entries = await AuditEntry.filter(action="badge.revoke").order_by("object_id")
    assert [each.object_id for each in entries] == ["mes-mots:2", "mes-mots:3"]
    assert entries[0].after == {"badge": "mes-mots", "tier": 2, "revoked": True, "reason": "Copied texts."}
    with pytest.raises(AlreadyRevoked):
        await revoke("mes-mots:2", "Again.", decider.id)
    with pytest.raises(OwnBadge):
        await revoke("mes-mots:1", "Mine.", alice.id)
    with pytest.raises(NotFound):
        await revoke("nothing", "Nobody's.", decider.id)


def test_the_facts_that_badges_count_are_those_loaded() -> None:
    assert "team_goal.reached" in METRIC_FACTS


async def test_one_person_whose_facts_cannot_be_read_keeps_nobody_else_waiting(alice: Person) -> None:
    broken = await person("aaron", id="0")  # comes first
    for who in (broken, alice):
        for number in range(20):
            await record_fact(read(who, number))
    await rows("DELETE FROM badge_award WHERE badge = 'curieux' RETURNING id")
    await Pause.create(person=broken, since=clock.now(), until=clock.now())
    await rows("UPDATE pause SET since = $1, until = $1 RETURNING id", 10**17)  # no calendar holds it
    await backfill_badges()
    assert await held(alice) == [("curieux", 1)]
