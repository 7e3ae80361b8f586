"""What is owed, approved, exported and taken back: nothing twice, and every sum holds, on both databases."""

import asyncio
import csv
from datetime import timedelta
from io import StringIO
from random import Random

import pytest

from server import clock
from server.bonuses.deciding import FIRST_CORRECTION, approve_instalment, refuse_instalment, take_back
from server.bonuses.exporting import export_to_payroll
from server.bonuses.milestones import approve_due, owe_instalments, wait_for_hr
from server.bonuses.models import BonusInstalment, PayrollBatch
from server.bonuses.payroll_file import BOM
from server.bonuses.queries import instalments_of
from server.database import rows, transaction
from server.events import ReferralLeftBehind, ReferralMoved
from server.referrals.models import Referral, ReferralStep
from server.web.problems import NotFound, Refused
from tests.support.bonuses import bonus_plan, promised, reaches, states
from tests.support.people import company, person

pytestmark = pytest.mark.usefixtures("db")
A_YEAR = timedelta(days=365)


async def test_milestones_owe_once_and_approve_themselves() -> None:
    with clock.moved() as time:
        await company()
        alice, plan = await person(employee_number="E-7"), await bonus_plan()
        referral = await promised(alice.id, plan.version_id)
        await reaches(referral, "offer", "hired")
        assert await states(referral) == []
        await reaches(referral, "started", "started")
        (line,) = (await instalments_of([referral]))[referral]
        assert (line.number, line.state, line.amount, line.person_id) == (1, "due", 50_000, alice.id)
        assert line.due_on == clock.now().date()
        assert line.approves_at is not None
        assert line.approves_at - clock.now() < timedelta(days=14)
        await approve_due()
        assert await states(referral) == [(1, "due", 50_000)]
        time.advance(timedelta(days=14))
        await approve_due()
        await reaches(referral, "retained", "started")
        assert await states(referral) == [(1, "approved", 50_000), (2, "due", 50_000)]
        second = (await instalments_of([referral]))[referral][1]
        assert second.due_on == clock.now().date() + timedelta(days=30)


async def test_a_skip_pays_what_it_passes_and_dates_it_by_its_step() -> None:
    await company()
    alice, plan = await person(), await bonus_plan()
    skipped, stepped = [await promised(alice.id, plan.version_id) for _ in range(2)]
    arrived = clock.now() - timedelta(days=90)
    await ReferralStep.create(referral_id=stepped, stage="started", at=arrived)
    await reaches(skipped, "retained")
    await reaches(stepped, "retained")
    assert await states(skipped) == await states(stepped) == [(1, "due", 50_000), (2, "due", 50_000)]
    first = (await instalments_of([skipped, stepped]))[stepped][0]
    assert first.due_on == arrived.date()


async def test_a_rule_that_pays_nothing_says_why() -> None:
    await company()
    alice, plan = await person(), await bonus_plan()
    gone = await person("bob", left_company_at=clock.now())
    cases = {
        await promised(alice.id, plan.version_id, has_conflict=True): "conflict",
        await promised(alice.id, plan.version_id, is_outside=False): "inside",
        await promised(gone.id, plan.version_id): "left",
    }
    for referral in cases:
        await reaches(referral, "started")
    seen = await instalments_of(cases)
    assert {referral: (line.state, line.reason, line.amount) for referral, (line,) in seen.items()} == {
        referral: ("none", why, 0) for referral, why in cases.items()
    }
    for nobody in (await promised(None, plan.version_id), await promised(alice.id, None)):
        await reaches(nobody, "started", "retained")
        assert await states(nobody) == []
    await approve_due()
    assert await export_to_payroll(alice.id) == ()


async def test_an_ended_referral_waits_for_a_word() -> None:
    with clock.moved() as time:
        await company()
        alice, hr, plan = await person(), await person("hr", role="hr"), await bonus_plan()
        referral = await promised(alice.id, plan.version_id)
        await reaches(referral, "started")
        await wait_for_hr(ReferralLeftBehind(referral, alice.id, clock.now()))
        time.advance(A_YEAR)
        await approve_due()
        (line,) = (await instalments_of([referral]))[referral]
        assert (line.state, line.approves_at) == ("due", None)
        await refuse_instalment(line.id, "The contract ended in its second week.", hr.id)
        (line,) = (await instalments_of([referral]))[referral]
        assert (line.state, line.reason) == ("refused", "The contract ended in its second week.")
        await approve_instalment(line.id, hr.id)
        assert await states(referral) == [(1, "approved", 50_000)]


