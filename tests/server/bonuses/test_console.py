"""/console/bonuses: plans by version, payments decided and exported once, figures always gross."""

import hashlib
from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.bonuses import console_queries
from server.bonuses.queries import instalments_of, plan_outlook, plans, version_for
from server.database import rows
from server.people.models import Person
from tests.conftest import browser
from tests.support.bonuses import bonus_plan, promised, reaches, states
from tests.support.people import company, person
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATH = "/console/bonuses"
PLAN = {
    "name_fr": "CDI", "name_en": "Permanent", "amount_1": "500", "milestone_1": "started", "days_1": "0",
    "amount_2": "499,50", "milestone_2": "retained", "days_2": "30", "amount_3": "", "milestone_3": "retained",
    "days_3": "0", "currency": "EUR", "starts_on": "2026-11-24",
}  # fmt: skip


async def office(app: ASGIApp, **more: object) -> tuple[httpx2.AsyncClient, Person]:
    await company()
    hr = await person("hr", role="hr", **more)  # type: ignore[arg-type]
    return await as_person(browser(app), hr, stepped_up=True), hr


async def test_a_plan_from_its_first_version_to_its_end(app: ASGIApp) -> None:
    client, _ = await office(app)
    async with client:
        before = clock.now()
        made = await client.post(f"{PATH}/plans", data=PLAN)
        assert made.status_code == 303
        one = made.headers["location"]
        plan_id = one.rsplit("/", 1)[1]
        assert await version_for(plan_id, before - timedelta(seconds=1)) is None, "never retroactive"
        first = await plan_outlook(plan_id, clock.now())
        assert first is not None
        assert (first.total, first.instalments) == (99_950, (("started", 50_000, 0), ("retained", 49_950, 30)))
        page = (await client.get(one)).text
        assert "€499.50 gross, 30 days after the end of the trial period" in page
        assert 'value="499.5' in page
        past = await client.post(f"{one}/versions", data={**PLAN, "starts_on": "2026-11-23"})
        assert (past.status_code, "stays promised" in past.text) == (422, True)
        assert (
            await client.post(f"{one}/versions", data={**PLAN, "amount_1": "700", "starts_on": "2026-12-01"})
        ).status_code == 303
        assert await version_for(plan_id, clock.now()) == first.version_id
        later = await plan_outlook(plan_id, clock.now() + timedelta(days=10))
        assert later is not None
        assert (later.number, later.total) == (2, 119_950)
        assert (await client.post(f"{one}/retirement")).status_code == 303
        assert "Retired" in (await client.get(one)).text
        assert "Retired" in (await client.get(f"{PATH}/plans")).text
        assert await plans() == []
        assert (await client.post(f"{one}/versions", data=PLAN)).status_code == 422
        assert (await client.get(f"{PATH}/plans/nothing")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount_1": "much"}, "Write an amount like"),
        ({"amount_1": "NaN"}, "Write an amount like"),
        ({"amount_1": "-5"}, "Write an amount like"),
        ({"amount_1": "0.001"}, "Write an amount like"),
        ({"amount_1": "100 000.01"}, "100,000 at most"),
        ({"amount_1": "", "amount_2": ""}, "at least one amount"),
        ({"starts_on": "soon"}, "Write a date like"),
        ({"days_1": "-1"}, "At least 0"),
    ],
)
async def test_a_plan_that_cannot_be_is_said_and_kept(app: ASGIApp, changes: dict[str, str], sentence: str) -> None:
    client, _ = await office(app)
    async with client:
        refused = await client.post(f"{PATH}/plans", data={**PLAN, **changes})
        assert (refused.status_code, sentence in refused.text) == (422, True)
        assert 'value="Permanent"' in refused.text
        assert await rows("SELECT id FROM bonus_plan") == []


