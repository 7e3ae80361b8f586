"""Who takes part, from when, how much, and with which breaks: about six in ten, never the same way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from server.demo.acts import Act, Join, Leave, OptIntoStandings, Pause
from server.demo.people import DemoPerson
from server.demo.rhythm import at_paris, busyness, moment
from server.demo.season import Season
from server.demo.topics import TOPICS

CAMILLE = "Camille Renaud"
KEEN = ("Inès Belkacem", "Thomas Le Goff", "Aïcha Diallo")
PRESENT = (
    *KEEN,
    "Julien Moreau",
    "Linh Nguyen",
    "Karim Haddad",
    "Nadège Laurent",
    "Élise Marchand",
    "Yann Kerbrat",
)
SHARE_OF_PEOPLE = 0.575
PAUSES = 8
LEAVERS = 3
PSEUDONYMS = (
    "Héron",
    "Galet gris",
    "Roseau",
    "Bernache",
    "Courlis",
    "Ardoise",
    "Libellule",
    "Sarcelle",
    "Osier",
)
HABITS = (
    ("linkedin", "whatsapp", "email"),
    ("linkedin", "mastodon", "copy", "email"),
    ("linkedin", "x", "whatsapp", "sms"),
    ("whatsapp", "facebook", "sms", "linkedin"),
    ("mastodon", "telegram", "email", "linkedin"),
    ("linkedin", "copy", "instagram", "whatsapp", "qr"),
)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in the programme; `weight` is their part of all shares, `reach` how many people listen."""

    person: DemoPerson
    joined_on: date
    weight: float
    reach: float
    own_words: float
    channels: tuple[str, ...]
    topics: frozenset[str]
    pause: tuple[date, date] | None = None
    left_on: date | None = None

    def is_present(self, day: date) -> bool:
        """Whether they may act on a day: after joining, before leaving, and not in a pause."""
        paused = self.pause is not None and self.pause[0] <= day <= self.pause[1]
        return self.joined_on < day < (self.left_on or date.max) and not paused


def participants(people: Sequence[DemoPerson], season: Season, rng: Random) -> tuple[Participant, ...]:
    """Everybody who takes part but Camille, the keenest first; few do much, many do a little."""
    chosen = _chosen(people, rng)
    leaving, pausing = _breaks(chosen, rng)
    weights = [1 / (rank + 4) ** 0.9 for rank in range(len(chosen))]
    return tuple(
        _participant(person, weight / sum(weights), season, rng, person in pausing, person in leaving)
        for person, weight in zip(chosen, weights, strict=True)
    )


def membership(everyone: Sequence[Participant], rng: Random) -> Iterator[Act]:
    """How they join, appear in the standings, pause and leave."""
    pseudonyms = iter(rng.sample(PSEUDONYMS, len(PSEUDONYMS)))
    for one in everyone:
        joined_at = moment(one.joined_on, rng)
        yield Join(one.person.number, joined_at)
        if one.person.name in PRESENT or rng.random() < 0.4:
            hidden = one.person.name not in PRESENT and rng.random() < 0.2
            pseudonym = next(pseudonyms, "") if hidden else ""
            later = joined_at + timedelta(minutes=rng.randrange(2, 4000))
            yield OptIntoStandings(one.person.number, pseudonym, later)
        yield from _goings(one, rng)


def _chosen(people: Sequence[DemoPerson], rng: Random) -> list[DemoPerson]:
    sure = [person for person in people if person.name in PRESENT]
    sure.sort(key=lambda person: PRESENT.index(person.name))
    others = [person for person in people if person.name not in (CAMILLE, *PRESENT)]
    wanted = max(0, round(SHARE_OF_PEOPLE * len(people)) - len(sure) - 1)
    drawn = rng.sample(others, min(wanted, len(others)))
    keen, rest = sure[: len(KEEN)], sure[len(KEEN) :] + drawn
    rng.shuffle(rest)
    return keen + rest


def _breaks(chosen: Sequence[DemoPerson], rng: Random) -> tuple[list[DemoPerson], list[DemoPerson]]:
    free = [person for person in chosen if person.name not in PRESENT]
    drawn = rng.sample(free, min(len(free), LEAVERS + PAUSES))
    return drawn[:LEAVERS], drawn[LEAVERS:]


def _participant(
    person: DemoPerson, weight: float, season: Season, rng: Random, pauses: bool, leaves: bool
) -> Participant:
    known = person.name in PRESENT
    joined_on = season.starts_on if known else _joining_day(season, rng, early=pauses or leaves)
    since = season.starts_on + timedelta(days=round(7 * season.weeks * rng.uniform(0.5, 0.8)))
    return Participant(
        person=person,
        joined_on=joined_on,
        weight=weight,
        reach=rng.lognormvariate(0, 0.35),
        own_words=min(0.97, max(0.3, rng.gauss(0.76, 0.15))),
        channels=rng.choice(HABITS),
        topics=frozenset(rng.sample([topic.slug for topic in TOPICS], 3)),
        pause=(since, since + timedelta(days=rng.randrange(6, 21))) if pauses else None,
        left_on=since if leaves else None,
    )


def _joining_day(season: Season, rng: Random, early: bool) -> date:
    """Most join in the first four weeks; a few later, when a colleague has told them."""
    last = season.weeks * 7 // 3 if early or rng.random() < 0.85 else season.weeks * 5
    days = season.days()[: max(1, last)]
    weights = [busyness(day) * 0.93 ** min(rank, 60) for rank, day in enumerate(days)]
    return rng.choices(days, weights=weights)[0]


def _goings(one: Participant, rng: Random) -> Iterator[Act]:
    if one.pause:
        first, last = one.pause
        yield Pause(one.person.number, at_paris(first, 6, rng.randrange(60)), at_paris(last + timedelta(days=1), 0))
    if one.left_on:
        yield Leave(one.person.number, at_paris(one.left_on, 6, rng.randrange(60)))
