"""Openings in all the forms they come in: known by their shape, read whole, refused row by row, bombs at no cost."""

import json
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.openings.reading.apart import read_openings_apart
from server.openings.reading.boards import BROKEN
from server.openings.reading.completing import BAD_DATE, REPEATED, WITHOUT_DATE, WITHOUT_PLACE, WITHOUT_TITLE
from server.openings.reading.postings import EMPTY, UNKNOWN, OpeningsRead, OpeningsRefused, ReadOpening
from server.openings.reading.reading import MAX_BYTES, NOT_TEXT, TOO_LARGE, read_openings
from server.openings.reading.tables import WITHOUT_COLUMN
from server.openings.reading.web_pages import NO_POSTING
from server.openings.reading.xml_tree import ENTITIES, NOT_XML, TOO_DEEP

FIXTURES = Path(__file__).parents[3] / "fixtures" / "openings"


def read(name: str) -> OpeningsRead:
    return read_openings((FIXTURES / name).read_bytes())


def opening(**values: Any) -> ReadOpening:
    usual: dict[str, Any] = {
        "country": "", "remote": "no", "contract": "", "hours": "", "pay_from": None, "pay_to": None,
        "pay_currency": "EUR", "pay_per": "year", "skills": (), "department": "", "language": "en",
        "closes_on": None, "url": None,
    }  # fmt: skip
    return ReadOpening(**{**usual, **values})


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [
        ("single.page.html", "page", opening(
            reference="https://boreal.example/postes/tisserande", title="Tisserand ou tisserande (H/F)",
            place="Roubaix · Lille", country="FR", contract="permanent", hours="Temps plein", pay_from=2100,
            pay_to=2400, pay_per="month", skills=("lin", "laine", "patience"), language="fr",
            posted_on=date(2026, 11, 2),
            closes_on=date(2026, 12, 31), url="https://boreal.example/postes/tisserande",
            description="Nous tissons le lin & la laine.\n\n- Monter la chaîne\n- Régler le métier",
        )),
        ("indeed.xml", "indeed", opening(
            reference="VL-1", title="Souffleur de verre en alternance", place="Annecy", country="FR",
            contract="apprenticeship", hours="Temps partiel", pay_from=900, pay_to=1400, pay_per="month",
            department="Atelier", language="fr", posted_on=date(2026, 11, 2),
            url="https://lac.example/offre?id=1&lang=fr", description="Vous soufflez **avec nous**.",
        )),
        ("jobs.xml", "jobs", opening(
            reference="771", title="Beekeeper", place="Ghent · Bruges", country="BE", contract="fixed_term",
            hours="Full time", pay_from=2600, pay_to=3100, pay_per="month", skills=("bees", "honey"),
            department="Hives", posted_on=date(2026, 9, 14), closes_on=date(2027, 1, 15),
            url="https://hives.example/o/beekeeper",
            description="## Bees\n\nYou look after [bees](https://hives.example/bees).\n\n- Calm hands",
        )),
        ("teamtailor.rss.xml", "teamtailor", opening(
            reference="0a1b", title="Clock maker", place="Uppsala", country="SE", remote="hybrid",
            department="Workshop", posted_on=date(2026, 11, 3), url="https://clocks.example/jobs/9-clock-maker",
            description="You make clocks that take their time.",
        )),
        ("personio.xml", "personio", opening(
            reference="5150", title="Organ builder", place="Ulm · Bern", contract="permanent", hours="Part time",
            skills=("wood", "pipes"), department="Werkstatt", posted_on=date(2026, 8, 13),
            description="### Your work\n\nYou build organs with the others, and you tune them.",
        )),
        ("greenhouse.json", "greenhouse", opening(
            reference="9001", title="Bell founder", place="Leeds, UK", country="GB", contract="fixed_term",
            pay_from=32000, pay_to=38000, pay_currency="GBP", department="Foundry", posted_on=date(2026, 10, 16),
            url="https://bells.example/jobs/9001", description="You cast bells.\n\n**Wear** gloves",
        )),
        ("lever.json", "lever", opening(
            reference="a-1", title="Bookbinder", place="Cork", country="IE", remote="hybrid", contract="permanent",
            hours="Part time", pay_from=31000, pay_to=36000, department="Bindery", posted_on=date(2026, 11, 2),
            url="https://binders.example/a-1",
            description="You bind books.\n\n### What you do\n\n- Sew\n- Glue\n\nCome and see.",
        )),
        ("smartrecruiters.json", "smartrecruiters", opening(
            reference="743", title="Luthière ou luthier", place="Mirecourt", country="FR", contract="fixed_term",
            department="Atelier", language="fr", posted_on=date(2026, 11, 5),
            url="https://jobs.smartrecruiters.com/Cordes/743",
            description="### Le poste\n\nVous fabriquez des violons.\n\n### Vous\n\nL’oreille.",
        )),
        ("recruitee.json", "recruitee", opening(
            reference="31", title="Cheesemaker", place="Alkmaar", country="NL", contract="permanent",
            hours="Full time", pay_from=36000, pay_to=41000, skills=("milk",), department="Dairy",
            posted_on=date(2026, 10, 5), closes_on=date(2026, 12, 24), url="https://curds.example/o/cheesemaker",
            description="You make cheese.\n\n- Patience",
        )),
        ("ashby.json", "ashby", opening(
            reference="f-1", title="Map engraver", place="Toronto · Halifax", country="CA", remote="hybrid",
            hours="Full time", pay_from=70000, pay_to=82000, pay_currency="CAD", department="Maps",
            posted_on=date(2026, 7, 8), url="https://maps.example/f-1", description="## Maps\n\nYou engrave.",
        )),
        ("teamtailor.json", "teamtailor", opening(
            reference="c-1", title="Clock seller", place="København", country="DK", posted_on=date(2026, 10, 18),
            url="https://clocks.example/jobs/11", description="You sell them one by one.",
        )),
        ("offres.csv", "csv", opening(
            reference="B-1", title="Boulangère; boulanger", place="Vannes", country="FR", contract="permanent",
            pay_from=1900, pay_to=2100, pay_per="month", skills=("pain", "levain"), language="fr",
            posted_on=date(2026, 11, 13), closes_on=date(2026, 12, 31),
            description="Vous pétrissez.\n\n- Le pain\n- Les brioches",
        )),
        ("english.tsv", "csv", opening(
            reference="Stone mason | Bath", title="Stone mason", place="Bath", pay_from=28000, pay_to=32000,
            pay_currency="GBP", posted_on=date(2026, 11, 25), description="You cut stone with us.",
        )),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_every_form_is_known_by_its_shape(name: str, form: str, expected: ReadOpening) -> None:
    found = read(name)
    assert (found.form, found.openings[0]) == (form, expected)


def test_one_page_may_hold_several_postings_written_in_every_way() -> None:
    found = read("several.page.html")
    assert found.title == "Work at Quiet Harbour"
    seen = [
        (each.title, each.place, each.country, each.remote, each.contract, each.pay_from) for each in found.openings
    ]
    assert seen == [
        ("Boat builder", "Rockland, ME", "US", "no", "", 52000),
        ("Sail maker", "Portugal", "PT", "full", "temporary", 18),
        ("Harbour pilot", "Portugal", "PT", "no", "", None),
    ]
    assert [(each.pay_to, each.pay_currency, each.pay_per) for each in found.openings[:2]] == [
        (52000, "USD", "year"),
        (22, "EUR", "hour"),
    ]
    assert [(each.item, each.reason) for each in found.refused] == [(3, BAD_DATE), (4, REPEATED)]
    assert found.references == ("41", "42", "43", "44")
    assert found.is_whole


def test_a_row_without_title_place_or_date_is_refused_and_the_rest_goes_in() -> None:
    found = read("indeed.xml")
    assert [each.reference for each in found.openings] == ["VL-1", "VL-2"]
    reasons = [(each.item, each.reason) for each in found.refused]
    assert reasons == [(3, WITHOUT_TITLE), (4, WITHOUT_PLACE), (5, WITHOUT_DATE), (6, REPEATED)]
    assert found.references == ("VL-1", "VL-2", "VL-3", "VL-4", "VL-5")
    assert found.openings[1].description == "Vous taillez énormément."


def test_a_table_names_the_lines_of_what_it_refuses() -> None:
    assert [(each.line, each.reason) for each in read("offres.csv").refused] == [(8, BAD_DATE), (9, REPEATED)]


def test_work_from_anywhere_needs_no_place() -> None:
    remote = read("english.tsv").openings[1]
    assert (remote.title, remote.place, remote.remote) == ("Letter cutter", "", "full")


def test_what_is_a_draft_or_hidden_over_there_is_none_of_ours() -> None:
    assert [each.title for name in ("recruitee.json", "ashby.json") for each in read(name).openings] == [
        "Cheesemaker",
        "Map engraver",
    ]


@pytest.mark.parametrize(("name", "is_whole"), [("greenhouse.json", False), ("smartrecruiters.json", True)])
def test_a_board_that_counts_more_than_it_sends_is_not_whole(name: str, is_whole: bool) -> None:
    assert read(name).is_whole is is_whole


def test_a_feed_that_stops_in_the_middle_is_read_and_not_whole() -> None:
    body = (FIXTURES / "indeed.xml").read_bytes()
    found = read_openings(body[: body.index(b"VL-5")])
    assert [each.reference for each in found.openings] == ["VL-1", "VL-2"]
    assert not found.is_whole


def _page(ld: str) -> bytes:
    return f'<html><title>T</title><script type="application/ld+json">{ld}</script></html>'.encode()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ((FIXTURES / "careers.page.html").read_bytes(), NO_POSTING),
        ((FIXTURES / "laughs.xml").read_bytes(), ENTITIES),
        (b"<source>" + b"<job>" * 5000, TOO_DEEP),
        (b"[" * 100_000, BROKEN),
        (b'{"jobs": ' + b"[" * 5000 + b"]" * 5000 + b"}", BROKEN),
        (_page('{"@type": "JobPosting", "x": ' + "[" * 5000), "“{title}” holds JobPosting data that cannot be read."),
        (b"<?xml version='1.0'?>\n<", NOT_XML),
        (
            b"<rss><channel><item><title>An article</title><link>https://a.example/</link></item></channel></rss>",
            UNKNOWN,
        ),
        (b"<urlset><url>https://a.example</url></urlset>", UNKNOWN),
        (b'{"jobs": []}', EMPTY),
        (b"[]", EMPTY),
        (b"<source></source>", EMPTY),
        (b"  \n", EMPTY),
        (b'{"hello": 1}', UNKNOWN),
        (b"just words", UNKNOWN),
        (b"Salaire;Prime\n1;2\n", UNKNOWN),
        (b"Titre;Lieu\nA;B\n", WITHOUT_COLUMN["posted"]),
        (b"PK\x03\x04 a spreadsheet", NOT_TEXT),
        (b"%PDF-1.7", NOT_TEXT),
        (b" " * (MAX_BYTES + 1), TOO_LARGE),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_by_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(OpeningsRefused) as refused:
        read_openings(body)
    assert refused.value.reason == reason
    assert refused.value.reason.format(**refused.value.values)


def test_a_page_without_postings_is_refused_by_its_name() -> None:
    with pytest.raises(OpeningsRefused) as refused:
        read("careers.page.html")
    assert refused.value.values["title"] == "Nos métiers · Fonderie Calme"


def test_a_bomb_costs_nothing() -> None:
    bomb = (FIXTURES / "laughs.xml").read_bytes()
    tracemalloc.start()
    with pytest.raises(OpeningsRefused):
        read_openings(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000


async def test_a_child_reads_and_refuses_as_we_do() -> None:
    body = (FIXTURES / "single.page.html").read_bytes()
    assert await read_openings_apart(body) == read_openings(body)
    with pytest.raises(OpeningsRefused) as refused:
        await read_openings_apart((FIXTURES / "careers.page.html").read_bytes())
    assert (refused.value.reason, refused.value.values["title"]) == (NO_POSTING, "Nos métiers · Fonderie Calme")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["jobs", "title", "absolute_url", "jobUrl", "offers", "careers_url", "content", "refNumber",
                         "text", "categories", "items", "_jobposting", "location", "salary", "compensation", "address",
                         "summaryComponents", "metadata", "pay_input_ranges", "lists", "jobAd", "sections"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.binary(max_size=300) | _json.map(lambda value: json.dumps(value).encode()))
@example(b'{"jobs": [{"absolute_url": 1, "title": ["a"], "location": 5, "metadata": "x"}]}')
@example(b'{"jobs": [{"jobUrl": "x", "title": "a", "address": 1, "publishedAt": 99999999999999999999}]}')
@example(b'[{"text": "a", "categories": 3, "createdAt": 1e400}]')
@example(_page('{"@type": "JobPosting", "title": {"a": 1}, "baseSalary": [[]], "jobLocation": [1, {"address": "x"}]}'))
@example(b"<source><job><title>A</title><salary>9999999999999 EUR</salary><city>B</city><date>0</date></job></source>")
def test_anything_at_all_is_read_or_refused(body: bytes) -> None:
    try:
        found = read_openings(body)
    except OpeningsRefused:
        return
    assert all(each.title and (each.place or each.remote == "full") for each in found.openings)
