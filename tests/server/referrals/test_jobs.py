"""Half a year without a move is an end; five working days without an answer are told of once."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from server import clock
from server.database import rows
from server.events import ReferralLeftBehind, ReferralStale
from server.referrals.jobs import expire_referrals, tell_stale_referrals
from server.referrals.models import Referral
from server.referrals.moving import MovedMeanwhile, advance, close_referral, withdraw
from server.referrals.queries import referral
from server.referrals.settings_commands import SettingsChangedMeanwhile, change_referral_settings
from server.referrals.settings_queries import ReferralRules, referral_settings
from tests.support.openings import opening
from tests.support.people import company, person
from tests.support.referrals import applied, referral_at
from tests.support.sharing import heard

pytestmark = pytest.mark.usefixtures("db")
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TUESDAY_NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=ZoneInfo("Europe/Paris"))


async def stale() -> list[tuple[str, str]]:
    with heard(ReferralStale) as told:
        await tell_stale_referrals()
    return [(each.referral_id, each.stage) for each in told]


async def test_who_waits_five_working_days_is_told_of_once_a_stage() -> None:
    await company()
    with clock.moved() as time:
        time.set(TUESDAY_NIGHT.astimezone(clock.now().tzinfo))
        made = await applied(await opening(), await person("alice"))
        time.advance(timedelta(days=5, hours=20))  # the Monday evening after: four working days
        assert await stale() == []
        time.advance(timedelta(hours=5))  # early on Tuesday
        assert await stale() == [(made.referral_id, "submitted")]
        assert await stale() == []
        await advance(made.referral_id, "interview", None)
        assert await stale() == []
        planned = {"next_on": clock.now() + timedelta(days=20)}
        await _change(made.referral_id, planned)
        time.advance(timedelta(days=19))
        assert await stale() == []
        time.advance(timedelta(days=1))
        assert await stale() == [(made.referral_id, "interview")]


@ON_SQLITE
async def test_nobody_waits_for_an_answer_once_there_is_one() -> None:
    await company()
    alice, position = await person("alice"), await opening()
    for name, stage in (("max", "hired"), ("zoe", "started"), ("ada", "retained")):
        await referral_at(stage, position, alice, name=name)
    await withdraw((await applied(position, alice)).referral_id)
    with clock.moved() as time:
        time.set(clock.now() + timedelta(days=90))
        assert await stale() == []


async def _change(referral_id: str, values: dict[str, Any]) -> None:
    await Referral.filter(id=referral_id).update(**values)


async def test_what_nobody_moves_for_half_a_year_has_ended() -> None:
    await company()
    alice, position = await person("alice"), await opening()
    waiting = await applied(position, alice)
    hired = await referral_at("hired", position, alice, name="max")
    begun = await referral_at("started", position, alice, name="zoe")
    with clock.moved() as time:
        time.set(clock.now() + timedelta(days=100))
        await advance(waiting.referral_id, "qualified", None)
        time.advance(timedelta(days=81))
        with heard(ReferralLeftBehind) as left:
            await expire_referrals()
            await expire_referrals()
    assert [each.referral_id for each in left] == [hired.id]
    found = [await referral(each) for each in (waiting.referral_id, hired.id, begun.id)]
    assert [each and each.stage for each in found] == ["qualified", "expired", "started"]


@ON_SQLITE
async def test_a_move_at_the_last_moment_is_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    await company()
    made = await applied(await opening(), await person("alice"))

    async def after_somebody(*args: Any) -> bool:
        await advance(made.referral_id, "offer", None)
        with pytest.raises(MovedMeanwhile):
            await close_referral(*args)
        raise MovedMeanwhile

    monkeypatch.setattr("server.referrals.jobs.close_referral", after_somebody)
    with clock.moved() as time:
        time.set(clock.now() + timedelta(days=200))
        await expire_referrals()
    assert (await rows("SELECT stage FROM referral"))[0]["stage"] == "offer"


async def test_terms_are_those_of_the_house_until_hr_changes_them_and_two_cannot_save_at_once() -> None:
    assert await referral_settings() == ReferralRules()
    wanted = ReferralRules(allows_presenting=True, stale_days=3, expires_days=30)
    change = await change_referral_settings(wanted)
    assert (change.before, change.after.stale_days, change.after.version) == (ReferralRules(), 3, 2)
    assert await referral_settings() == change.after
    with pytest.raises(SettingsChangedMeanwhile):
        await change_referral_settings(wanted)
    await company()
    made = await applied(await opening(), await person("alice"))
    with clock.moved() as time:
        time.set(clock.now() + timedelta(days=30))
        assert await stale() == [(made.referral_id, "submitted")]
        await expire_referrals()
    seen = await referral(made.referral_id)
    assert seen is not None
    assert (seen.stage, seen.closed_because) == ("expired", "silence")
