"""Real files: every one is read right, or refused by name; read by eye where no reference says it."""

import json
from datetime import date
from pathlib import Path

import pytest

from server.openings.reading.postings import OpeningsRead, OpeningsRefused
from server.openings.reading.reading import read_openings
from server.openings.reading.web_pages import NO_POSTING

# (title, place, country, day of posting, first words of the description) of those that go in.
FEEDS = {
    "ashby_highlightta.json": (
        ("Senior Technical Recruiter", "Canada", "CA", date(2026, 4, 20), "## About HighlightTA"),
        ("Senior Site Reliability Engineer", "Toronto", "CA", date(2026, 7, 8), "## Company Overview"),
    ),
    "greenhouse_amplitude.json": (
        ("Customer Data Scientist - Experimentation", "London, UK", "GB", date(2026, 7, 16), "Amplitude is"),
        ("Emerging Account Executive (India)", "Bangalore, India", "IN", date(2026, 7, 27), "Amplitude is"),
    ),
    "personio_workzag.xml": (
        ("Staff Software Engineer, Data Platform", "Munich · Berlin", "", date(2024, 11, 13), ""),
    ),
    "recruitee_acme_anonymised.json": (
        ("(Senior) Financial Accountant (f/m/d) - Berlin/Brandenburg Region, Germany", "Berlin", "DE",
         date(2026, 8, 5), "**How you will"),
        ("Partner Development Representative (f/m/d) - Berlin, Germany", "Berlin", "DE",
         date(2026, 7, 31), "**How you will"),
    ),
    "teamtailor_jsonfeed.json": (
        ("Account Executive - Italy (Madrid based)", "Madrid", "ES", date(2026, 2, 4), ""),
        ("Mid-Market Account Executive - Copenhagen", "Stockholm · København", "", date(2026, 1, 18), ""),
    ),
}  # fmt: skip
PAGES = {
    "en_remoteok_comscore.html": ("Software Engineer II", "Anywhere", "", date(2020, 10, 25), "Job Title:"),
    "en_schemaorg_examples_a.html": ("Software Engineer", "Kirkland, WA", "", date(2011, 10, 31), "Description: ABC"),
    "en_stackoverflow_quajoo.html": ("Solution Engineer (M/F/X)", "Leipzig", "DE", date(2020, 3, 24), "## About"),
    "en_stackoverflow_werum.html": (
        "Junior DevOps / Cloud Engineer", "Slovakia · Portugal · Romania · +27", "", date(2021, 2, 28),
        "## About",
    ),
    "en_weworkremotely_1.html": (
        "DevOps Engineer, Kubernetes, AWS/GCP", "Sacramento, CA", "", date(2020, 10, 20), "**DESCRIPTION**",
    ),
}  # fmt: skip
TOWNS = [
    "Levallois-Perret",
    "Toulouse",
    "Montpellier",
    "Montpellier",
    "Lyon",
    "Saint-Denis",
    "Bordeaux",
    "Toulouse",
    "Lille",
    "Levallois-Perret",
    "Lyon",
    "Paris",
    "Aubervilliers",
    "Lyon",
    "Bordeaux",
    "Toulouse",
]


def _seen(read: OpeningsRead) -> list[tuple[object, ...]]:
    return [(each.title, each.place, each.country, each.posted_on, each.description) for each in read.openings]


def _same(read: OpeningsRead, expected: tuple[tuple[object, ...], ...]) -> None:
    seen = _seen(read)
    assert [row[:4] for row in seen] == [row[:4] for row in expected]
    for (*_, description), (*_, first) in zip(seen, expected, strict=True):
        assert str(description).startswith(str(first))
        assert bool(description) is bool(first)
        assert "<" not in str(description).replace("\\<", "")
        assert "&nbsp;" not in str(description)


def _reference(folder: Path) -> dict[str, dict[str, object]]:
    return {each["file"]: each for each in json.loads((folder / "_reference.json").read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", FEEDS)
def test_real_boards(corpus: Path, name: str) -> None:
    folder = corpus / "jobs" / "feeds"
    read = read_openings((folder / name).read_bytes())
    _same(read, FEEDS[name])
    told = _reference(folder)[name]["titles"]
    assert isinstance(told, list)
    assert [each.strip() for each in told][: len(read.openings)] == [each.title for each in read.openings]
    assert len(read.openings) + len(read.refused) == len(told)


def test_a_real_feed_in_french(corpus: Path) -> None:
    folder = corpus / "jobs" / "feeds"
    read = read_openings((folder / "fr_indeed_talia.xml").read_bytes())
    assert [each.title for each in read.openings] == _reference(folder)["fr_indeed_talia.xml"]["titles"]
    assert [each.place for each in read.openings] == TOWNS
    for each in read.openings:
        assert (each.country, each.posted_on, each.language) == ("FR", date(2026, 6, 22), "fr")
        assert (each.pay_from, each.pay_to, each.pay_per, each.contract) == (500, 1700, "month", "apprenticeship")
        assert each.description.startswith("**L'École Talia**, école 100% en ligne")
        assert "\n\n- " in each.description
    assert read.refused == ()


@pytest.mark.parametrize("name", PAGES)
def test_real_pages(corpus: Path, name: str) -> None:
    folder = corpus / "jobs" / "pages"
    read = read_openings((folder / name).read_bytes())
    _same(read, (PAGES[name],))
    assert len(read.openings) + len(read.refused) == _reference(folder)[name]["job_postings"]


def test_a_real_careers_page_without_postings_is_refused_by_its_name(corpus: Path) -> None:
    with pytest.raises(OpeningsRefused) as refused:
        read_openings((corpus / "jobs" / "pages" / "fr_sogilis_emplois_sans_jsonld.html").read_bytes())
    assert (refused.value.reason, refused.value.values["title"]) == (NO_POSTING, "Sogilis - Emplois")


def test_no_real_file_is_left_unread(corpus: Path) -> None:
    named = {*FEEDS, *PAGES, "fr_indeed_talia.xml", "fr_sogilis_emplois_sans_jsonld.html", "_reference.json"}
    assert {path.name for path in (corpus / "jobs").rglob("*.*")} == named
