"""Ashby: jobs with a jobUrl; those that are not listed are left alone."""

from collections.abc import Iterator

from server.openings.reading.boards.each import each
from server.openings.reading.json_ld import number
from server.openings.reading.pay import currency_of
from server.openings.reading.postings import Board, Pay, Place, Posting
from server.openings.reading.texts import Node, first, markup, node, nodes, text


def read_ashby(known: object) -> Board | None:
    """The board, if it is one of these."""
    jobs = nodes(node(known).get("jobs"))
    if not any("jobUrl" in job or "descriptionHtml" in job for job in jobs):
        return None
    return each("ashby", "", [job for job in jobs if job.get("isListed") is not False], _of_ashby)


def _of_ashby(job: Node) -> Posting:
    return Posting(
        title=text(job.get("title")),
        reference=first(job.get("id"), job.get("jobUrl")),
        url=first(job.get("jobUrl")),
        places=tuple(_ashby_places(job)),
        remote=first(job.get("workplaceType")) or ("full" if job.get("isRemote") is True else ""),
        contract=text(job.get("employmentType")),
        pay=next(filter(None, map(_ashby_pay, nodes(node(job.get("compensation")).get("summaryComponents")))), None),
        department=first(job.get("department"), job.get("team")),
        description=markup(job.get("descriptionHtml")) or markup(job.get("descriptionPlain")),
        posted=first(job.get("publishedAt")),
    )


def _ashby_places(job: Node) -> Iterator[Place]:
    for one in (job, *nodes(job.get("secondaryLocations"))):
        address = node(node(one.get("address")).get("postalAddress"))
        city, region, country = (text(address.get(f"address{part}")) for part in ("Locality", "Region", "Country"))
        if city or country:
            yield Place(city, region, country)
        elif place := first(one.get("location")):
            yield Place(city=place)


def _ashby_pay(told: Node) -> Pay | None:
    if told.get("compensationType") != "Salary":
        return None
    currency = currency_of(first(told.get("currencyCode")))
    return Pay(number(told.get("minValue")), number(told.get("maxValue")), currency, first(told.get("interval")))