async def test_from_due_to_payroll_and_back(app: ASGIApp) -> None:
    client, _ = await office(app)
    alice = await person("alice", employee_number="E-7")
    referral = await promised(alice.id, (await bonus_plan()).version_id)
    await reaches(referral, "started")
    (line,) = (await instalments_of([referral]))[referral]
    async with client:
        waiting = (await client.get(PATH)).text
        assert "€500 gross" in waiting
        assert "by itself on" in waiting
        assert "Export to payroll" not in waiting
        nothing = await client.post(f"{PATH}/exports")
        assert nothing.headers["location"] == f"{PATH}?show=exported&said=nothing"
        short = await client.post(f"{PATH}/{line.id}/refusal", data={"reason": "no"})
        assert (short.status_code, "At least 10 characters" in short.text) == (422, True)
        assert (await client.post(f"{PATH}/{line.id}/refusal", data={"reason": "Not a full week."})).status_code == 303
        assert "Not a full week." in (await client.get(f"{PATH}/{line.id}")).text
        async with await as_person(browser(app), alice) as referrer:
            assert "Not a full week." in (await referrer.get(f"/referrals/{referral}")).text
        assert (await client.post(f"{PATH}/{line.id}/approval")).status_code == 303
        assert "Export to payroll" in (await client.get(f"{PATH}?show=approved")).text
        first, again = [await client.post(f"{PATH}/exports", data={"form_key": "k" * 20}) for _ in range(2)]
        assert first.headers["location"] == again.headers["location"] == f"{PATH}/exports/1"
        files = [await client.get(f"{PATH}/exports/1/file.csv") for _ in range(2)]
        assert files[0].content == files[1].content
        assert files[0].content.startswith(b"\xef\xbb\xbfbatch;")
        assert b";E-7;" in files[0].content
        digest = hashlib.sha256(files[0].content).hexdigest()
        assert digest in (await client.get(f"{PATH}/exports/1")).text
        seen = await rows("SELECT id FROM audit_entry WHERE action = 'payroll.download'")
        assert len(seen) == 2, "who took the names away is known"
        assert (files[0].headers["x-control-lines"], files[0].headers["x-control-total"]) == ("1", "500.00 EUR")


async def test_what_went_to_payroll_is_taken_back_by_a_line(app: ASGIApp) -> None:
    client, _ = await office(app)
    referral = await promised((await person("alice")).id, (await bonus_plan()).version_id)
    await reaches(referral, "started")
    (line,) = (await instalments_of([referral]))[referral]
    async with client:
        await client.post(f"{PATH}/{line.id}/approval")
        assert "no employee number" in (await client.get(f"{PATH}?show=approved")).text
        await client.post(f"{PATH}/exports")
        late = await client.post(f"{PATH}/{line.id}/refusal", data={"reason": "Too late for that."})
        assert (late.status_code, "meanwhile" in late.text) == (422, True)
        assert (
            await client.post(f"{PATH}/{line.id}/correction", data={"reason": "Paid by mistake."})
        ).status_code == 303
        assert "−€500 gross" in (await client.get(f"{PATH}?show=approved")).text
        assert (await client.post(f"{PATH}/exports")).headers["location"] == f"{PATH}/exports/2"
        assert "Batch 2" in (await client.get(f"{PATH}?show=exported")).text
        assert (await client.get(f"{PATH}/exports/3")).status_code == 404
        assert (await client.get(f"{PATH}/exports/x")).status_code == 404
        assert (await client.get(f"{PATH}/nothing")).status_code == 404
        assert sum(amount for _, _, amount in await states(referral)) == 0


async def test_the_sum_is_of_all_and_not_of_those_shown(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = await office(app)
    await reaches(await promised((await person("alice")).id, (await bonus_plan()).version_id), "retained")
    monkeypatch.setattr(console_queries, "MOST", 1)
    async with client:
        shown = (await client.get(PATH)).text
    assert shown.count('<td data-l="Amount"') == 1
    assert "In all: €1,000 gross" in shown


async def test_who_may_not(app: ASGIApp) -> None:
    client, hr = await office(app, employee_number="E-1")
    referral = await promised(hr.id, (await bonus_plan()).version_id)
    await reaches(referral, "started")
    (line,) = (await instalments_of([referral]))[referral]
    async with client:
        page = (await client.get(f"{PATH}/{line.id}")).text
        assert "Somebody else of HR decides" in page
        assert "Refuse it" not in page
        assert (await client.post(f"{PATH}/{line.id}/approval")).status_code == 422
    async with await as_person(browser(app), hr) as plain:
        assert (await plain.post(f"{PATH}/exports")).status_code == 403
        assert "code" in (await plain.get(f"{PATH}/exports/1/file.csv")).text
        assert (await plain.get(f"{PATH}/{line.id}/approval")).status_code == 405
    async with await as_person(browser(app), await person("bob")) as employee:
        assert (await employee.get(PATH)).status_code == 403
