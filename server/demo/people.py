"""The people of Orvane: fourteen teams in a tree, and one persona per role."""

import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Literal

Role = Literal["employee", "lead", "editor", "hr", "admin"]

DOMAIN = "orvane.example"
OPERATORS = 6


@dataclass(frozen=True, slots=True)
class DemoTeam:
    """A team and the team above it; the company's root has no parent."""

    name: str
    parent: str | None
    size: int
    titles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One invented person; `number` is the key that every act refers to."""

    number: str
    given_name: str
    family_name: str
    email: str | None
    team: str
    lead: str | None
    site: str
    language: Literal["fr", "en"]
    job_title: str
    starts_on: date
    role: Role

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


def teams() -> tuple[DemoTeam, ...]:
    """The fourteen teams, parents before children."""
    return tuple(
        DemoTeam(row["name"], row["parent"] or None, row["size"], tuple((his, hers) for his, hers in row["titles"]))
        for row in _data()["teams"]
    )


def people(seed: int = 1) -> tuple[DemoPerson, ...]:
    """All 180 people in the order of their employee numbers; same seed, same people."""
    rng = Random(f"people/{seed}")  # noqa: S311  a demo, not a secret
    everyone = [person for team in teams() for person in _team(team, rng)]
    everyone = _without_email(_with_leads(_numbered(everyone)), rng)
    return tuple(sorted(everyone, key=lambda person: person.number))


def persona(role: Role, among: Sequence[DemoPerson]) -> DemoPerson:
    """The person one signs in as to see the product with that role; Camille Renaud is the employee."""
    if role == "employee":
        return named("Camille Renaud", among)
    return next(person for person in among if person.role == role)


def named(name: str, among: Sequence[DemoPerson]) -> DemoPerson:
    """The person of that full name."""
    return next(person for person in among if person.name == name)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("server.demo").joinpath("people.toml").read_text("utf-8"))


def _team(team: DemoTeam, rng: Random) -> Iterator[DemoPerson]:
    """Its personas, the lead first, then people drawn from the lists of names."""
    personas = [row for row in _data()["personas"] if row["team"] == team.name]
    personas.sort(key=lambda row: not row.get("lead", False))
    yield from (_persona(row) for row in personas)
    for _ in range(team.size - len(personas)):
        yield _drawn(team, rng)


def _persona(row: dict[str, Any]) -> DemoPerson:
    given, family = row["name"]
    return DemoPerson(
        number="",
        given_name=given,
        family_name=family,
        email=None,
        team=row["team"],
        lead=None,
        site=row["site"],
        language=row.get("language", "fr"),
        job_title=row["title"],
        starts_on=row["starts_on"],
        role=row.get("role", "employee"),
    )


def _drawn(team: DemoTeam, rng: Random) -> DemoPerson:
    names, sites = _data()["names"], _data()["sites"]
    site = rng.choices(list(sites), weights=list(sites.values()))[0]
    woman = rng.random() < 0.48
    abroad = site == "Barcelona" or rng.random() < 0.05
    job_title = rng.choice(team.titles)[woman]
    return DemoPerson(
        number="",
        given_name=rng.choice(names["women" if woman else "men"]),
        family_name=rng.choice(names["family"]),
        email=None,
        team=team.name,
        lead=None,
        site=site,
        language="en" if abroad else "fr",
        job_title=job_title,
        starts_on=_arrival(job_title, rng),
        role="employee",
    )


def _arrival(job_title: str, rng: Random) -> date:
    """Apprentices came with one of the last two Septembers, the others on any Monday since 2013."""
    if job_title.startswith("Apprenti"):
        return rng.choice((date(2024, 9, 2), date(2025, 9, 1)))
    return date(2013, 1, 7) + timedelta(weeks=int(660 * rng.random() ** 0.6))


def _numbered(everyone: list[DemoPerson]) -> list[DemoPerson]:
    """Numbers follow the day of arrival; two people of one name get two addresses."""
    taken: set[str] = set()
    numbered = []
    for rank, person in enumerate(sorted(everyone, key=lambda one: (one.starts_on, one.team)), start=1):
        numbered.append(replace(person, number=f"OR{1000 + rank}", email=_address(person, taken)))
    return numbered


def _address(person: DemoPerson, taken: set[str]) -> str:
    local = f"{_plain(person.given_name)}.{_plain(person.family_name)}"
    rank = 1
    while (address := f"{local}{rank if rank > 1 else ''}@{DOMAIN}") in taken:
        rank += 1
    taken.add(address)
    return address


def _plain(name: str) -> str:
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return ascii_name.lower().replace(" ", "-").replace("'", "")


def _with_leads(everyone: list[DemoPerson]) -> list[DemoPerson]:
    """A team's lead leads its people and answers to the lead of the team above."""
    chiefs = {row["team"]: " ".join(row["name"]) for row in _data()["personas"] if row.get("lead")}
    numbers = {person.name: person.number for person in everyone}
    above = {team.name: team.parent for team in teams()}

    def lead_of(person: DemoPerson) -> str | None:
        team = person.team if person.name != chiefs[person.team] else above[person.team]
        return numbers[chiefs[team]] if team else None

    return [replace(person, lead=lead_of(person)) for person in everyone]


def _without_email(everyone: list[DemoPerson], rng: Random) -> list[DemoPerson]:
    """The crew that sets sensors up works from a van: some have a number and no address."""
    leads = {person.lead for person in everyone}
    crew = sorted(one.number for one in everyone if one.team == "Terrain" and one.number not in leads)
    chosen = set(rng.sample(crew, OPERATORS))
    return [replace(one, email=None, site="Nantes") if one.number in chosen else one for one in everyone]
