"""Importing people: created, updated, refused by line; twice, at once and after a crash, the same company."""

import asyncio
import os
import re
from pathlib import Path
from typing import Any

import pytest

from server import clock
from server.database import rows
from server.people import import_chunk
from server.people.import_leads import Directory, Named, leads_of_teams
from server.people.importing import PeopleReport, import_people
from server.people.models import Person, Team, TeamLead
from server.web.locale import speaking

HEADER = "Matricule;Prénom;Nom;E-mail;Équipe;Responsable;Site;Langue;Fonction;Date d'entrée;Salaire;Date de sortie\n"
FILE = (
    HEADER + "1;Ana;Brun;ana@orvane.example;Data;;Nantes;fr;Ingénieure;03/02/2020;51000;\n"
    "2;Bo;Chen;bo@orvane.example; data ;Ana Brun;Nantes;anglais;;;48000;\n"
    "3;Cléo;Dumas;;DATA;1;;;;;47000;\n"
    "4;Dan;Ernst;dan@;Ventes;;;;;;1;\n"
    "5;Eve;Faure;eve@orvane.example;Ventes;Nobody Known;;;;;1;\n"
    "6;Guy;Haas;guy@orvane.example;Ventes;;;;;;1;01/01/2020\n"
)


async def bring(text: str, **options: Any) -> PeopleReport:
    return await import_people(text.encode(), "people.csv", **options)


async def everybody() -> list[dict[str, Any]]:
    return await rows("SELECT * FROM person ORDER BY employee_number, email")


async def test_creates_people_teams_and_leads(db: None) -> None:
    with speaking("en"):
        report = await bring(FILE)
        said, notes = report.sentences(), report.as_dict()["notes"]
    assert report.created == ["Ana Brun", "Bo Chen", "Cléo Dumas", "Eve Faure"]
    assert (report.updated, report.leavers, report.ignored) == ([], ["Guy Haas"], ("Salaire",))
    assert said == ["Line 5: the e-mail address “dan@” is not complete."]
    assert notes == ["Line 6: the lead “Nobody Known” is nobody known here, or several people. Eve Faure was imported."]
    ana, bo, cleo, _ = await everybody()
    assert [team.name for team in await Team.all().order_by("name")] == ["Data", "Ventes"]
    assert ana["team_id"] == bo["team_id"] == cleo["team_id"]
    assert (ana["role"], bo["role"], bo["language"], cleo["email"]) == ("lead", "employee", "en", None)
    assert await TeamLead.filter(team_id=ana["team_id"]).values_list("person_id", flat=True) == [ana["id"]]


async def test_imported_is_not_enrolled_nor_invited(db: None) -> None:
    await bring(FILE)
    for person in await everybody():
        assert [person[name] for name in ("joined_at", "invited_at", "notice_version", "display_name")] == [None] * 4


async def test_a_dry_run_says_the_same_and_writes_nothing(db: None) -> None:
    planned = await bring(FILE, dry_run=True)
    assert await Person.all().count() == await Team.all().count() == 0
    assert planned == await bring(FILE)


async def test_again_changes_nothing(db: None) -> None:
    await bring(FILE)
    before = await everybody()
    report = await bring(FILE)
    assert (report.created, report.updated, len(report.unchanged)) == ([], [], 4)
    assert await everybody() == before


async def test_known_people_are_brought_up_to_date_and_nobody_is_removed(db: None) -> None:
    await bring(FILE)
    await Person.filter(employee_number="2").update(joined_at=clock.now(), language="fr")
    lines = ("2;Bo;Chen-Roy;bo@orvane.example;Ventes;;;en;;;;", "3;Cléo;Dumas;cleo@orvane.example;;;;;;;;")
    report = await bring(HEADER + "\n".join(lines))
    assert (report.created, report.updated) == ([], ["Bo Chen-Roy", "Cléo Dumas"])
    ana, bo, cleo, _ = await everybody()
    assert (bo["family_name"], bo["site"], bo["language"]) == ("Chen-Roy", "Nantes", "fr")
    assert bo["joined_at"] is not None
    assert cleo["email"] == "cleo@orvane.example"
    assert cleo["team_id"] == ana["team_id"]
    assert ana["left_company_at"] is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "1;A;B;bo@orvane.example",
            "the number “1” belongs to Ana Brun, but the address “bo@orvane.example” to Bo Chen",
        ),
        ("1;A;B;new@orvane.example", "Ana Brun has the number “1” with another address, “ana@orvane.example”"),
        ("9;A;B;ana@orvane.example", "Ana Brun has the address “ana@orvane.example” with another number, “1”"),
        ("5;Eve;Faure;", "Eve Faure is marked as having left the company"),
    ],
)
async def test_conflicts_are_refused_by_line(db: None, line: str, sentence: str) -> None:
    await bring(FILE)
    await Person.filter(employee_number="5").update(left_company_at=clock.now())
    before = await everybody()
    with speaking("en"):
        report = await bring(HEADER + line + ";;;;;;;;\n")
        assert report.sentences() == [f"Line 2: {sentence}. Nothing was changed."]
    assert await everybody() == before
    assert report.refused[0].raw[:4] == tuple(line.split(";"))


