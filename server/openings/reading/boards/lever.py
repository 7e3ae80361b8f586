"""Lever: a bare list of postings, each called by its text."""

from typing import Any

from server.openings.reading.boards.each import each
from server.openings.reading.json_ld import number
from server.openings.reading.pay import currency_of
from server.openings.reading.postings import Board, Pay, Place, Posting
from server.openings.reading.texts import Node, first, markup, node, nodes, text, texts


def read_lever(known: object) -> Board | None:
    """The board, if it is one of these."""
    jobs = nodes(known) if isinstance(known, list) else []
    if not any("text" in job and ("categories" in job or "hostedUrl" in job) for job in jobs):
        return None
    return each("lever", "", jobs, _of_lever)


def _of_lever(job: Node) -> Posting:
    told, pay = node(job.get("categories")), node(job.get("salaryRange"))
    lists = (
        f"<h3>{text(one.get('text'))}</h3><ul>{markup(one.get('content'))}</ul>" for one in nodes(job.get("lists"))
    )
    parts = [job.get("description"), *lists, job.get("additional")]
    return Posting(
        title=text(job.get("text")),
        reference=first(job.get("id"), job.get("hostedUrl")),
        url=first(job.get("hostedUrl"), job.get("applyUrl")),
        places=_lever_places(job, told),
        remote=text(job.get("workplaceType")).replace("unspecified", ""),
        contract=text(told.get("commitment")),
        pay=Pay(number(pay.get("min")), number(pay.get("max")), currency_of(first(pay.get("currency"))),
                first(pay.get("interval"))),
        skills=texts(job.get("tags")),
        department=first(told.get("department"), told.get("team")),
        description=markup(parts) or markup(job.get("descriptionPlain")),
        posted=_instant(job.get("createdAt")),
    )  # fmt: skip


def _lever_places(job: Node, told: Node) -> tuple[Place, ...]:
    named = texts(told.get("allLocations")) if told.get("allLocations") else (first(told.get("location")),)
    country = first(job.get("country")) if len(named) == 1 else ""
    return tuple(Place(city=name, country=country) for name in named if name)


def _instant(value: Any) -> str | int:
    return value if isinstance(value, int) and not isinstance(value, bool) else text(value)
