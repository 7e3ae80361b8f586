"""Challenges: counted one fact after the other, or all again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    COUNTED_FACTS,
    FACT_KINDS,
    Counted,
    Fact,
    FactValue,
    Target,
    amount_after,
    contribution,
    contributions,
)

STARTS, ENDS = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 30, tzinfo=UTC)
MIDDLE, HOUR = datetime(2026, 3, 10, 12, tzinfo=UTC), timedelta(hours=1)
SHARE: dict[str, FactValue] = {
    "article": "a", "channel": "linkedin", "channel_pays": True, "article_active": True, "own_words": False,
    "onboarded": True, "team": "", "level": 1,
}  # fmt: skip


def target(counts: Counted, goal: int = 10) -> Target:
    return Target(counts, goal, STARTS, ENDS)


def shared(share: str, person: str = "alice", at: datetime = MIDDLE, *, own_words: bool = False) -> Fact:
    values = {**SHARE, "own_words": own_words}
    return Fact(f"share:{share}", "share.recorded", person, at, "share", share, values)


def seen(share: str, person: str = "alice", at: datetime = MIDDLE + HOUR) -> Fact:
    return Fact(f"seen:{share}", "share.seen", person, at, "share", share, {"share": share})


def settled(link: str, visitors: int, person: str = "alice", at: datetime = MIDDLE) -> Fact:
    values: dict[str, FactValue] = {"article": "a", "channel": "x", "link": link, "visitors": visitors}
    return Fact(f"visits:{link}", "visits.settled", person, at, "link", link, values)


def read(article: str, person: str = "alice", at: datetime = MIDDLE) -> Fact:
    return Fact(f"read:{person}:{article}", "article.read", person, at, "article", article, {"article": article})


def one_after_the_other(facts: list[Fact], wanted: Target) -> dict[str, int]:
    amounts: dict[str, int] = {}
    for place, fact in enumerate(facts):
        found = contribution(fact, facts[:place], wanted)
        if found:
            amounts[found.person] = amount_after(wanted.counts, amounts.get(found.person, 0), found.amount)
    return amounts


names = st.sampled_from(["alice", "bob", "chloe"])
instants = st.integers(-20, 60).map(lambda days: STARTS + timedelta(days=days))
shares = st.sampled_from(["s1", "s2", "s3", "s4"])
facts = st.lists(
    st.one_of(
        st.builds(shared, shares, names, instants, own_words=st.booleans()), st.builds(seen, shares, names, instants),
        st.builds(settled, st.sampled_from(["l1", "l2", "l3"]), st.integers(0, 5), names, instants),
        st.builds(read, st.sampled_from("abc"), names, instants),
    ),
    max_size=14, unique_by=lambda fact: fact.key,
)  # fmt: skip


@given(facts, st.sampled_from(Counted), st.data())
def test_any_order_gives_what_a_rebuild_gives(found: list[Fact], counts: Counted, data: st.DataObject) -> None:
    wanted = target(counts)
    whole = contributions(found, wanted)
    again = data.draw(st.permutations(found + found[:3]))  # some come twice
    assert one_after_the_other(list(again), wanted) == whole
    assert contributions(again, wanted) == whole
    assert all(amount > 0 for amount in whole.values())


def test_a_share_counts_once_confirmed_whichever_half_comes_last() -> None:
    wanted = target(Counted.SHARES)
    assert contributions([shared("s1")], wanted) == {}
    assert contributions([shared("s1"), seen("s1")], wanted) == {"alice": 1}
    assert contributions([seen("s1"), shared("s1")], wanted) == {"alice": 1}
    assert contributions([shared("s1"), seen("s2")], wanted) == {}
    assert contributions([shared("s1"), seen("s1", "bob")], wanted) == {}


def test_own_words_only() -> None:
    told = [shared("s1", own_words=True), seen("s1"), shared("s2"), seen("s2")]
    assert contributions(told, target(Counted.OWN_WORDS)) == {"alice": 1}
    assert contributions(told, target(Counted.SHARES)) == {"alice": 2}


def test_sharers_are_different_people() -> None:
    told = [shared("s1"), seen("s1"), shared("s2"), seen("s2"), shared("s3", "bob"), seen("s3", "bob")]
    amounts = contributions(told, target(Counted.SHARERS))
    assert amounts == {"alice": 1, "bob": 1}


def test_visitors_and_reads() -> None:
    told = [settled("l1", 4), settled("l2", 0, "bob"), read("a"), read("b"), read("a", "bob")]
    assert contributions(told, target(Counted.VISITORS)) == {"alice": 4}
    assert contributions(told, target(Counted.READS)) == {"alice": 2, "bob": 1}


@pytest.mark.parametrize(("at", "counts"), [(STARTS, True), (ENDS - HOUR, True), (ENDS, False), (STARTS - HOUR, False)])
def test_the_end_is_outside(at: datetime, counts: bool) -> None:
    assert bool(contributions([read("a", at=at)], target(Counted.READS))) is counts
    assert bool(contributions([shared("s", at=at), seen("s", at=ENDS + HOUR)], target(Counted.SHARES))) is counts


def test_the_article_is_named_for_the_topic() -> None:
    for fact, others, counts in (
        (seen("s1"), [shared("s1")], Counted.SHARES), (settled("l", 2), [], Counted.VISITORS),
        (read("a"), [], Counted.READS),
    ):  # fmt: skip
        found = contribution(fact, others, target(counts))
        assert found is not None
        assert found.article == "a"


def test_every_counted_kind_exists() -> None:
    assert set(FACT_KINDS) >= COUNTED_FACTS
