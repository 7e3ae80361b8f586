"""Invariant 18: the past replayed through the versions of its days is what was decided, and nothing is written."""

from datetime import timedelta

import pytest

from gamification import Confirm, ConfirmMode, Fact, FactValue, Grant, Limit, LimitPer, Multiply, RuleSpec
from server import clock
from server.clock import MovedClock, moved
from server.database import rows
from server.database.fields import from_millis
from server.events import CampaignFunded
from server.people.models import Person
from server.points.confirming import void_waiting
from server.points.corrections import ask_correction
from server.points.funding import fund_campaign
from server.points.recording import record_fact
from server.rulebook.activation import NewVersion, create_rule, put_in_force, retire
from server.rulebook.campaigns import create_campaign
from server.rulebook.queries import rule_list
from tests.support.parity import fingerprint, recorded, replayed
from tests.support.people import company, person, welcomed
from tests.support.reversing import reverse_decision

pytestmark = pytest.mark.usefixtures("db")

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def share(who: Person, name: str, **changes: FactValue) -> Fact:
    values: dict[str, FactValue] = {
        "article": name, "channel": "linkedin", "channel_pays": True, "article_active": True, "own_words": True,
        "onboarded": True, "team": "", "level": 1,
    }  # fmt: skip
    return Fact(f"share:{name}", "share.recorded", who.id, clock.now(), "share", name, values | changes)


def about(who: Person, kind: str, name: str, **values: FactValue) -> Fact:
    kinds = {"share.seen": "share", "visits.settled": "link", "article.read": "article"}
    return Fact(f"{kind}:{name}", kind, who.id, clock.now(), kinds[kind], name, values)


async def a_past(moving: MovedClock) -> None:
    """Caps, voids, an empty budget, a campaign, a version that changes mid-way, a correction, a reversal."""
    moving.set(clock.now() - 20 * DAY)
    await company(points_per_person=60)
    ada, bo, hr = await welcomed("ada"), await welcomed("bo"), await person("hr", role="hr")
    spring = await create_campaign("Printemps", "Spring", clock.now() + 3 * DAY, None, True, hr.id)
    key = str((await rows("SELECT key FROM campaign WHERE id = $1", spring))[0]["key"])
    await fund_campaign(CampaignFunded(key, 12, "first"))
    boost = RuleSpec("share.recorded", Multiply(20_000, ("R1",)), campaign=key)
    await put_in_force(await create_rule("boost", "Élan", "Boost"), NewVersion(boost, clock.now(), hr.id))
    reads = RuleSpec("article.read", Grant(2), limits=(Limit(("rule",), LimitPer.DAY, max_times=3),))
    await put_in_force(await create_rule("reads", "Lire", "Reading"), NewVersion(reads, clock.now(), hr.id))
    for n in range(5):
        moving.advance(HOUR)
        await record_fact(share(ada, f"a{n}"))
    await record_fact(about(ada, "share.seen", "a0", share="a0"))
    await void_waiting("share", "a1", ada.id)
    await record_fact(share(ada, "again"))
    await record_fact(share(bo, "insta", channel="instagram", channel_pays=False))
    await ask_correction("adjust", bo.id, 5, None, "For the help at the stand", hr.id)
    moving.advance(4 * DAY)
    await change_r1(clock.now() + HOUR)
    before = share(bo, "late")
    for n in range(4):
        moving.advance(HOUR)
        await record_fact(share(bo, f"b{n}"))
    await record_fact(before)
    for n in range(5):
        await record_fact(about(ada if n % 2 else bo, "article.read", f"r{n}", article=f"r{n}"))
    await record_fact(about(bo, "visits.settled", "l1", article="b0", channel="linkedin", link="l1", visitors=33))
    await reverse_first(ada)
    moving.advance(DAY)
    await fund_campaign(CampaignFunded(key, 15, "second"))
    for n in range(3):
        await record_fact(share(bo, f"c{n}"))
    await void_waiting("share", "c1", bo.id)
    await retire((await rule_list("en"))[0].id, clock.now() + HOUR, hr.id)
    moving.advance(2 * HOUR)
    await record_fact(share(bo, "last"))


async def change_r1(starts_at: object) -> None:
    line = next(each for each in await rule_list("en") if each.key == "R1")
    spec = line.versions[0].rule.spec
    waits = Confirm(ConfirmMode.ON_FACT, "share.seen", void_after_days=14)
    new = RuleSpec(spec.when, Grant(7), spec.conditions, waits, spec.limits[:1])
    await put_in_force(line.id, NewVersion(new, starts_at, None))  # type: ignore[arg-type]


async def reverse_first(who: Person) -> None:
    found = await rows(
        "SELECT d.id FROM decision d JOIN fact f ON f.id = d.fact_id WHERE f.key = 'share:a0' AND d.rule_key = 'R1' "
        "AND d.person_id = $1",
        who.id,
    )
    assert await reverse_decision(found[0]["id"])


async def test_the_past_replayed_is_the_past_and_nothing_is_written() -> None:
    with moved() as moving:
        await a_past(moving)
        before, was = await fingerprint(), await recorded()
        again = await replayed()
        assert again == was
        assert await fingerprint() == before
    outcomes = {decided[1] for decided in was.values()}
    assert outcomes >= {"awarded", "capped", "partial", "budget_exhausted", "ineligible"}
    assert {decided[0] for (_, rule), decided in was.items() if rule == "R1"} == {1, 2}


async def test_a_part_of_the_past_begins_with_what_was_used_and_left() -> None:
    with moved() as moving:
        await a_past(moving)
        found = await rows("SELECT recorded_at FROM fact ORDER BY recorded_at")
        for place in (3, 6, 12, 20):
            since = from_millis(found[place]["recorded_at"])
            assert await replayed(since) == await recorded(since)
