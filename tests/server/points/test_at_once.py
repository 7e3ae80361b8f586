"""Facts of one person and of many at the same time, and the journal whatever the collation."""

import asyncio
from collections.abc import Iterable

import pytest

from gamification import AccountKind, Decision, Fact, Rule, Unit
from server import clock
from server.badges.checks import badges_follow_from_facts
from server.badges.queries import metrics
from server.database import is_postgresql, rows
from server.listeners import register_listeners
from server.people.models import Person
from server.points import ledger, recording
from server.points.checks import balances_tie_out, limits_follow_from_decisions
from server.points.journal import NEWEST
from server.points.recording import record_fact
from server.settings import Settings
from tests.support.people import company, welcomed

pytestmark = pytest.mark.usefixtures("db")


def visits(person: Person, link: str, visitors: int = 1) -> Fact:
    values: dict[str, str | int | bool | tuple[str, ...]] = {
        "article": "a", "channel": "linkedin", "link": link, "visitors": visitors,
    }  # fmt: skip
    return Fact(f"visits:{link}", "visits.settled", person.id, clock.now(), "link", link, values)


def read(person: Person, article: str) -> Fact:
    key = f"read:{person.id}:{article}"
    return Fact(key, "article.read", person.id, clock.now(), "article", article, {"article": article})


async def test_counts_miss_none_of_the_facts_that_come_at_once(settings: Settings) -> None:
    register_listeners(settings)
    await company()
    alice = await welcomed()
    await asyncio.gather(*(record_fact(read(alice, f"a{n}")) for n in range(8)))
    assert (await metrics(alice.id))["articles_read"] == 8
    assert await badges_follow_from_facts() == []


async def test_the_end_of_the_budget_is_shared_out_without_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody looks at the budget before anybody takes from it; each loser is recorded with its reason."""
    await company(points_per_person=25)
    people = [await welcomed(f"p{n}") for n in range(8)]
    decide = recording.decisions_for

    async def late(fact: Fact, rules: tuple[Rule, ...]) -> list[Decision]:
        found = await decide(fact, rules)
        await asyncio.sleep(0.02)
        return found

    monkeypatch.setattr(recording, "decisions_for", late)
    sizes = (11, 7, 6, 5, 5, 4, 3, 2)
    await asyncio.gather(
        *(record_fact(visits(each, f"l{n}", size)) for n, (each, size) in enumerate(zip(people, sizes, strict=True)))
    )
    outcomes = await rows("SELECT outcome FROM decision WHERE rule_key = 'R4'")
    assert len(outcomes) == 8
    assert {row["outcome"] for row in outcomes} == {"awarded", "budget_exhausted"}
    paid = [await ledger.balance(Unit.POINTS, AccountKind.AVAILABLE, each.id) - 20 for each in people]
    assert sum(paid) + await ledger.programme_budget() == 8 * 5
    assert await balances_tie_out() + await limits_follow_from_decisions() == []


@pytest.mark.parametrize("collation", ["C", "en-x-icu", "fr-x-icu"])
async def test_the_newest_line_sorts_after_every_identifier(collation: str) -> None:
    if not is_postgresql():
        assert await rows("SELECT 1 AS one WHERE 'ffffffff-ffff' < $1", NEWEST)
        return
    known: Iterable[object] = await rows("SELECT 1 AS one FROM pg_collation WHERE collname = $1", collation)
    if known:
        assert await rows(f"SELECT 1 AS one WHERE 'ffffffff-ffff' COLLATE \"{collation}\" < $1", NEWEST)
