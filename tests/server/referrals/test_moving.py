"""Moving a referral: each stage once, of two at once one, and what an end takes back."""

import asyncio
from datetime import timedelta

import pytest

from gamification import AccountKind, Unit, fund_budget
from server import clock
from server.database import rows, transaction
from server.doctor import LEDGER, examine
from server.events import ReferralLeftBehind, ReferralMoved
from server.listeners import register_listeners
from server.people.models import Person
from server.points import ledger
from server.points.due import confirm_due, void_due
from server.referrals.moving import MovedMeanwhile, OwnReferral, advance, close_referral, withdraw
from server.referrals.queries import referral, referrals_of, steps_of
from server.settings import Settings
from server.web.problems import NotFound
from tests.support.openings import opening
from tests.support.people import company, person
from tests.support.referrals import applied
from tests.support.sharing import heard

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
async def started(db: None, settings: Settings) -> None:
    register_listeners(settings)
    await company(points_per_person=0)
    async with transaction():
        await ledger.post(fund_budget(None, 5000, "all", clock.now()), "fund:all", None)


async def purse(of: Person) -> tuple[int, int]:
    """Points of somebody's own, and points that wait."""
    kinds = (AccountKind.AVAILABLE, AccountKind.PENDING)
    available, pending = [await ledger.balance(Unit.POINTS, kind, of.id) for kind in kinds]
    return available, pending


async def test_a_whole_way_pays_each_stage_once_and_the_hire_with_the_first_day() -> None:
    alice, hr = await person("alice", joined_at=clock.now() - timedelta(days=90)), await person("helene", role="hr")
    made = await applied(await opening(is_hot=True), alice)
    purses = [await purse(alice)]
    with heard(ReferralMoved) as moved:
        for stage in ("qualified", "interview", "offer", "hired", "started", "retained"):
            assert await advance(made.referral_id, stage, hr.id)
            assert not await advance(made.referral_id, stage, hr.id)
            purses.append(await purse(alice))
    assert purses == [(0, 10), (20, 10), (80, 10), (80, 10), (80, 310), (380, 10), (480, 10)]
    assert [each.stage for each in moved] == ["qualified", "interview", "offer", "hired", "started", "retained"]
    steps = (await steps_of([made.referral_id]))[made.referral_id]
    assert [(each.stage, each.by_id) for each in steps] == [
        ("submitted", None), *((stage, hr.id) for stage in
        ("qualified", "interview", "offer", "hired", "started", "retained")),
    ]  # fmt: skip
    found = await rows("SELECT key, object_type, object_id, content FROM fact WHERE kind = 'referral.hired'")
    assert found[0]["key"] == f"referral:{made.referral_id}:hired"
    assert (found[0]["object_type"], found[0]["object_id"]) == ("referral", made.referral_id)
    assert '"hot": true' in str(found[0]["content"])
    assert [fault for finding in await examine(LEDGER) for fault in finding.faults] == []


@ON_SQLITE
async def test_skipped_stages_do_not_pay_and_there_is_no_way_back() -> None:
    alice = await person("alice")
    made = await applied(await opening(), alice)
    await advance(made.referral_id, "offer", None)
    for stage in ("submitted", "qualified", "interview"):
        with pytest.raises(MovedMeanwhile):
            await advance(made.referral_id, stage, None)
    await advance(made.referral_id, "started", None)
    assert await purse(alice) == (0, 10)
    with pytest.raises(MovedMeanwhile):
        await withdraw(made.referral_id)
    assert await close_referral(made.referral_id, "rejected", "trial", None)


async def test_two_people_at_once_move_it_once() -> None:
    alice, hr, boss = await person("alice"), await person("helene", role="hr"), await person("ines", role="admin")
    made = await applied(await opening(), alice)
    with heard(ReferralMoved) as moved:
        done = await asyncio.gather(
            *(advance(made.referral_id, "qualified", by.id, 1) for by in (hr, boss, hr)),
            close_referral(made.referral_id, "rejected", "profile", boss.id, 1),
            return_exceptions=True,
        )
    assert [each for each in done if each is True] == [True]
    assert len(moved) == 1
    stands = await referral(made.referral_id)
    assert stands is not None
    assert stands.version == 2


