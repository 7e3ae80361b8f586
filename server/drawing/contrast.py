"""The audit of a theme: every pair of colours that meet on a page, with the contrast it has and needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.drawing.colour import contrast
from server.drawing.palette import BACKGROUNDS, Roles, meanings, neutrals
from server.drawing.theme import by_day, by_night

TEXT, CONTROL = 4.5, 3.0
_INKS = ("ink", "ink-2", "ink-3", "accent-ink", "sun-ink", "coral-ink", "moss-ink", "brick-ink", "sky-ink")
_MEANINGS = ("accent", "sun", "coral", "moss", "brick", "sky")
_FILLS = (
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-mark", "accent-mark"),
    ("on-sun", "sun"),
    ("on-brick", "brick"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour on another, by day or by night."""

    theme: str
    front: str
    back: str
    ratio: float
    needed: float

    @property
    def fails(self) -> bool:
        """Whether the pair is too weak."""
        return self.ratio < self.needed


def audit(accent_hex: str) -> list[Pair]:
    """Every pair of both themes for one accent."""
    day = {**neutrals(), **meanings(), **by_day(accent_hex)}
    night = {**neutrals(night=True), **meanings(night=True), **by_night(accent_hex)}
    return [*_pairs("day", day), *_pairs("night", night)]


def _pairs(theme: str, roles: Roles) -> Iterator[Pair]:
    for front, back, needed in _meetings():
        yield Pair(theme, front, back, contrast(roles[front], roles[back]), needed)


def _meetings() -> Iterator[tuple[str, str, float]]:
    for back in BACKGROUNDS:
        yield from ((front, back, TEXT) for front in _INKS)
    for back in ("paper", "surface"):
        yield from ((front, back, CONTROL) for front in ("line-strong", "accent-mark"))
    for name in _MEANINGS:
        yield from ((front, f"{name}-soft", TEXT) for front in (f"{name}-ink", "ink", "ink-2"))
    yield from ((front, back, TEXT) for front, back in _FILLS)
