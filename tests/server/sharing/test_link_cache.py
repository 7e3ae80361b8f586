"""Links in memory: few questions, short-lived answers, bounded, and of use while the database is away."""

import asyncio

import pytest

from server.sharing import link_cache
from server.sharing.link_cache import LinkAway, LinkCache
from server.sharing.queries import LinkTarget


class Source:
    """Links that are asked for, and how often."""

    def __init__(self) -> None:
        self.links = {"known": LinkTarget("l", "p", b"https://www.example.com/")}
        self.asked: list[str] = []
        self.is_away = False

    async def load(self, code: str) -> LinkTarget | None:
        self.asked.append(code)
        await asyncio.sleep(0)
        if self.is_away:
            raise OSError
        return self.links.get(code)


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(link_cache, "monotonic", lambda: now[0])
    return now


async def test_a_link_is_asked_for_once_in_its_time(source: Source, time: list[float]) -> None:
    cache = LinkCache(source.load)
    assert [await cache.find("known") for _ in range(3)] == [source.links["known"]] * 3
    assert source.asked == ["known"]
    time[0] += link_cache.LIVES
    await cache.find("known")
    assert source.asked == ["known"] * 2


async def test_an_unknown_code_is_remembered_too_and_seen_once_it_is_there(source: Source, time: list[float]) -> None:
    cache = LinkCache(source.load)
    assert [await cache.find("new") for _ in range(3)] == [None] * 3
    assert source.asked == ["new"]
    source.links["new"] = source.links["known"]
    time[0] += link_cache.LIVES
    assert await cache.find("new") is not None


async def test_a_link_that_changed_or_went_is_noticed(source: Source, time: list[float]) -> None:
    cache = LinkCache(source.load)
    await cache.find("known")
    source.links["known"] = LinkTarget("l", "p", b"https://www.example.com/a")
    time[0] += link_cache.LIVES
    assert (await cache.find("known")) == source.links["known"]
    del source.links["known"]
    time[0] += link_cache.LIVES
    assert await cache.find("known") is None


async def test_one_asks_again_and_the_others_are_served_meanwhile(source: Source, time: list[float]) -> None:
    cache = LinkCache(source.load)
    await cache.find("known")
    time[0] += link_cache.LIVES
    await asyncio.gather(*(cache.find("known") for _ in range(20)))
    assert source.asked == ["known"] * 2


async def test_those_who_come_at_once_share_one_question(source: Source, time: list[float]) -> None:
    cache = LinkCache(source.load)
    found = await asyncio.gather(*(cache.find("known") for _ in range(20)))
    assert found == [source.links["known"]] * 20
    assert source.asked == ["known"]
    source.is_away = True
    away = await asyncio.gather(*(cache.find("other") for _ in range(5)), return_exceptions=True)
    assert [type(each) for each in away] == [LinkAway] * 5
    assert source.asked == ["known", "other"]


async def test_a_slow_answer_is_not_waited_for_where_an_old_one_is_at_hand(
    source: Source, time: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_cache, "PATIENCE", 0.01)
    cache, go = LinkCache(source.load), asyncio.Event()
    old = await cache.find("known")

    async def slowly(code: str) -> LinkTarget | None:
        await go.wait()
        return LinkTarget("l", "p", b"https://www.example.com/new")

    cache.load = slowly
    time[0] += link_cache.LIVES
    assert await cache.find("known") == old
    go.set()
    await asyncio.sleep(0.01)
    assert (await cache.find("known")) == LinkTarget("l", "p", b"https://www.example.com/new")


async def test_while_the_database_is_away_known_links_still_lead(source: Source, time: list[float]) -> None:
    cache = LinkCache(source.load)
    await cache.find("known")
    source.is_away = True
    time[0] += 100 * link_cache.LIVES
    assert await cache.find("known") == source.links["known"]
    with pytest.raises(LinkAway):
        await cache.find("other")


async def test_scanning_codes_fills_no_memory_and_pushes_no_link_out(
    source: Source, time: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_cache, "MOST", 10)
    cache = LinkCache(source.load)
    await cache.find("known")
    for n in range(50):
        await cache.find(f"guess-{n}")
    assert len(cache._unknown) == 10
    await cache.find("known")
    assert source.asked.count("known") == 1
