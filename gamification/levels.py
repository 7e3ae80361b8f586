"""Levels: five names for lifetime XP. They are never lost and never multiply anything."""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """A level and the XP from which it is reached."""

    number: int
    key: str
    threshold: int


@dataclass(frozen=True, slots=True)
class LevelProgress:
    """Where a person stands: XP gained since `level` and XP between it and `next` (None at the top)."""

    level: Level
    next: Level | None
    gained: int
    span: int


LEVELS = (
    Level(1, "goutte", 0),
    Level(2, "galet", 300),
    Level(3, "onde", 1_000),
    Level(4, "courant", 2_000),
    Level(5, "maree", 5_000),
)


def level_of(xp: int) -> Level:
    """The highest level whose threshold is reached; xp is never below zero."""
    return LEVELS[max(0, bisect_right(LEVELS, xp, key=lambda level: level.threshold) - 1)]


def next_level(xp: int) -> Level | None:
    """The level after this one, or None at the top."""
    number = level_of(xp).number
    return LEVELS[number] if number < len(LEVELS) else None


def level_progress(xp: int) -> LevelProgress:
    """How far from one level to the next."""
    level, following = level_of(xp), next_level(xp)
    span = following.threshold - level.threshold if following else 0
    return LevelProgress(level, following, xp - level.threshold, span)
