"""The people of Orvane: as many as said, each once, in one tree, and an export that says the same."""

import csv
import io
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from server.demo.hr_export import HEADER, people_csv
from server.demo.people import DemoPerson, Role, named, people, persona, teams
from server.people.csv_reading import read_people


@pytest.fixture(scope="module")
def everyone() -> tuple[DemoPerson, ...]:
    return people(1)


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert people(1) == people(1)
    assert people_csv(1) == people_csv(1)
    assert people(1) != people(2)


@pytest.mark.parametrize("seed", range(1, 9))
def test_numbers_and_addresses_belong_to_one_person_each(seed: int) -> None:
    drawn = people(seed)
    addresses = [person.email for person in drawn if person.email]
    assert len(drawn) == 180 == len({person.number for person in drawn})
    assert len(addresses) == 174 == len(set(addresses))
    assert all(address.endswith("@orvane.example") and address.isascii() for address in addresses)
    assert addresses == [address.lower() for address in addresses]


def test_those_without_an_address_set_sensors_up_and_lead_nobody(everyone: tuple[DemoPerson, ...]) -> None:
    without = [person for person in everyone if person.email is None]
    assert {person.team for person in without} == {"Terrain"}
    assert not {person.number for person in without} & {person.lead for person in everyone}


def test_teams_form_one_tree_and_have_their_size(everyone: tuple[DemoPerson, ...]) -> None:
    known: set[str | None] = {None}
    for team in teams():
        assert team.parent in known
        known.add(team.name)
    assert len(teams()) == 14
    assert [team.name for team in teams() if team.parent is None] == ["Direction"]
    assert Counter(person.team for person in everyone) == {team.name: team.size for team in teams()}


def test_every_lead_is_somebody_and_only_the_head_has_none(everyone: tuple[DemoPerson, ...]) -> None:
    by_number = {person.number: person for person in everyone}
    assert [person.name for person in everyone if person.lead is None] == ["Hélène Vasseur"]
    assert all(by_number[person.lead].email for person in everyone if person.lead)
    assert all(person.lead != person.number for person in everyone)
    camille = named("Camille Renaud", everyone)
    assert by_number[str(camille.lead)].name == "Inès Belkacem"


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("employee", "Camille Renaud"),
        ("lead", "Inès Belkacem"),
        ("editor", "Élise Marchand"),
        ("hr", "Nadège Laurent"),
        ("admin", "Yann Kerbrat"),
    ],
)
def test_each_role_has_its_persona(everyone: tuple[DemoPerson, ...], role: Role, name: str) -> None:
    assert persona(role, everyone).name == name


def test_some_read_english_and_numbers_follow_arrival(everyone: tuple[DemoPerson, ...]) -> None:
    english = sum(person.language == "en" for person in everyone)
    assert 10 <= english <= 35
    assert all(first.starts_on <= second.starts_on for first, second in pairwise(everyone))


def test_the_export_says_what_the_people_are(everyone: tuple[DemoPerson, ...]) -> None:
    content = people_csv(1)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert content.startswith(b"\xef\xbb\xbfMatricule;")
    assert content.count(b"\r\n") == 181
    assert list(rows[0]) == list(HEADER)
    assert [row["Matricule"] for row in rows] == [person.number for person in everyone]
    assert [row["E-mail"] for row in rows] == [person.email or "" for person in everyone]
    assert rows[0]["Date d'entrée"] == "05/03/2012"


def test_the_import_reads_the_export_whole_and_names_the_two_columns_it_ignores(
    everyone: tuple[DemoPerson, ...],
) -> None:
    read = read_people(people_csv(1), "orvane.csv", date(2026, 5, 28))
    assert read.ignored == ("Centre de coût", "Téléphone interne")
    assert (read.refused, read.leavers) == ((), ())
    assert [(row.employee_number, row.email, row.start_date) for row in read.rows] == [
        (person.number, person.email, person.starts_on) for person in everyone
    ]
