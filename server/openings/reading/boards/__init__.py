"""The boards of recruiting software in JSON, told apart by what their objects hold."""

from server.messages import N_
from server.openings.reading.boards.ashby import read_ashby
from server.openings.reading.boards.greenhouse import read_greenhouse
from server.openings.reading.boards.json_feed import read_json_feed
from server.openings.reading.boards.lever import read_lever
from server.openings.reading.boards.recruitee import read_recruitee
from server.openings.reading.boards.smart_recruiters import read_smart_recruiters
from server.openings.reading.json_ld import job_postings, lenient_json, posting_of
from server.openings.reading.postings import EMPTY, UNKNOWN, Board, OpeningsRefused
from server.openings.reading.texts import node

BROKEN = N_("Line {line}: this is not well-formed JSON.")


def _linked_data(known: object) -> Board | None:
    found = job_postings(known)
    return Board("json-ld", "", tuple(posting_of(job) for job in found)) if found else None


READERS = (
    _linked_data, read_json_feed, read_greenhouse, read_ashby, read_recruitee, read_smart_recruiters, read_lever,
)  # fmt: skip


def read_board(source: str) -> Board:
    """The postings of a JSON answer, whoever's it is. Raises OpeningsRefused."""
    try:
        known = lenient_json(source)
    except ValueError as error:
        raise OpeningsRefused(BROKEN, getattr(error, "lineno", 1)) from error
    for read in READERS:
        if board := read(known):
            return board
    raise OpeningsRefused(EMPTY if _is_empty(known) else UNKNOWN)


def _is_empty(known: object) -> bool:
    lists = (node(known).get(name) for name in ("jobs", "offers", "content", "items"))
    return known == [] or any(each == [] for each in lists)