async def test_two_imports_of_one_file_at_once(db: None) -> None:
    text = "E-mail;Nom complet;Équipe\n" + "".join(f"p{n}@orvane.example;Pat N{n};Team {n % 7}\n" for n in range(900))
    first, second = await asyncio.gather(bring(text), bring(text))
    assert len(first.created) + len(second.created) == 900
    assert len(first.unchanged) + len(second.unchanged) == 900
    assert (await Person.all().count(), await Team.all().count()) == (900, 7)


async def test_what_a_crash_left_is_completed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "E-mail;Nom complet;Responsable;Équipe\n" + "".join(
        f"p{n}@orvane.example;Pat N{n};p0@orvane.example;One\n" for n in range(1200)
    )
    real, calls = import_chunk._write, 0

    async def fails(*args: Any) -> None:
        nonlocal calls
        calls += 1
        await real(*args)
        if calls == 2:
            raise ConnectionError

    monkeypatch.setattr(import_chunk, "_write", fails)
    with pytest.raises(ConnectionError):
        await bring(text)
    assert await Person.all().count() == import_chunk.CHUNK
    monkeypatch.setattr(import_chunk, "_write", real)
    report = await bring(text)
    assert (len(report.unchanged), len(report.created)) == (500, 700)
    assert await TeamLead.all().count() == 1


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"Nom;Salaire\nBrun;1\n", "Line 1: the column “E-mail” or “Employee number” is missing."),
        (b"", "Line 1: This file is empty."),
        (b"PK\x03\x04", "Line 1: “people.csv” is a spreadsheet."),
    ],
)
async def test_a_file_is_refused_whole_by_its_line(db: None, body: bytes, sentence: str) -> None:
    with speaking("en"):
        report = await import_people(body, "people.csv")
        assert report.is_refused
        assert report.sentences()[0].startswith(sentence)
    assert not report.created


def test_a_name_that_two_people_bear_names_nobody() -> None:
    def named(ref: str, given: str, family: str) -> Named:
        return Named(ref, given, family, f"{ref}@orvane.example", ref.upper())

    directory = Directory([named("a", "Zoé", "Dupont"), named("b", "Ana", "Brun"), named("c", "Brun", "Ana")])
    asked = ("DUPONT Zoe", "Dupont, Zoé", "B", "b@ORVANE.example")
    assert [directory.find(text) for text in asked] == ["a", "a", "b", "b"]
    assert directory.find("Ana Brun") is None


def test_the_present_lead_stays_while_somebody_names_them() -> None:
    votes = [("t", "x"), ("t", "x"), ("t", "y"), ("u", "x")]
    assert leads_of_teams(votes, {"t": "y", "u": "z"}) == {"u": "x"}


def _corpus_files() -> list[Path]:
    folder = os.environ.get("RICOCHE_CORPUS")
    return sorted(Path(folder, "people").glob("*.csv")) if folder else []


@pytest.mark.skipif(not _corpus_files(), reason="RICOCHE_CORPUS is not set: real files are not read")
@pytest.mark.parametrize("file", _corpus_files(), ids=lambda file: file.name)
async def test_real_files_are_imported_or_refused_by_line(db: None, file: Path) -> None:
    body = await asyncio.to_thread(file.read_bytes)
    with speaking("en"):
        report = await import_people(body, file.name)
        assert all(re.match(r"Line \d+: ", sentence) for sentence in report.sentences())
    assert report.is_refused == (await Person.all().count() == 0)
    again = await import_people(body, file.name)
    assert (again.created, again.updated) == ([], [])
