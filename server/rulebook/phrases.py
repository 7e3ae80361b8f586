"""Pieces of sentences: templates filled with words and with other pieces, marks kept, in the reader's language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.messages import N_
from server.web.locale import say, spoken, typography

_TOKENS = re.compile(r"(\*|\{\w+\})")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; a mark is a number or a name to set off."""

    text: str
    is_mark: bool = False


Parts = tuple[Part, ...]
Filling = str | int | Parts


def fill(message: str, **values: Filling) -> Parts:
    """A message with its {places} filled; what stands between two * is a mark."""
    found: list[Part] = []
    is_mark = False
    for piece in _TOKENS.split(say(message)):
        if piece == "*":
            is_mark = not is_mark
        elif piece.startswith("{"):
            found += _filled(values[piece[1:-1]], is_mark)
        else:
            found.append(Part(piece, is_mark))
    return merged(found)


def _filled(value: Filling, is_mark: bool) -> Iterable[Part]:
    if isinstance(value, tuple):
        return [Part(part.text, is_mark or part.is_mark) for part in value]
    return [Part(typography(spoken(value)), is_mark)]


def merged(parts: Iterable[Part]) -> Parts:
    """Neighbours of one kind as one part, empty ones left out."""
    found: list[Part] = []
    for part in parts:
        if found and found[-1].is_mark == part.is_mark:
            found[-1] = Part(found[-1].text + part.text, part.is_mark)
        elif part.text:
            found.append(part)
    return tuple(found)


def text_of(parts: Iterable[Part]) -> str:
    """The same without marks."""
    return "".join(part.text for part in parts)


def either(pieces: Sequence[Parts]) -> Parts:
    """One or another."""
    return _joined(pieces, N_("{before} or {last}"))


def both(pieces: Sequence[Parts]) -> Parts:
    """One and another."""
    return _joined(pieces, N_("{before} and {last}"))


def _joined(pieces: Sequence[Parts], last: str) -> Parts:
    if not pieces:
        return ()
    before = pieces[0]
    for piece in pieces[1:-1]:
        before = fill(N_("{before}, {next}"), before=before, next=piece)
    return before if len(pieces) == 1 else fill(last, before=before, last=pieces[-1])


def quoted(name: str) -> Parts:
    """A name in the language's quotation marks, set off."""
    return fill(N_("“*{name}*”"), name=name)
