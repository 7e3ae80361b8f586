"""Memberships follow every change of team, and nobody is forgotten."""

from datetime import timedelta
from typing import Any

import pytest

from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.people.importing import import_people
from server.people.memberships import members_by_team, note_memberships
from server.people.models import Membership, Person
from tests.support.people import company, person, team

FILE = "Prénom;Nom;E-mail;Équipe\nAna;Roy;ana@orvane.example;{ana}\nBob;Roy;bob@orvane.example;{bob}\n"


async def noted() -> dict[tuple[str, str], tuple[int, int | None]]:
    found = await rows(
        "SELECT p.given_name, t.name, m.since, m.until FROM membership m JOIN person p ON p.id = m.person_id "
        "JOIN team t ON t.id = m.team_id"
    )
    return {(row["given_name"], row["name"]): (row["since"], row["until"]) for row in found}


async def import_file(**teams: str) -> None:
    report = await import_people(FILE.format(**teams).encode(), "people.csv")
    assert not report.is_refused
    assert not report.refused


@pytest.mark.usefixtures("db")
async def test_an_import_moves_whom_it_names_and_nobody_else() -> None:
    await company()
    with clock.moved() as moving:
        moving.set(start := clock.now())
        await import_file(ana="Data", bob="Data")
        moving.advance(timedelta(days=3))
        await import_file(ana="Design", bob="Data")
        moved = to_millis(clock.now())
    assert await noted() == {
        ("Ana", "Data"): (to_millis(start), moved),
        ("Ana", "Design"): (moved, None),
        ("Bob", "Data"): (to_millis(start), None),
    }


@pytest.mark.usefixtures("db")
async def test_who_was_there_before_is_in_their_team_since_they_were_known() -> None:
    """The chore fills what an older version left empty, once."""
    await company()
    ana, _ = await person("ana"), await person("bob")
    await Person.filter(id=ana.id).update(team_id=None)
    for _ in range(2):
        await note_memberships()
    bob = await Person.get(given_name="Bob")
    assert await noted() == {("Bob", "Data"): (to_millis(bob.created_at), None)}


@pytest.mark.usefixtures("db")
async def test_a_team_left_for_none_ends_its_membership() -> None:
    await company()
    ana, data = await person("ana"), await team("Data")
    await note_memberships()
    await Person.filter(id=ana.id).update(team_id=None)
    await note_memberships()
    await Person.filter(id=ana.id).update(team_id=data.id)
    await note_memberships()
    found = await Membership.filter(person_id=ana.id).order_by("id").values_list("until", flat=True)
    assert [each is None for each in found] == [False, True]


@pytest.mark.usefixtures("db")
async def test_half_of_the_time_makes_a_member() -> None:
    await company()
    start = clock.now()
    states: dict[str, dict[str, Any]] = {
        "ana": {}, "bob": {}, "newcomer": {"joined": False}, "outed": {"opted_out_at": start},
        "leaver": {"left_company_at": start},
    }  # fmt: skip
    ids = {name: (await person(name, **state)).id for name, state in states.items()}
    data, design = await team("Data"), await team("Design")
    for person_id in ids.values():
        await Membership.create(person_id=person_id, team=data, since=start)
    await Membership.filter(person_id=ids["bob"]).update(until=start + timedelta(days=2))
    await Membership.create(person_id=ids["bob"], team=design, since=start + timedelta(days=2))
    after = {days: await members_by_team(start, start + timedelta(days=days)) for days in (3, 4, 5)}
    ana, bob = ids["ana"], ids["bob"]
    assert after[3] == {data.id: {ana, bob}}
    assert after[4] == {data.id: {ana, bob}, design.id: {bob}}
    assert after[5] == {data.id: {ana}, design.id: {bob}}
