"""Greenhouse: jobs with an absolute_url, their text escaped as HTML."""

from server.openings.reading.boards.each import each
from server.openings.reading.json_ld import number
from server.openings.reading.pay import currency_of
from server.openings.reading.postings import Board, Pay, Place, Posting
from server.openings.reading.texts import Node, first, markup, node, nodes, text


def read_greenhouse(known: object) -> Board | None:
    """The board, if it is one of these."""
    jobs = nodes(node(known).get("jobs"))
    if not any("absolute_url" in job for job in jobs):
        return None
    title = first(*(job.get("company_name") for job in jobs))
    return each("greenhouse", title, jobs, _of_greenhouse, node(node(known).get("meta")).get("total"))


def _of_greenhouse(job: Node) -> Posting:
    told = {text(one.get("name")).casefold(): text(one.get("value")) for one in nodes(job.get("metadata"))}
    place = first(job.get("location"))
    kinds = [value for name, value in told.items() if "employment" in name or "contract" in name]
    return Posting(
        title=text(job.get("title")),
        reference=first(job.get("id"), job.get("internal_job_id")),
        url=first(job.get("absolute_url")),
        places=(Place(city=place),) if place else (),
        remote="full" if "remote" in place.casefold() else "",
        contract=" ".join(kinds),
        pay=next(filter(None, map(_greenhouse_pay, nodes(job.get("pay_input_ranges")))), None),
        department=first(*(one.get("name") for one in nodes(job.get("departments")))),
        description=markup(job.get("content")),
        language=first(job.get("language")),
        posted=first(job.get("first_published"), job.get("updated_at")),
        closes=first(job.get("application_deadline")),
    )


def _greenhouse_pay(told: Node) -> Pay:
    low, high = (number(told.get(name)) or 0 for name in ("min_cents", "max_cents"))
    return Pay(low // 100 or None, high // 100 or None, currency_of(first(told.get("currency_type"))), "")
