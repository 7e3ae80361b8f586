"""The doctor names a referral that no move would have left as it is."""

from datetime import timedelta

import pytest

from server import clock
from server.doctor import CHECKS
from server.referrals.checks import referrals_follow_their_steps
from server.referrals.models import Referral, ReferralStep
from server.referrals.moving import withdraw
from tests.support.openings import opening
from tests.support.people import company, person
from tests.support.referrals import applied, referral_at

pytestmark = pytest.mark.usefixtures("db")


async def test_what_commands_leave_is_sound_and_what_a_hand_left_is_named() -> None:
    assert CHECKS["referrals"] is referrals_follow_their_steps
    await company()
    alice, bob, position = await person("alice"), await person("bob"), await opening()
    with clock.moved() as time:
        time.set(clock.now())  # all in one millisecond
        made = await referral_at("hired", position, alice, name="max")
        ended = await applied(position, alice)
        await applied(position, bob)
        await withdraw(ended.referral_id)
        assert await referrals_follow_their_steps() == []
    await Referral.filter(id=made.id).update(stage="interview")
    await Referral.filter(id=ended.referral_id).update(closed_at=None)
    lost = await Referral.create(
        opening=position, source="direct", stage="offer", stage_at=clock.now(), submitted_at=clock.now()
    )
    back = (await applied(position, name="zoe")).referral_id
    for days, stage in enumerate(("hired", "qualified"), 1):
        await ReferralStep.create(referral_id=back, stage=stage, at=clock.now() + timedelta(days=days))
    await Referral.filter(id=back).update(stage="qualified")
    assert sorted(await referrals_follow_their_steps()) == sorted(
        [
            f"referral {made.id} stands at interview, its steps lead to hired",
            f"referral {ended.referral_id} stands at withdrawn, and its end is not noted",
            f"referral {lost.id} stands at offer, its steps lead to nothing",
            f"referral {back} went from hired to qualified",
        ]
    )
