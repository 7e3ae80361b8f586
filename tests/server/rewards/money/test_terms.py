"""The terms of orders: saved once, against the version that was read."""

import asyncio

import pytest

from server.database import rows
from server.rewards.money.terms import TermsChangedMeanwhile, change_terms
from server.rewards.queries import GiftRules, gift_settings
from tests.support.people import company, person

pytestmark = pytest.mark.usefixtures("db")


async def test_of_two_who_save_at_once_one_reads_again() -> None:
    await company()
    hr = await person("hr", role="hr")
    assert await gift_settings() == GiftRules(True, 14, 30, 1)
    done = await asyncio.gather(
        change_terms(GiftRules(False, 21, 30, 1), hr.id),
        change_terms(GiftRules(True, 28, 30, 1), hr.id),
        return_exceptions=True,
    )
    assert [type(each) for each in done].count(TermsChangedMeanwhile) == 1
    stored = await gift_settings()
    assert stored in (GiftRules(False, 21, 30, 2), GiftRules(True, 28, 30, 2))
    await change_terms(stored, hr.id)
    found = await rows("SELECT before, after FROM audit_entry WHERE action = 'gift.settings'")
    assert len(found) == 1, "saving what stands is no change"
    assert "lapse_days" in str(found[0]["after"])
    assert "pot_days" not in str(found[0]["after"])
