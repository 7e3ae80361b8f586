"""Whose recommendation it is: the first valid one, for a year, whatever comes after it."""

from datetime import timedelta

import pytest

from gamification import Fact, FactValue
from server import clock
from server.database import rows
from server.events import ReferralMoved
from server.openings.models import Opening
from server.people.models import Person
from server.referrals.moving import advance, close_referral, withdraw
from server.referrals.queries import referral, referral_of, referrals_of
from server.referrals.submitting import Application, TakesNobody, submit
from server.web.problems import NotFound
from tests.support.bonuses import bonus_plan
from tests.support.openings import opening
from tests.support.people import company, person
from tests.support.referrals import applied, candidate, referral_at
from tests.support.sharing import heard

pytestmark = pytest.mark.usefixtures("db")
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def stages(of: Person) -> list[str]:
    return sorted(each.stage for each in await referrals_of(of.id))


async def told(opening_: Opening, through: Person | None, **more: str) -> list[tuple[str, str | None]]:
    """Who reads which stage after an application."""
    with heard(ReferralMoved) as moved:
        await applied(opening_, through, **more)
    return [(each.stage, each.referrer_id) for each in moved]


async def test_the_first_who_recommends_owns_somebody_for_a_year_whatever_the_opening() -> None:
    await company()
    alice, bob = await person("alice"), await person("bob")
    one, two, three = await opening("one"), await opening("two"), await opening("three")
    with clock.moved() as time:
        time.set(clock.now())
        assert await told(one, alice) == [("submitted", alice.id)]
        assert await told(two, bob, words="A kind word") == [("submitted", alice.id), ("duplicate", bob.id)]
        assert await told(two, None) == [("duplicate", None)]
        time.advance(timedelta(days=366))
        assert await told(three, bob) == [("submitted", bob.id)]
    assert await stages(alice) == ["submitted", "submitted"]
    second = (await referrals_of(bob.id))[-1]
    assert (second.stage, second.candidate_id, second.words) == ("duplicate", None, "")
    assert [each.words for each in await referrals_of(alice.id)] == ["", ""]


async def test_a_number_that_comes_with_a_known_address_belongs_to_its_owner() -> None:
    await company()
    alice, bob = await person("alice"), await person("bob")
    await applied(await opening("one"), alice, email="lea@mail.example")
    await applied(await opening("two"), bob, email="Lea+jobs@mail.example", phone="06 12 34 56 78")
    assert await told(await opening("three"), bob, phone="+33 6 12 34 56 78") == [
        ("submitted", alice.id), ("duplicate", bob.id),
    ]  # fmt: skip


async def test_the_same_person_for_the_same_opening_is_one_referral() -> None:
    await company()
    alice, bob, position = await person("alice"), await person("bob"), await opening()
    first = await applied(position, alice)
    again, through_bob, alone = await applied(position, alice), await applied(position, bob), await applied(position)
    assert {again.first_id, through_bob.first_id, alone.first_id} == {first.referral_id}
    assert (await stages(alice), await stages(bob)) == (["submitted"], ["duplicate"])
    found = await referral(again.referral_id)
    assert found is not None
    assert (found.stage, found.referrer_id, found.closed_because) == ("duplicate", None, "known")
    assert await referral_of(found.candidate_id or "") == found


@ON_SQLITE
async def test_two_people_who_share_a_number_are_two_people() -> None:
    await company()
    alice, position = await person("alice"), await opening()
    await applied(position, alice, email="lea@mail.example", phone="0612345678")
    other = await applied(position, alice, email="max@mail.example", phone="0612345678")
    assert (other.stage, await stages(alice)) == ("submitted", ["submitted", "submitted"])


async def test_who_came_alone_is_known_for_a_year() -> None:
    await company()
    alice = await person("alice")
    assert await told(await opening("one"), None) == [("submitted", None)]
    assert await told(await opening("two"), alice) == [("submitted", None), ("duplicate", alice.id)]
    assert await rows("SELECT id FROM fact") == []


@ON_SQLITE
async def test_an_application_sent_twice_is_one() -> None:
    await company()
    alice, position = await person("alice"), await opening()
    application = Application(position.id, await candidate(), "link", alice.id, "Kind words", "colleague")
    made = await submit(application)
    assert await submit(application) == made
    seen = await referral(made.referral_id)
    assert seen is not None
    assert (seen.words, seen.relation, seen.source) == ("Kind words", "colleague", "link")


async def heard_of(through: Person, position: Opening, **contact: str) -> dict[str, FactValue] | None:
    """What the rules hear of an application: nothing when nothing is announced."""
    with heard(Fact) as facts:
        await applied(position, through, **contact)
    return dict(facts[0].values) if facts else None


