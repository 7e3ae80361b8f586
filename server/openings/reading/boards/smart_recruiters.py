"""SmartRecruiters: content with a releasedDate, or one posting with its jobAd."""

from collections.abc import Iterator

from server.openings.reading.boards.each import each
from server.openings.reading.postings import Board, Place, Posting
from server.openings.reading.texts import Node, first, markup, node, nodes, text


def read_smart_recruiters(known: object) -> Board | None:
    """The board, if it is one of these."""
    content = nodes(node(known).get("content"))
    if not any("releasedDate" in job or "refNumber" in job for job in content):
        if "jobAd" not in node(known):
            return None
        content = [node(known)]
    total = node(known).get("totalFound")
    title = first(*(job.get("company") for job in content))
    return each("smartrecruiters", title, content, _of_smart_recruiters, total)


def _of_smart_recruiters(job: Node) -> Posting:
    told, company = node(job.get("location")), first(node(job.get("company")).get("identifier"))
    flags = [name for name in ("hybrid", "remote") if told.get(name) is True]
    built = f"https://jobs.smartrecruiters.com/{company}/{text(job.get('id'))}" if company else ""
    return Posting(
        title=first(job.get("name"), job.get("title")),
        reference=first(job.get("id"), job.get("uuid"), job.get("refNumber")),
        url=first(job.get("postingUrl"), job.get("applyUrl")) or built,
        places=(Place(first(told.get("city")), first(told.get("region")), first(told.get("country"))),),
        remote=flags[0] if flags else "",
        contract=text(job.get("typeOfEmployment")),
        department=first(job.get("department"), job.get("function")),
        description="\n".join(_sections(job)),
        language=first(node(job.get("language")).get("code"), job.get("language")),
        posted=first(job.get("releasedDate"), job.get("createdOn")),
    )


def _sections(job: Node) -> Iterator[str]:
    for section in node(node(job.get("jobAd")).get("sections")).values():
        if said := markup(node(section).get("text")):
            title = text(node(section).get("title"))
            yield f"<h3>{title}</h3>{said}" if title else said