@ON_SQLITE
async def test_a_page_that_was_read_before_somebody_moved_it_moves_nothing() -> None:
    made = await applied(await opening(), await person("alice"))
    await advance(made.referral_id, "qualified", None, 1)
    with pytest.raises(MovedMeanwhile):
        await advance(made.referral_id, "interview", None, 1)
    assert not await advance(made.referral_id, "qualified", None, 1)
    with pytest.raises(NotFound):
        await advance("nothing", "interview", None)
    with pytest.raises(ValueError, match="rejected"):
        await advance(made.referral_id, "rejected", None)
    with pytest.raises(ValueError, match="hired"):
        await close_referral(made.referral_id, "hired", "", None)


@ON_SQLITE
async def test_nobody_moves_whom_they_recommended() -> None:
    helene = await person("helene", role="hr")
    made = await applied(await opening(), helene)
    with pytest.raises(OwnReferral):
        await advance(made.referral_id, "qualified", helene.id)
    assert await advance(made.referral_id, "qualified", None)
    assert await purse(helene) == (0, 0)


@ON_SQLITE
async def test_who_leaves_the_programme_earns_no_further_stage() -> None:
    alice = await person("alice")
    made = await applied(await opening(), alice)
    await advance(made.referral_id, "qualified", None)
    await Person.filter(id=alice.id).update(opted_out_at=clock.now())
    with heard(ReferralMoved) as moved:
        await advance(made.referral_id, "interview", None)
    assert [each.stage for each in moved] == ["interview"]
    assert await purse(alice) == (20, 10)


@pytest.mark.parametrize("end", ["rejected", "withdrawn", "duplicate", "expired"])
@ON_SQLITE
async def test_closed_before_the_first_day_the_hire_is_worth_nothing(end: str) -> None:
    alice = await person("alice")
    made = await applied(await opening(), alice)
    await advance(made.referral_id, "hired", None)
    assert await purse(alice) == (0, 310)
    with heard(ReferralLeftBehind) as left:
        await close_referral(made.referral_id, end, "why", None)
        assert not await close_referral(made.referral_id, end, "why", None)
    assert [each.referrer_id for each in left] == [alice.id]
    assert await purse(alice) == (0, 0)
    stands = (await referrals_of(alice.id))[0]
    assert (stands.stage, stands.closed_because, stands.is_open, stands.closed_at is None) == (end, "why", False, False)
    assert [fault for finding in await examine(LEDGER) for fault in finding.faults] == []


@ON_SQLITE
async def test_an_application_pays_after_seven_days_and_a_hire_that_never_starts_after_half_a_year_not() -> None:
    with clock.moved() as time:
        time.set(clock.now())
        alice = await person("alice")
        made = await applied(await opening(), alice)
        await advance(made.referral_id, "hired", None)
        time.advance(timedelta(days=7))
        await confirm_due()
        assert await purse(alice) == (10, 300)
        time.advance(timedelta(days=174))
        await void_due()
        assert await purse(alice) == (10, 0)
        await advance(made.referral_id, "started", None)
        assert await purse(alice) == (10, 0)


@ON_SQLITE
async def test_a_trial_that_fails_leaves_what_the_first_day_confirmed() -> None:
    alice = await person("alice")
    made = await applied(await opening(), alice)
    await advance(made.referral_id, "hired", None)
    await advance(made.referral_id, "started", None)
    await close_referral(made.referral_id, "rejected", "trial", None)
    assert await purse(alice) == (300, 0)
    with pytest.raises(MovedMeanwhile):
        await advance(made.referral_id, "retained", None)
