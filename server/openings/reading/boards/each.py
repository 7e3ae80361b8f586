"""A board of postings that are all read the same way."""

from collections.abc import Callable

from server.openings.reading.postings import Board, Posting
from server.openings.reading.texts import Node


def each(form: str, title: str, found: list[Node], read: Callable[[Node], Posting], total: object = 0) -> Board:
    """The board; it is not whole where it counts more postings than it holds."""
    more = isinstance(total, int) and total > len(found)
    return Board(form, title, tuple(map(read, found)), is_whole=not more)
