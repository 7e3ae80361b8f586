"""Until when a candidate is kept, written beside them by every move, and the pool that they join and leave."""

from datetime import UTC, datetime, timedelta

import pytest

from gamification import ENDS, STAGES, add_months
from server import clock
from server.candidates.pool import join_pool, leave_pool, renew
from server.candidates.retention import kept_by_referral, kept_until
from server.candidates.vault import CandidateSeen, candidates
from server.listeners import register_listeners
from server.referrals.moving import advance, close_referral, withdraw
from server.referrals.settings_queries import ReferralRules
from server.settings import Settings
from tests.support.candidates import a_candidate, a_referral

RULES = ReferralRules()
AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def seen(candidate_id: str) -> CandidateSeen:
    return (await candidates([candidate_id]))[candidate_id]


@pytest.mark.parametrize("stage", [*STAGES, *ENDS])
def test_ends_are_kept_three_months_and_open_ones_two_years(stage: str) -> None:
    over = stage in ENDS or stage == "retained"
    assert kept_until(stage, AT, RULES) == datetime(*((2027, 2, 28) if over else (2028, 11, 30)), 9, tzinfo=UTC)


def test_without_a_referral_two_years_from_the_beginning() -> None:
    assert kept_by_referral(None, AT, RULES) == add_months(AT, 24)


@pytest.fixture
async def candidate_id(db: None, settings: Settings) -> str:
    register_listeners(settings)
    return (await a_candidate()).candidate_id


async def test_every_move_writes_the_day(candidate_id: str) -> None:
    referral_id = await a_referral(candidate_id)
    with clock.moved() as time:
        time.advance(timedelta(days=40))
        await advance(referral_id, "interview", None)
        assert (await seen(candidate_id)).erase_at == _millis(add_months(clock.now(), 24))
        await close_referral(referral_id, "rejected", "skills", None)
        assert (await seen(candidate_id)).erase_at == _millis(add_months(clock.now(), 3))


def _millis(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


@ONE_DATABASE
async def test_the_pool_is_later_than_an_end(candidate_id: str) -> None:
    referral_id = await a_referral(candidate_id)
    assert await join_pool(candidate_id)
    await withdraw(referral_id)
    inside = await seen(candidate_id)
    assert inside.pool_since is not None
    assert inside.erase_at == inside.pool_until == add_months(inside.pool_since, 24)


@ONE_DATABASE
async def test_who_leaves_the_pool_is_kept_as_their_application_allows(candidate_id: str) -> None:
    referral_id = await a_referral(candidate_id)
    assert not await leave_pool(candidate_id)
    ended = clock.now()
    await withdraw(referral_id)
    await join_pool(candidate_id)
    with clock.moved() as time:
        time.advance(timedelta(days=200))
        assert await leave_pool(candidate_id)
    outside = await seen(candidate_id)
    assert (outside.pool_since, outside.pool_until) == (None, None)
    assert outside.erase_at is not None
    assert abs(outside.erase_at - add_months(ended, 3)) < timedelta(minutes=1)


@ONE_DATABASE
async def test_renewing_keeps_the_first_day_of_consent(candidate_id: str) -> None:
    assert not await renew(candidate_id)
    await join_pool(candidate_id)
    first = await seen(candidate_id)
    with clock.moved() as time:
        time.advance(timedelta(days=700))
        assert await renew(candidate_id)
        again = await seen(candidate_id)
        assert again.pool_since == first.pool_since
        assert again.erase_at == again.pool_until == _millis(add_months(clock.now(), 24))


@ONE_DATABASE
async def test_nobody_joins_who_is_not_there(candidate_id: str) -> None:
    assert not await join_pool("nobody")
    assert not await leave_pool("nobody")
