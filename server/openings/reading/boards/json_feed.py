"""Teamtailor's JSON Feed: every item carries its JobPosting."""

from server.openings.reading.boards.each import each
from server.openings.reading.json_ld import posting_of
from server.openings.reading.postings import Board, Posting
from server.openings.reading.texts import Node, first, node, nodes


def read_json_feed(known: object) -> Board | None:
    """The board, if it is one of these."""
    items = nodes(node(known).get("items"))
    if not any("_jobposting" in item for item in items):
        return None
    return each("teamtailor", first(node(known).get("title")), items, _of_item)


def _of_item(item: Node) -> Posting:
    job = {
        "title": item.get("title"),
        "description": item.get("content_html") or item.get("content_text"),
        "datePosted": item.get("date_published"),
        "identifier": item.get("id"),
        "inLanguage": item.get("language"),
        **node(item.get("_jobposting")),
    }
    return posting_of({**job, "identifier": item.get("id") or job["identifier"]}, first(item.get("url")))
