"""What Orvane gives for points and who ordered what: read from gifts.toml."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """Where gifts are fetched."""

    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class DemoGift:
    """A gift of the catalogue; texts are (French, English), cost in points, value in cents, limit (count, window)."""

    slug: str
    kind: str
    name: tuple[str, str]
    summary: tuple[str, str]
    description: tuple[str, str]
    thanks: tuple[str, str]
    cost: int
    value: int
    illustration: str
    tax: str = "taxable"
    reason: str = ""
    stock: int | None = None
    codes: int = 0
    limit: tuple[int, str] | None = None
    level: int = 1
    places: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    approval: str = "hr"
    delay: int = 5
    nearby: bool = False


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """Somebody's order, and how many days ago it reached each state."""

    by: str
    gift: str
    days: dict[str, int] = field(hash=False)
    place: str = ""
    choice: str = ""
    note: str = ""
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class DemoPot:
    """A team's pot and its parts: (who, points, days ago). The first part opens it."""

    gift: str
    place: str
    parts: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class DemoTarget:
    """The gift that somebody saves for, since so many days."""

    by: str
    gift: str
    days: int


@dataclass(frozen=True, slots=True)
class DemoGifts:
    """Everything of the file; the season's money in cents of face value."""

    season_budget: int
    places: tuple[DemoPlace, ...]
    gifts: tuple[DemoGift, ...]
    orders: tuple[DemoOrder, ...]
    pots: tuple[DemoPot, ...]
    targets: tuple[DemoTarget, ...]


@cache
def small_gifts() -> DemoGifts:
    """The file, read once."""
    read = tomllib.loads((files("server.demo") / "gifts.toml").read_text(encoding="utf-8"))
    return DemoGifts(
        season_budget=read["season_budget"],
        places=tuple(DemoPlace(**each) for each in read["places"]),
        gifts=tuple(DemoGift(**_frozen(each)) for each in read["gifts"]),
        orders=tuple(DemoOrder(**each) for each in read["orders"]),
        pots=tuple(DemoPot(**_frozen(each)) for each in read["pots"]),
        targets=tuple(DemoTarget(**each) for each in read["targets"]),
    )


def _frozen(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: _tuples(value) for key, value in entry.items()}


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value
