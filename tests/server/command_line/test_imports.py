"""Importing from files: what is kept, what is refused by its line, and what a dry run leaves alone."""

import json
from pathlib import Path

import pytest

from server.demo.feeds import FEEDS, WRITTEN_FOR, feed_bytes
from server.demo.hr_export import people_csv
from tests.support.program import Program

PAGE = """<!doctype html><html lang="en"><head><title>Boring pipelines</title>
<meta name="description" content="A plea for fewer moving parts, with the numbers of a year."></head></html>"""
TABLES = (
    "person",
    "team",
    "team_lead",
    "article",
    "source",
    "job",
    "audit_entry",
    "notification",
    "opening",
    "opening_source",
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_bytes(people_csv())
    (tmp_path / "feed.xml").write_bytes(feed_bytes(FEEDS[0], WRITTEN_FOR))
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "openings.csv").write_text("Poste;Lieu;Date\nTisserande;Roubaix;02/11/2026\n", encoding="utf-8")
    (tmp_path / "salaries.csv").write_text("Salaire;Prime\n1;2\n", encoding="utf-8")
    (tmp_path / "broken.xml").write_text("<rss><channel><title>Cut", encoding="utf-8")
    (tmp_path / "empty.csv").write_bytes(b"")
    return tmp_path


def counts(program: Program) -> dict[str, int]:
    return {table: program.count(table) for table in TABLES}


def test_people_are_imported_once(program: Program, files: Path) -> None:
    done = program.run("import-people", str(files / "people.csv"), "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, len(report["created"]), report["refused"]) == (0, 180, [])
    assert report["ignored"] == ["Centre de coût", "Téléphone interne"]
    assert (program.count("person"), program.count("team")) == (180, 14)
    again = program.run("import-people", str(files / "people.csv"))
    assert again.returncode == 0
    assert again.stdout.splitlines()[-1] == "New: 0, known: 180, refused: 0."
    assert program.count("person") == 180


@pytest.mark.parametrize(
    "arguments",
    [
        ("import-people", "people.csv"),
        ("import-feed", "feed.xml"),
        ("import-article", "page.html", "--url", "https://quiet-stack.example/boring"),
        ("import-openings", "openings.csv"),
    ],
)
def test_a_dry_run_writes_nothing(program: Program, files: Path, arguments: tuple[str, ...]) -> None:
    command, name, *more = arguments
    before = counts(program)
    done = program.run(command, str(files / name), *more, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("Nothing was written. New: ")
    assert "+ " in done.stdout
    assert counts(program) == before


def test_a_feed_is_imported_once(program: Program, files: Path) -> None:
    first = json.loads(program.run("import-feed", str(files / "feed.xml"), "--json").stdout)
    assert first["title"] == FEEDS[0].title
    assert len(first["kept"]) == program.count("article") > 0
    again = program.run("import-feed", str(files / "feed.xml"))
    assert again.stdout.splitlines()[-1] == f"New: 0, known: {len(first['kept'])}, refused: 0."


def test_a_page_needs_its_address(program: Program, files: Path) -> None:
    refused = program.run("import-article", str(files / "page.html"))
    assert refused.returncode == 2
    assert "address" in refused.stderr
    done = program.run("import-article", str(files / "page.html"), "--url", "https://quiet-stack.example/boring")
    assert done.returncode == 0, done.stderr
    assert program.rows("SELECT title, url, state FROM article") == [
        ("Boring pipelines", "https://quiet-stack.example/boring", "published")
    ]


@pytest.mark.parametrize(
    ("command", "name", "said"),
    [
        ("import-people", "missing.csv", "missing.csv"),
        ("import-feed", "missing.xml", "missing.xml"),
        ("import-article", "missing.html", "missing.html"),
        ("import-people", "salaries.csv", "Line 1"),
        ("import-people", "empty.csv", "Line 1"),
        ("import-feed", "people.csv", "Line 1"),
        ("import-feed", ".", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(program: Program, files: Path, command: str, name: str, said: str) -> None:
    before = counts(program)
    done = program.run(command, str(files / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert said.casefold() in done.stderr.casefold()
    assert len(done.stderr.splitlines()) == 1
    assert counts(program) == before


def test_a_topic_that_is_not_there_is_refused(program: Program, files: Path) -> None:
    done = program.run("import-feed", str(files / "feed.xml"), "--topic", "nonsense")
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert program.count("article") == 0
