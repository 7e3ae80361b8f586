"""How close an opening is: said in reasons, put in order by them alone."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from server.openings.closeness import NEW_FOR, Candidate, Reader, Reason, in_order, likeness, reasons, words

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=90)
TEXTS = st.sampled_from(["", "Data engineer", "Développeuse C++", "Chef de produit", "Nantes", "Lyon 3e", "R&D", "%_'"])


@dataclass(frozen=True, slots=True)
class About:
    """What is compared of an opening."""

    title: str = "Data engineer"
    department: str = "Data"
    place: str = "Nantes"
    skills: tuple[str, ...] = ("Python",)


def one(
    name: str = "a", *, at: datetime = LONG_AGO, topics: frozenset[str] = frozenset(), **about: object
) -> Candidate:
    return Candidate(name, replace(About(), **about), topics, at)  # type: ignore[arg-type]


readers = st.builds(
    Reader, job_title=TEXTS, site=TEXTS, team=TEXTS, topics=st.frozensets(st.sampled_from("xyz"), max_size=2)
)
abouts = st.builds(About, title=TEXTS, department=TEXTS, place=TEXTS, skills=st.lists(TEXTS, max_size=2).map(tuple))
moments = st.integers(0, 20).map(lambda days: NOW - timedelta(days=days))
candidates = st.builds(
    Candidate, id=st.uuids().map(str), about=abouts, topics=st.frozensets(st.sampled_from("xyz")), published_at=moments
)


def test_each_reason_has_its_cause() -> None:
    someone = Reader("Ingénieure data", "Site de Nantes", "Platform", frozenset({"python"}))
    assert reasons(one(), someone, NOW) == (Reason.CRAFT, Reason.PLACE)
    assert reasons(one(department="platform", topics=frozenset({"python"})), someone, NOW) == (
        Reason.TEAM, Reason.CRAFT, Reason.TOPIC, Reason.PLACE,
    )  # fmt: skip
    assert reasons(one(at=NOW - NEW_FOR + timedelta(seconds=1), title="Cook", skills=(), place=""), someone, NOW) == (
        Reason.NEW,
    )
    assert reasons(one(at=NOW - NEW_FOR, title="Cook", skills=(), place=""), someone, NOW) == ()


def test_ranks_and_genders_make_no_craft() -> None:
    chief = Reader(job_title="Responsable de projet senior")
    assert reasons(one(title="Responsable paie senior", skills=()), chief, NOW) == ()
    assert words("Développeuses C++ (H/F)") == words("développeurs c++")
    assert words("Directrice de l’atelier") == words("directeur atelier")


@given(st.lists(candidates, max_size=8, unique_by=lambda each: each.id), readers)
def test_the_order_follows_from_the_reasons_and_the_dates(found: list[Candidate], reader: Reader) -> None:
    ordered = in_order(found, reader, NOW)
    assert sorted(each.id for each, _ in ordered) == sorted(each.id for each in found)
    assert in_order(reversed(found), reader, NOW) == ordered
    for (before, its), (after, others) in pairwise(ordered):
        assert not set(its) < set(others)
        if its == others:
            assert (before.published_at, before.id) > (after.published_at, after.id)


@given(candidates)
def test_whoever_told_nothing_only_hears_what_is_new(found: Candidate) -> None:
    assert set(reasons(found, Reader(), NOW)) <= {Reason.NEW}


@given(abouts, abouts)
def test_likeness_is_the_same_from_both_sides(left: About, right: About) -> None:
    assert likeness(left, right) == likeness(right, left) >= 0
    assert likeness(left, left) >= likeness(left, right)


@given(st.text(max_size=40))
def test_words_are_plain_and_case_says_nothing(text: str) -> None:
    assert words(text.upper()) == words(text.upper().lower())
    assert words(" ".join(words(text))) == words(text)
