"""What others ask about plans: the version of a moment, what it promises, what is retired."""

from datetime import timedelta

import pytest

from server import clock
from server.bonuses.models import BonusPlan
from server.bonuses.queries import instalments_of, plan_outlook, plans, version_for, version_outlook
from server.bonuses.wording import gross
from server.database import rows
from server.web.locale import speaking
from tests.support.bonuses import bonus_plan, bonus_version

pytestmark = pytest.mark.usefixtures("db")


async def test_a_moment_has_one_version() -> None:
    now = clock.now()
    plan = await bonus_plan(since=now - timedelta(days=10))
    second = await bonus_version(
        plan.id, 2, instalments=({"milestone": "retained", "days": 0, "amount": 90_050},), since=now + timedelta(days=5)
    )
    assert await version_for(plan.id, now - timedelta(days=11)) is None
    assert await version_for(plan.id, now) == plan.version_id
    assert await version_for(plan.id, now + timedelta(days=5)) == second
    today, later = await plan_outlook(plan.id, now), await plan_outlook(plan.id, now + timedelta(days=6))
    assert today
    assert later
    assert (today.total, today.currency, today.instalments[1]) == (100_000, "EUR", ("retained", 50_000, 30))
    assert (later.total, later.instalments) == (90_050, (("retained", 90_050, 0),))
    (seen,) = await plans()
    assert seen.today == today
    await BonusPlan.filter(id=plan.id).update(retired_at=now)
    assert await plans() == []
    (retired,) = await plans(with_retired=True)
    assert retired.is_retired
    assert retired.today is None
    assert await version_for(plan.id, now) is None
    assert await version_outlook(plan.version_id) == today, "a referral keeps its version"
    assert await instalments_of([]) == await instalments_of(["nobody"]) == {}
    with pytest.raises(Exception, match="bonus_version_frozen"):
        await rows("UPDATE bonus_plan_version SET currency = 'CHF' RETURNING id")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_amounts_are_gross_in_both_languages() -> None:
    with speaking("en"):
        assert (gross(50_000, "EUR"), gross(123_456, "EUR")) == ("€500 gross", "€1,234.56 gross")
        assert gross(-49_950, "EUR") == "−€499.50 gross"
        for elsewhere in ("XOF", "TND"):
            assert "1,234.50" in gross(123_450, elsewhere), "nothing is rounded that payroll pays"
    with speaking("fr"):
        assert gross(100_000, "EUR").startswith("1\u202f000\u00a0€")
        assert gross(100_050, "EUR").startswith("1\u202f000,50\u00a0€")
