"""The list of people, roles and departures; nothing tells who takes part."""

import re

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.console.queries import PER_PAGE, list_people
from server.people.models import Invitation, Person, Session, TeamLead
from server.web.models import AuditEntry
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import as_person

PEOPLE = "/console/people"


async def hr_of(app: ASGIApp, role: str = "hr") -> httpx2.AsyncClient:
    await company()
    return await as_person(browser(app), await person(role, role=role), stepped_up=True)


def bare(page: str) -> str:
    """A page without what differs each time."""
    return re.sub(r'name="form_key" value="[^"]*"|nonce="[^"]*"', "", page)


async def test_the_page_is_the_same_whoever_takes_part(app: ASGIApp) -> None:
    hr = await hr_of(app)
    alice = await person("alice", joined=False)
    pages = [PEOPLE, f"{PEOPLE}?state=invited", f"{PEOPLE}?state=to-invite", f"{PEOPLE}/{alice.id}"]

    async def seen() -> list[str]:
        return [bare((await hr.get(page)).text) for page in pages]

    before = await seen()
    await Person.filter(id=alice.id).update(notice_read_at=clock.now(), joined_at=clock.now())
    assert await seen() == before
    await Person.filter(id=alice.id).update(opted_out_at=clock.now())
    assert await seen() == before


async def test_search_by_name_address_and_team(db: None) -> None:
    await company()
    await Person.create(
        given_name="Élodie", family_name="Ménard", email="elodie@orvane.example", created_at=clock.now()
    )
    await person("bob", of="Data_1")
    await person("charlie", of="Data1")

    async def found(words: str) -> list[str]:
        return [each.given_name for each in (await list_people("", words, 1)).people]

    assert await found("élo") == await found("Ménard") == await found("die@orv") == ["Élodie"]
    assert await found("bob test") == await found("data_1") == ["Bob"]
    assert await found("%") == await found("nobody") == []


async def test_filters_and_pages(db: None) -> None:
    await company()
    made = [
        Person(given_name=f"P{n:03}", family_name="X", email=f"p{n}@orvane.example", created_at=clock.now())
        for n in range(PER_PAGE + 3)
    ]
    await Person.bulk_create(made)
    first, second = await list_people("", "", 1), await list_people("", "", 2)
    assert (len(first.people), len(second.people), second.total) == (PER_PAGE, 3, PER_PAGE + 3)
    await Invitation.create(person_id=made[0].id, sent_at=clock.now())
    await Invitation.create(person_id=made[1].id, sent_at=clock.now(), bounced_at=clock.now())
    await Person.filter(id=made[2].id).update(left_company_at=clock.now())
    await Person.filter(id=made[3].id).update(email=None)
    totals = {name: (await list_people(name, "", 1)).total for name in ("invited", "bounced", "left", "no-email")}
    assert totals == dict.fromkeys(totals, 1)
    assert (await list_people("to-invite", "", 1)).total == PER_PAGE - 1


async def test_a_role_is_given_once_and_written_down(app: ASGIApp) -> None:
    hr = await hr_of(app)
    alice = await person("alice")
    signed = await as_person(browser(app), alice)
    answer = await hr.post(f"{PEOPLE}/{alice.id}/role", data={"role": "editor"})
    assert (answer.status_code, (await Person.get(id=alice.id)).role) == (303, "editor")
    assert (await signed.get("/settings")).status_code == 303
    entry = await AuditEntry.get(action="person.role")
    assert (entry.before, entry.after, entry.object_id) == ({"role": "employee"}, {"role": "editor"}, alice.id)


@pytest.mark.parametrize(
    ("by", "present", "wanted", "status"),
    [
        ("hr", "employee", "lead", 303),
        ("hr", "employee", "hr", 403),
        ("hr", "admin", "employee", 403),
        ("hr", "hr", "employee", 403),
        ("admin", "employee", "admin", 303),
        ("admin", "hr", "employee", 303),
        ("admin", "employee", "emperor", 422),
    ],
)
async def test_who_gives_which_role(app: ASGIApp, by: str, present: str, wanted: str, status: int) -> None:
    asker = await hr_of(app, by)
    other = await person("other", role=present)
    answer = await asker.post(f"{PEOPLE}/{other.id}/role", data={"role": wanted})
    assert answer.status_code == status
    assert (await Person.get(id=other.id)).role == (wanted if status == 303 else present)


async def test_nobody_changes_themselves_and_powers_need_an_address(app: ASGIApp) -> None:
    admin = await hr_of(app, "admin")
    own = await Person.get(given_name="Admin")
    assert (await admin.post(f"{PEOPLE}/{own.id}/role", data={"role": "employee"})).status_code == 422
    assert (await admin.post(f"{PEOPLE}/{own.id}/departure")).status_code == 422
    silent = await Person.create(given_name="No", family_name="Mail", employee_number="7", created_at=clock.now())
    answer = await admin.post(f"{PEOPLE}/{silent.id}/role", data={"role": "hr"})
    assert answer.status_code == 422
    assert "no address" in answer.text


async def test_a_departure_signs_out_at_once_and_can_be_taken_back(app: ASGIApp) -> None:
    hr = await hr_of(app)
    bob = await person("bob", role="lead")
    await TeamLead.create(team=bob.team, person=bob)
    signed = await as_person(browser(app), bob)
    assert (await hr.post(f"{PEOPLE}/{bob.id}/departure")).status_code == 303
    assert (await signed.get("/settings")).status_code == 303
    assert await Session.filter(person_id=bob.id).count() == await TeamLead.all().count() == 0
    await hr.post(f"{PEOPLE}/{bob.id}/departure/removal")
    assert (await Person.get(id=bob.id)).left_company_at is None
    assert [entry.action for entry in await AuditEntry.all().order_by("at")] == ["person.left", "person.back"]
