"""Feeds of jobs in XML: Indeed's family, Recruitee, Teamtailor, Personio."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from server.content.plain_text import web_url
from server.openings.reading.json_ld import number
from server.openings.reading.pay import currency_of, pay_of
from server.openings.reading.postings import UNKNOWN, Board, OpeningsRefused, Pay, Place, Posting
from server.openings.reading.texts import text, texts
from server.openings.reading.xml_tree import children, name_of, said, value, xml_tree

_PLACES = ("location", "office", "place")
_JOBS = ("job", "offer", "vacancy", "position")
_GROUPS = ("jobs", "offers", "vacancies")
_REFERENCES = ("referencenumber", "referenceid", "requisitionid", "reference", "jobid", "id", "guid")
_OF_JOBS = frozenset({"locations", "location", "department", "remotestatus", "city", "jobtype", "employmenttype"})


def read_xml(source: str, url: str | None) -> Board:
    """The postings of an XML feed, told apart by its root and what stands below. Raises OpeningsRefused."""
    root, is_whole = xml_tree(source)
    name = name_of(root)
    if name == "workzagjobs":
        jobs = list(children(root, "position"))
        return Board("personio", "", tuple(_of_personio(job, url) for job in jobs), is_whole=is_whole)
    if name == "rss":
        return _rss(root, is_whole)
    jobs = _jobs(root)
    if not jobs and name not in {"source", "jobs", "job"}:
        raise OpeningsRefused(UNKNOWN)
    form = "indeed" if name == "source" else "jobs"
    return Board(form, text(value(root, "publisher", "title")), tuple(map(_of_job, jobs)), is_whole=is_whole)


def _jobs(root: Element) -> list[Element]:
    """The jobs below the root, or one level deeper."""
    if name_of(root) == "job":
        return [root]
    direct = list(children(root, *_JOBS))
    return direct or [job for group in children(root, *_GROUPS) for job in children(group, *_JOBS)]


def _rss(root: Element, is_whole: bool) -> Board:
    """Teamtailor's RSS. A feed of articles is none of ours."""
    channel = next(children(root, "channel"), root)
    items = list(children(channel, "item"))
    if items and not any(name_of(child) in _OF_JOBS for item in items for child in item):
        raise OpeningsRefused(UNKNOWN)
    title, language = text(value(channel, "title")), text(value(channel, "language"))
    return Board("teamtailor", title, tuple(_of_job(item, language) for item in items), is_whole=is_whole)


def _of_job(job: Element, language: str = "") -> Posting:
    """A job by the names that these feeds share."""
    return Posting(
        title=text(value(job, "title", "jobtitle", "name", "position")),
        reference=text(value(job, *_REFERENCES)),
        url=text(value(job, "url", "link", "joburl", "careersurl", "applyurl"), 2000),
        places=tuple(_places(job)),
        remote=text(value(job, "remotestatus", "remotetype", "remote", "telecommute", "workplacetype", "workplace")),
        contract=text(value(job, "jobtype", "employmenttype", "employmenttypecode", "contracttype", "contract")),
        hours=text(value(job, "workinghours", "hours", "schedule"), 60),
        pay=_pay(job),
        skills=texts(value(job, "skills", "tags", "keywords")),
        department=text(value(job, "department", "team", "category")),
        description="\n".join(filter(None, (value(job, "description", "jobdescription", "content", "encoded", "body"),
                                            value(job, "requirements", "profile")))),
        language=text(value(job, "language", "lang")) or language,
        posted=text(value(job, "date", "publishedat", "publishdate", "publicationdate", "pubdate", "dateposted",
                          "posteddate", "postedat", "createdat")),
        closes=text(value(job, "expirydate", "expirationdate", "validthrough", "closeat", "closingdate", "enddate")),
    )  # fmt: skip


def _places(job: Element) -> Iterator[Place]:
    """Places as elements of their own, else the job's town, else its place in words."""
    listed = [place for group in children(job, "locations", "offices") for place in children(group, *_PLACES)]
    for place in listed or [each for each in children(job, *_PLACES) if len(each)]:
        if made := _place(place):
            yield made
    if listed or any(len(each) for each in children(job, *_PLACES)):
        return
    if made := _place(job):
        yield made


def _place(told: Element) -> Place | None:
    is_plain = not len(told)
    city = said(told) if is_plain else value(told, "city", "town", "locality") or _in_words(told)
    region, country = value(told, "state", "region"), value(told, "countrycode", "country")
    made = Place(text(city, 120), text(region, 120), text(country, 120))
    return made if any((made.city, made.region, made.country)) else None


def _in_words(told: Element) -> str:
    place = next((said(each) for each in children(told, *_PLACES, "locationname") if not len(each)), "")
    return place or (value(told, "name") if name_of(told) in _PLACES else "")


def _pay(job: Element) -> Pay | None:
    within = next((each for each in children(job, "salary", "compensation") if len(each)), None)
    told = job if within is None else within
    low, high = (number(value(told, *(f"salary{end}", f"{end}salary", end))) for end in ("min", "max"))
    if low or high:
        currency = currency_of(value(told, "salarycurrency", "currency"))
        return Pay(low, high, currency, text(value(told, "salaryperiod", "period", "interval")))
    return pay_of(text(value(job, "salary", "compensation")))


def _of_personio(job: Element, url: str | None) -> Posting:
    offices = [said(each) for each in children(job, "office")]
    offices += [said(each) for group in children(job, "additionaloffices") for each in children(group, "office")]
    reference = text(value(job, "id"))
    is_theirs = url is not None and ".jobs.personio." in url
    return Posting(
        title=text(value(job, "name")),
        reference=reference,
        url=(web_url(f"/job/{reference}", url) or "") if is_theirs else "",
        places=tuple(Place(city=text(office, 120)) for office in offices if text(office)),
        contract=text(value(job, "employmenttype")),
        hours=text(value(job, "schedule")),
        skills=texts(value(job, "keywords")),
        department=text(value(job, "department")),
        description="\n".join(_of_sections(job)),
        posted=text(value(job, "createdat")),
    )


def _of_sections(job: Element) -> Iterator[str]:
    for group in children(job, "jobdescriptions"):
        for section in children(group, "jobdescription"):
            title, words = text(value(section, "name")), value(section, "value")
            if words:
                yield f"<h3>{title}</h3>{words}" if title else words