@ON_SQLITE
@pytest.mark.parametrize("who", ["recruiter", "manager", "hr", "admin", "themself", "colleague"])
async def test_whoever_has_a_hand_in_it_earns_nothing(who: str) -> None:
    await company()
    alice = await person("alice", role=who if who in ("hr", "admin") else "employee")
    await person("bob")
    hands = {"recruiter": {"recruiter_id": alice.id}, "manager": {"manager_id": alice.id}}
    own = {"themself": "alice+me@orvane.example", "colleague": "Bob+jobs@orvane.example"}
    contact = {"email": own[who]} if who in own else {}
    values = await heard_of(alice, await opening(**hands.get(who, {})), **contact)
    assert values is not None
    assert values["outside"] is False
    seen = (await referrals_of(alice.id))[0]
    assert (seen.is_outside, seen.has_conflict) == (who not in own, who != "colleague")
    assert not seen.earns


@ON_SQLITE
async def test_a_conflict_owns_nobody_and_an_owner_keeps_theirs() -> None:
    await company()
    alice, helene, bob = await person("alice"), await person("helene", role="hr"), await person("bob")
    await applied(await opening("one"), helene, name="max")
    assert await told(await opening("two"), bob, name="max") == [("submitted", None), ("duplicate", bob.id)]
    await applied(await opening("three"), alice)
    hers = await opening("four", recruiter_id=alice.id)
    assert await told(hers, helene) == [("submitted", alice.id), ("duplicate", helene.id)]
    assert [each.has_conflict for each in await referrals_of(alice.id)] == [True, False]


@ON_SQLITE
async def test_whom_hr_adds_is_still_whose_they_were() -> None:
    await company()
    alice, bob = await person("alice"), await person("bob")
    await applied(await opening("one"), alice)
    added = await submit(Application((await opening("two")).id, await candidate(), "hr"))
    fresh = await submit(Application((await opening("three")).id, await candidate("max"), "hr"))
    seen = [await referral(each.referral_id) for each in (added, fresh)]
    assert [each and each.referrer_id for each in seen] == [alice.id, None]
    assert await told(await opening("four"), bob, name="max") == [("submitted", None), ("duplicate", bob.id)]


@ON_SQLITE
@pytest.mark.parametrize("state", ["joined_at", "opted_out_at", "left_company_at"])
async def test_who_takes_no_part_is_credited_with_nobody_and_owns_nobody(state: str) -> None:
    await company()
    alice, bob = await person("alice"), await person("bob")
    await applied(await opening("one"), alice)
    await Person.filter(id=alice.id).update(**{state: None if state == "joined_at" else clock.now()})
    made = await applied(await opening("two"), alice, name="max")
    seen = await referral(made.referral_id)
    assert seen is not None
    assert seen.referrer_id is None
    if state != "joined_at":
        assert await told(await opening("three"), bob) == [("submitted", bob.id)]


@ON_SQLITE
async def test_applying_again_after_an_end_earns_no_stage_twice() -> None:
    await company()
    alice, position = await person("alice"), await opening()
    first = await applied(position, alice)
    await advance(first.referral_id, "qualified", None)
    await withdraw(first.referral_id)
    with heard(Fact) as facts:
        again = await applied(position, alice)
        for stage in ("qualified", "interview", "hired"):
            await advance(again.referral_id, stage, None)
    assert again.stage == "submitted"
    assert [fact.kind for fact in facts] == ["referral.interview", "referral.hired"]


@ON_SQLITE
async def test_a_person_who_started_once_is_paid_for_once() -> None:
    await company()
    alice, position = await person("alice"), await opening()
    first = await applied(position, alice)
    await advance(first.referral_id, "started", None)
    await close_referral(first.referral_id, "rejected", "trial", None)
    with heard(Fact) as facts:
        again = await applied(position, alice)
        await advance(again.referral_id, "started", None)
    seen = await referral(again.referral_id)
    assert seen is not None
    assert (seen.stage, seen.referrer_id, seen.bonus_version_id, facts) == ("started", None, None, [])
    assert await stages(alice) == ["duplicate", "rejected"]


@ON_SQLITE
async def test_the_version_of_the_plan_is_that_of_the_day() -> None:
    await company()
    alice, plan = await person("alice"), await bonus_plan()
    position = await opening(bonus_plan_id=plan.id)
    made = await referral_at("submitted", position, alice)
    alone = await referral_at("submitted", position, name="max")
    seen = [await referral(each.id) for each in (made, alone)]
    assert [each and each.bonus_version_id for each in seen] == [plan.version_id, None]


@ON_SQLITE
async def test_a_closed_opening_takes_nobody_and_an_unknown_one_is_nothing() -> None:
    await company()
    shut = await opening(state="closed", closed_at=clock.now())
    with pytest.raises(TakesNobody):
        await applied(shut)
    with pytest.raises(NotFound):
        await submit(Application("nothing", await candidate(), "direct"))
    with pytest.raises(NotFound):
        await submit(Application(shut.id, "nobody", "direct"))
    assert await rows("SELECT id FROM referral") == []
    assert await rows("SELECT contact_hash FROM referral_claim") == []
