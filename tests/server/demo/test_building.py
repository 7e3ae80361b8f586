"""The built demo: everything came through the commands, nothing leaves, the doctor is content, or nothing stays."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
import pytest_asyncio

from server.clock import moved
from server.database import database, rows
from server.database.fields import from_millis
from server.demo.activity import plan
from server.demo.acts import Act, Join, Read, Share, Visit
from server.demo.articles import articles
from server.demo.building import build, is_empty, show_roles
from server.demo.gifts import small_gifts
from server.demo.people import named, people, teams
from server.demo.resetting import NotTheDemo, reset
from server.demo.season import Season, season_start
from server.demo.timeline import Night, Publication, timeline
from server.doctor import examine
from server.listeners import register_listeners
from server.people.models import Person, Team, TeamLead
from server.people.sign_in.commands import link_owner
from server.settings import Settings
from server.web.locale import speaking
from tests.support.parity import fingerprint, recorded, replayed

NOW = datetime(2026, 3, 20, 17, 0, tzinfo=UTC)  # a Friday
TODAY, WEEKS = date(2026, 3, 20), 2
STARTS_ON = season_start(TODAY, WEEKS)


def acts_of(kind: type[Any]) -> list[Any]:
    everything: list[Act] = list(plan(people(), articles(), STARTS_ON, WEEKS))
    return [act for act in everything if isinstance(act, kind) and act.at <= NOW]


@contextmanager
def at_now() -> Iterator[None]:
    with moved() as moving:
        moving.set(NOW)
        yield


@pytest_asyncio.fixture
async def orvane(db: None, settings: Settings) -> AsyncIterator[None]:
    """Two weeks of Orvane on a fixed Friday."""
    register_listeners(settings)
    with at_now():
        await build(settings, WEEKS)
        yield


async def count(table: str, where: str = "1 = 1") -> int:
    return int((await rows(f"SELECT count(*) AS n FROM {table} WHERE {where}"))[0]["n"])


async def test_everybody_does_what_was_planned(orvane: None, settings: Settings) -> None:
    assert await count("share") == len(acts_of(Share))
    assert await count("visit") <= len(acts_of(Visit))  # the oldest are purged after seven days
    assert await count("fact", "kind = 'article.read'") == len(acts_of(Read))
    assert await count("fact", "kind = 'onboarding.completed'") == len(acts_of(Join))
    visits = (await rows("SELECT sum(valid + previews + others) AS n FROM link_day"))[0]["n"]
    assert int(visits) == len(acts_of(Visit))
    assert await count("article", "author_id IS NOT NULL AND state = 'published'") == sum(
        article.author is not None for article in articles()
    )
    assert await count("transfer", "kind = 'award'") > len(acts_of(Join))
    assert await count("job") == 0
    with speaking("en", "Europe/Paris"):
        assert {finding.check: finding.faults for finding in await examine() if finding.faults} == {}
    await check_company()
    await check_instants()
    assert await count("visit_hold", "state = 'open'") == 1
    await check_gifts()
    await check_links(settings)
    await check_parity()


async def check_company() -> None:
    """The HR export came in whole: people, tree, leads, roles."""
    assert await count("person") == len(people())
    assert Counter(await Person.all().values_list("role", flat=True)) == {
        "employee": 164, "lead": 13, "editor": 1, "hr": 1, "admin": 1,
    }  # fmt: skip
    above = {team.name: team.parent.name if team.parent else None for team in await Team.all().select_related("parent")}
    assert above == {team.name: team.parent for team in teams()}
    assert await TeamLead.all().count() == len(teams())


async def check_instants() -> None:
    """Nothing is dated in the future, and what happened is dated when it happened."""
    firsts = {"fact": acts_of(Join), "transfer": acts_of(Join), "share": acts_of(Share)}
    for table, acts in firsts.items():
        found = (await rows(f"SELECT min(recorded_at) AS first, max(recorded_at) AS last FROM {table}"))[0]
        assert from_millis(found["first"]) == acts[0].at, table
        assert from_millis(found["last"]) <= NOW, table
    camille = await Person.get(email="camille.renaud@orvane.example")
    joined = next(act for act in acts_of(Join) if act.person == named("Camille Renaud", people()).number)
    assert camille.joined_at == joined.at


async def check_parity() -> None:
    """Invariant 18: every decision of the demo, decided again, is the same, and deciding again writes nothing."""
    before, was = await fingerprint(), await recorded()
    assert len(was) > 300
    with speaking("fr", "Europe/Paris"):
        assert await replayed() == was
    assert await fingerprint() == before


async def check_gifts() -> None:
    """The whole catalogue, with codes nobody can read; what two weeks of points could buy was ordered."""
    wanted = small_gifts()
    assert await count("reward", "published_at IS NOT NULL") == len(wanted.gifts)
    assert await count("pickup_place") == len(wanted.places)
    assert await count("reward_code", "sealed LIKE '%ORV%'") == 0
    assert await count("reward_code") == sum(gift.codes for gift in wanted.gifts)
    asked = {order.by for order in wanted.orders} | {name for pot in wanted.pots for name, _, _ in pot.parts}
    assert 0 < await count("redemption") <= len(asked)


async def check_links(settings: Settings) -> None:
    """One link per role, for the right person."""
    links = await show_roles(settings)
    assert [role for role, _, _ in links] == ["employee", "lead", "editor", "hr", "admin"]
    for role, address, url in links:
        owner = await link_owner(url.rpartition("/")[2])
        assert owner is not None
        assert (owner.email, owner.role) == (address, role)


async def test_an_interrupted_build_leaves_nothing(db: None, settings: Settings) -> None:
    register_listeners(settings)

    def interrupt() -> None:
        raise KeyError("power cut")

    with at_now():
        with pytest.raises(KeyError, match="power cut"):
            await build(settings, WEEKS, interrupt)
        assert await is_empty()
        assert [await count(table) for table in ("person", "fact", "share", "article", "day_salt")] == [0] * 5
        assert await show_roles(settings) == []


async def test_only_the_demo_is_thrown_away(database_url: str, settings: Settings) -> None:
    async with database(database_url):
        await rows("INSERT INTO company (id, name, zone, languages, accent, created_at) "
                   "VALUES (1, 'Orvane', 'Europe/Paris', '[\"fr\"]', '#0f6b78', 1)")  # fmt: skip
        await Person.create(
            given_name="A", family_name="Real", email="a.real@example.com", language="fr", created_at=NOW
        )
    with pytest.raises(NotTheDemo):
        await reset(settings)
    async with database(database_url):
        assert await count("person") == 1
        await Person.all().update(email="a.demo@orvane.example")
    await reset(settings)


def test_the_timeline_is_in_order_and_ends_now() -> None:
    season = Season(STARTS_ON, WEEKS)
    events = list(timeline(list(plan(people(), articles(), STARTS_ON, WEEKS)), articles(), season, NOW))
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert events[-1].at <= NOW
    assert sum(isinstance(event, Night) for event in events) == 11
    published = {event.article.slug for event in events if isinstance(event, Publication)}
    assert published == {article.slug for article in articles()}


def test_nobody_reads_or_shares_what_is_not_out() -> None:
    season, out = Season(STARTS_ON, WEEKS), set[str]()
    for event in timeline(list(plan(people(), articles(), STARTS_ON, WEEKS)), articles(), season, NOW):
        if isinstance(event, Publication):
            out.add(event.article.slug)
        elif isinstance(event, (Share, Read)):
            assert event.article in out
