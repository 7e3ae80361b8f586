"""A careers page becomes its postings: only what it declares as JobPosting, never guessed from its words."""

from lxml import etree

from server.content.plain_text import html_root, text_of, web_url
from server.messages import N_
from server.openings.reading.json_ld import job_postings, lenient_json, posting_of
from server.openings.reading.postings import Board, OpeningsRefused
from server.openings.reading.texts import Node, text

NO_POSTING = N_(
    "“{title}” is a web page without JobPosting data. Give the address of one opening’s own page, "
    "or of the feed of your recruiting software."
)
BROKEN = N_("“{title}” holds JobPosting data that cannot be read.")
MAX_SCRIPTS = 200


def read_web_page(html: str, url: str | None) -> Board:
    """The postings of a page. Raises OpeningsRefused by the page's title where there is none."""
    try:
        root = html_root(html)
    except ValueError as error:
        raise OpeningsRefused(NO_POSTING, title=url or "?") from error
    title = next((text_of(each, 120) for each in root.iter("title")), "") or url or "?"
    found, broken = _found(root)
    if not found:
        raise OpeningsRefused(BROKEN if broken else NO_POSTING, title=title)
    address = _address(root, url) if len(found) == 1 else ""
    spoken = text(root.get("lang") or root.get("xml:lang"), 40)
    return Board("page", title, tuple(posting_of(job, address, spoken) for job in found), is_whole=not broken)


def _found(root: etree._Element) -> tuple[list[Node], bool]:
    found: list[Node] = []
    broken = False
    for script in list(root.iter("script"))[:MAX_SCRIPTS]:
        source = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or "JobPosting" not in source:
            continue
        try:
            found.extend(job_postings(lenient_json(source)))
        except ValueError:
            broken = True
    return found, broken


def _address(root: etree._Element, url: str | None) -> str:
    canonical = (web_url(link.get("href"), url) for link in root.iter("link") if link.get("rel") == "canonical")
    return next(filter(None, canonical), None) or web_url(url) or ""
