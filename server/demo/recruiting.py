"""What Orvane looks for and whom it was recommended: read from openings.toml."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """A bonus plan; instalments are (milestone, days after it, cents)."""

    name_fr: str
    name_en: str
    instalments: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class DemoOpening:
    """An opening, published `days` ago and closed `closed` days ago if it is."""

    slug: str
    title: str
    place: str
    remote: str
    contract: str
    hours: str
    department: str
    topics: tuple[str, ...]
    skills: tuple[str, ...]
    days: int
    description: str
    steps: tuple[tuple[str, str], ...]
    pay: tuple[int, int] | None = None
    team_size: int | None = None
    plan: int | None = None
    hot: bool = False
    closed: int | None = None


@dataclass(frozen=True, slots=True)
class DemoReferral:
    """Somebody recommended by an employee; how many days ago each stage came, and what comes next in so many days."""

    opening: str
    by: str
    name: str
    relation: str
    words: str
    message: str
    stages: dict[str, int] = field(hash=False)
    next: tuple[int, str] | None = None

    @property
    def email(self) -> str:
        """An address that leads nowhere."""
        given, _, family = self.name.partition(" ")
        return f"{given}.{family}@courriel.example".lower()


@cache
def plans() -> tuple[DemoPlan, ...]:
    """The bonus plans."""
    return tuple(
        DemoPlan(each["name"][0], each["name"][1], tuple((on, days, cents) for on, days, cents in each["instalments"]))
        for each in _data()["plans"]
    )


@cache
def openings() -> tuple[DemoOpening, ...]:
    """The openings, the oldest last."""
    return tuple(DemoOpening(**_frozen(each)) for each in _data()["openings"])


@cache
def referrals() -> tuple[DemoReferral, ...]:
    """The referrals."""
    return tuple(DemoReferral(**_frozen(each)) for each in _data()["referrals"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("server.demo").joinpath("openings.toml").read_text("utf-8"))


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuples(value) for name, value in table.items()}


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value