async def test_who_may_decide_and_when() -> None:
    await company()
    hr, other, plan = await person("hr", role="hr"), await person("other", role="hr"), await bonus_plan()
    referral = await promised(hr.id, plan.version_id)
    await reaches(referral, "started")
    (line,) = (await instalments_of([referral]))[referral]
    with pytest.raises(Refused, match="your own"):
        await approve_instalment(line.id, hr.id)
    with pytest.raises(Refused, match="sent to payroll"):
        await take_back(line.id, "wrong", other.id)
    with pytest.raises(NotFound):
        await approve_instalment("nothing", other.id)
    await approve_instalment(line.id, other.id)
    assert await export_to_payroll(other.id) == (1,)
    with pytest.raises(Refused, match="meanwhile"):
        await refuse_instalment(line.id, "too late", other.id)
    reverse = await take_back(line.id, "Paid to the wrong person.", other.id)
    with pytest.raises(Refused, match="already"):
        await take_back(line.id, "again", other.id)
    with pytest.raises(Refused, match="meanwhile"):
        await refuse_instalment(reverse, "no", other.id)
    assert await states(referral) == [(1, "exported", 50_000), (FIRST_CORRECTION, "approved", -50_000)]
    await reaches(referral, "retained")
    assert [number for number, _, _ in await states(referral)] == [1, 2, FIRST_CORRECTION]
    audited = await rows("SELECT action, before, after FROM audit_entry WHERE object_type = 'bonus' ORDER BY id")
    assert [entry["action"] for entry in audited] == ["bonus.approved", "bonus.correct"]


async def test_exports_hold_their_sums_and_never_change() -> None:
    await company()
    hr, plan = await person("hr", role="hr"), await bonus_plan()
    people = [await person(f"p{n}", employee_number=f"={n}" if n else None) for n in range(4)]
    for each in people:
        referral = await promised(each.id, plan.version_id)
        await reaches(referral, "started")
        (line,) = (await instalments_of([referral]))[referral]
        await approve_instalment(line.id, hr.id)
    both = await asyncio.gather(export_to_payroll(hr.id), export_to_payroll(hr.id))
    assert sorted(both) == [(), (1,)], "two at once make one batch"
    first = await PayrollBatch.get(number=1)
    assert await export_to_payroll(hr.id) == ()
    await take_back((await BonusInstalment.first()).id, "A mistake.\n=1+1", hr.id)  # type: ignore[union-attr]
    assert await export_to_payroll(hr.id) == (2,)
    assert (await PayrollBatch.get(number=1)).content == first.content
    second = await PayrollBatch.get(number=2)
    assert (first.lines, first.total, second.lines, second.total) == (4, 200_000, 1, -50_000)
    taken = list(csv.reader(StringIO(second.content.removeprefix(BOM)), delimiter=";"))[1]
    assert taken[4] == "-500.00"
    assert taken[10] == "A mistake. =1+1"
    assert "'=3;" in first.content
    with pytest.raises(Exception, match="payroll_batch_frozen"):
        await rows("UPDATE payroll_batch SET content = 'x' RETURNING id")
    with pytest.raises(Exception, match="instalment_frozen"):
        await rows("UPDATE bonus_instalment SET amount = 1 RETURNING id")


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_path_pays_twice(seed: int) -> None:
    random = Random(seed)
    await company()
    hr, alice, plan = await person("hr", role="hr"), await person(), await bonus_plan()
    referrals = [
        await promised(alice.id, plan.version_id, has_conflict=number == 2, is_outside=number != 3)
        for number in range(4)
    ]
    with clock.moved() as time:
        for _ in range(150):
            await _something(random, random.choice(referrals), hr.id)
            time.advance(timedelta(days=random.randrange(6)))
    lines = await BonusInstalment.all()
    batches = await PayrollBatch.all()
    exported = [line for line in lines if line.state == "exported"]
    assert sum(batch.total for batch in batches) == sum(line.amount for line in exported)
    assert sum(batch.lines for batch in batches) == len(exported)
    assert [batch.number for batch in sorted(batches, key=lambda each: each.number)] == list(range(1, len(batches) + 1))
    for number, referral in enumerate(referrals):
        paid = sum(amount for _, state, amount in await states(referral) if state != "refused")
        assert 0 <= paid <= (100_000 if number < 2 else 0)
    corrected = {line.id: line.amount for line in lines}
    taken_back = [(corrected[line.corrects_id], line.amount) for line in lines if line.corrects_id]  # type: ignore[attr-defined]
    assert taken_back
    assert all(paid + back == 0 for paid, back in taken_back)


async def _something(random: Random, referral: str, hr: str) -> None:
    lines = (await instalments_of([referral])).get(referral, ())
    line = random.choice(lines).id if lines else "none"
    acts = (
        lambda: _reach(referral, random.choice(("hired", "started", "retained"))),
        lambda: wait_for_hr(ReferralLeftBehind(referral, None, clock.now())),
        lambda: approve_instalment(line, hr),
        lambda: refuse_instalment(line, "no", hr),
        lambda: take_back(line, "wrong", hr),
        lambda: export_to_payroll(hr),
        approve_due,
    )
    try:
        await random.choice(acts)()
    except (Refused, NotFound):
        return


async def _reach(referral: str, stage: str) -> None:
    async with transaction():
        await Referral.filter(id=referral).update(stage=stage)
        await owe_instalments(ReferralMoved(referral, None, "", stage, clock.now()))
