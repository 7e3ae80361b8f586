"""What the feed shows of other features: the streak, who shared, what a share would bring."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gamification import Streak
from server.badges.queries import streak_of

HUES = ("prune", "ardoise", "lagune", "ocre", "mousse", "terre")


@dataclass(frozen=True, slots=True)
class Sharers:
    """How many colleagues shared an article; initials and hues of those who agreed to be shown."""

    count: int = 0
    shown: tuple[tuple[str, str], ...] = ()


async def streak_for(person_id: str) -> Streak:
    """The person's streak."""
    return await streak_of(person_id)


async def sharers_of(article_ids: Sequence[str]) -> dict[str, Sharers]:
    """Who shared these articles, by article."""
    ask = _of("server.sharing.queries", "sharers_of")
    found: dict[str, Any] = await ask(article_ids) if ask and article_ids else {}
    return {key: Sharers(each.count, initials(each.names)) for key, each in found.items()}


def initials(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The first letter of each name, and a hue that is always theirs."""
    return tuple((name[:1].upper(), HUES[sum(name.encode()) % len(HUES)]) for name in names[:3] if name)


async def points_of_share(person_id: str) -> int:
    """What a share could bring this person today; 0 when nothing is known."""
    ask = _of("server.points.queries", "share_points_preview")
    return int(await ask(person_id)) if ask else 0


def _of(module: str, name: str) -> Any:
    """A query of a feature that may not be installed yet."""
    try:
        return getattr(importlib.import_module(module), name, None)
    except ModuleNotFoundError:
        return None
