"""What participants read, keep and pass on, day after day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from server.demo.acts import Act, Bookmark, Read, Share
from server.demo.articles import DemoArticle
from server.demo.participants import Participant
from server.demo.rhythm import at_paris, busyness, moment, paris_day
from server.demo.season import Season
from server.demo.words import Kind, Voice

SHARES_A_WEEK = 83.0
OTHER_READS_A_WEEK = 0.33
BURST = (4, 5)
WORDLESS = frozenset({"qr", "copy", "sms"})


@dataclass(slots=True)
class Sharer:
    """A participant at work: what they have read and where they have shared it."""

    who: Participant
    published: Mapping[DemoArticle, datetime]
    rng: Random
    voice: Voice
    read: set[str] = field(default_factory=set)
    shared: set[tuple[str, str]] = field(default_factory=set)

    def share(self, at: datetime) -> Iterator[Act]:
        """A share, often with the reading before it; nothing when all that is out has been passed on."""
        channel = self.rng.choices(self.who.channels, weights=range(len(self.who.channels), 0, -1))[0]
        article = self._pick(at, {slug for slug, used in self.shared if used == channel})
        if article is None:
            return
        self.shared.add((article.slug, channel))
        if self.rng.random() < 0.75:
            yield from self.reading(article, at - timedelta(seconds=self.rng.randrange(90, 900)))
        text = self.voice.text(self._kind(channel), article, channel)
        mention = self.rng.random() < 0.85
        yield Share(self._ref(), self.who.person.number, article.slug, channel, text, mention, at)

    def browse(self, at: datetime) -> Iterator[Act]:
        """An article read for its own sake, or kept for later."""
        article = self._pick(at, self.read)
        if article is None:
            return
        if self.rng.random() < 0.3:
            yield Bookmark(self.who.person.number, article.slug, at)
        else:
            yield from self.reading(article, at)

    def reading(self, article: DemoArticle, at: datetime) -> Iterator[Act]:
        """The article read to its end, the first time and once it is out."""
        present = self.who.is_present(paris_day(at))
        if article.slug in self.read or not (present and self._is_possible(article, at)):
            return
        self.read.add(article.slug)
        yield Read(self.who.person.number, article.slug, at)

    def _pick(self, at: datetime, taken: set[str]) -> DemoArticle | None:
        offered = [one for one in self.published if one.slug not in taken and self._is_possible(one, at)]
        weights = [self._appeal(one, at) for one in offered]
        return self.rng.choices(offered, weights=weights)[0] if offered else None

    def _is_possible(self, article: DemoArticle, at: datetime) -> bool:
        return self.published[article] <= at

    def _appeal(self, article: DemoArticle, at: datetime) -> float:
        age = (at - self.published[article]).days
        foreign = article.language != self.who.person.language
        liked = 2.0 if article.topic in self.who.topics else 1.0
        return liked * (0.4 if foreign else 1.0) / (1 + age / 10)

    def _kind(self, channel: str) -> Kind:
        if channel in WORDLESS and self.rng.random() < 0.4:
            return "empty"
        if self.rng.random() < self.who.own_words:
            return "own"
        return "close" if self.rng.random() < 0.6 else "empty"

    def _ref(self) -> str:
        return f"{self.who.person.number}-{len(self.shared):03}"


def sharing(
    everyone: Sequence[Participant],
    articles: Sequence[DemoArticle],
    season: Season,
    rng: Random,
    scale: float,
) -> Iterator[Act]:
    """All that these participants read and share, one person after the other."""
    published = {article: article.published_at(season.ends_on) for article in articles}
    for rank, one in enumerate(everyone):
        sharer = Sharer(one, published, rng, Voice(one.person, rng))
        shares = SHARES_A_WEEK * season.weeks * scale * one.weight
        reads = OTHER_READS_A_WEEK * season.weeks * scale
        instants = sorted(_instants(one, season, rng, shares, bursts=3 if rank < 5 else 0))
        yield from (act for at in instants for act in sharer.share(at))
        browsing = sorted(_instants(one, season, rng, reads * rng.uniform(0.2, 1.8), bursts=0))
        yield from (act for at in browsing for act in sharer.browse(at))


def _instants(one: Participant, season: Season, rng: Random, expected: float, bursts: int) -> Iterator[datetime]:
    """Instants on the person's days, by how busy these are; in a burst, one day has more than it pays for."""
    days = [day for day in season.days(first=one.joined_on) if one.is_present(day)]
    count = int(expected + rng.random())
    if not days:
        return
    for _ in range(bursts if count >= bursts * BURST[1] else 0):
        size = rng.choice(BURST)
        count -= size
        yield from _burst(_day(days, rng), size, rng)
    yield from (moment(_day(days, rng), rng) for _ in range(count))


def _burst(day: date, size: int, rng: Random) -> Iterator[datetime]:
    yield from (at_paris(day, 9 + 2 * turn, rng.randrange(60), rng.randrange(60)) for turn in range(size))


def _day(days: Sequence[date], rng: Random) -> date:
    return rng.choices(days, weights=[busyness(day) for day in days])[0]
