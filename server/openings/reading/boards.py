"""The boards of recruiting software in JSON, told apart by what their objects hold."""

from collections.abc import Callable, Iterator
from typing import Any

from server.messages import N_
from server.openings.reading.json_ld import job_postings, lenient_json, number, posting_of
from server.openings.reading.postings import EMPTY, UNKNOWN, Board, OpeningsRefused, Pay, Place, Posting
from server.openings.reading.texts import Node, first, markup, node, nodes, text, texts
from server.openings.reading.values import currency_of

BROKEN = N_("Line {line}: this is not well-formed JSON.")


def read_board(source: str) -> Board:
    """The postings of a JSON answer, whoever's it is. Raises OpeningsRefused."""
    try:
        known = lenient_json(source)
    except ValueError as error:
        raise OpeningsRefused(BROKEN, getattr(error, "lineno", 1)) from error
    for read in (_linked_data, _feed, _greenhouse, _ashby, _recruitee, _smart_recruiters, _lever):
        if board := read(known):
            return board
    raise OpeningsRefused(EMPTY if _is_empty(known) else UNKNOWN)


def _is_empty(known: object) -> bool:
    lists = (node(known).get(name) for name in ("jobs", "offers", "content", "items"))
    return known == [] or any(each == [] for each in lists)


def _linked_data(known: object) -> Board | None:
    found = job_postings(known)
    return Board("json-ld", "", tuple(posting_of(job) for job in found)) if found else None


def _each(form: str, title: str, found: list[Node], read: Callable[[Node], Posting], total: object = 0) -> Board:
    more = isinstance(total, int) and total > len(found)
    return Board(form, title, tuple(map(read, found)), is_whole=not more)


def _feed(known: object) -> Board | None:
    """Teamtailor's JSON Feed: every item carries its JobPosting."""
    items = nodes(node(known).get("items"))
    if not any("_jobposting" in item for item in items):
        return None
    return _each("teamtailor", first(node(known).get("title")), items, _of_item)


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


def _greenhouse(known: object) -> Board | None:
    jobs = nodes(node(known).get("jobs"))
    if not any("absolute_url" in job for job in jobs):
        return None
    title = first(*(job.get("company_name") for job in jobs))
    return _each("greenhouse", title, jobs, _of_greenhouse, node(node(known).get("meta")).get("total"))


def _of_greenhouse(job: Node) -> Posting:
    told = {text(each.get("name")).casefold(): text(each.get("value")) for each in nodes(job.get("metadata"))}
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
        department=first(*(each.get("name") for each in nodes(job.get("departments")))),
        description=markup(job.get("content")),
        language=first(job.get("language")),
        posted=first(job.get("first_published"), job.get("updated_at")),
        closes=first(job.get("application_deadline")),
    )


def _greenhouse_pay(told: Node) -> Pay:
    low, high = (number(told.get(name)) or 0 for name in ("min_cents", "max_cents"))
    return Pay(low // 100 or None, high // 100 or None, currency_of(first(told.get("currency_type"))), "")


def _ashby(known: object) -> Board | None:
    jobs = nodes(node(known).get("jobs"))
    if not any("jobUrl" in job or "descriptionHtml" in job for job in jobs):
        return None
    return _each("ashby", "", [job for job in jobs if job.get("isListed") is not False], _of_ashby)


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


def _recruitee(known: object) -> Board | None:
    offers = nodes(node(known).get("offers"))
    if not any("careers_url" in offer or "employment_type_code" in offer for offer in offers):
        return None
    published = [offer for offer in offers if offer.get("status", "published") == "published"]
    return _each("recruitee", first(*(offer.get("company_name") for offer in offers)), published, _of_recruitee)


def _of_recruitee(offer: Node) -> Posting:
    pay = node(offer.get("salary"))
    return Posting(
        title=text(offer.get("title")),
        reference=first(offer.get("id"), offer.get("guid"), offer.get("slug")),
        url=first(offer.get("careers_url")),
        places=tuple(map(_recruitee_place, nodes(offer.get("locations")) or [offer])),
        remote="hybrid" if offer.get("hybrid") is True else "full" if offer.get("remote") is True else "",
        contract=text(offer.get("employment_type_code")),
        hours=_recruitee_hours(offer),
        pay=Pay(number(pay.get("min")), number(pay.get("max")), currency_of(first(pay.get("currency"))),
                first(pay.get("period"))),
        skills=texts(offer.get("tags")),
        department=first(offer.get("department")),
        description=markup([offer.get("description"), offer.get("requirements")]),
        language=next((name for name in node(offer.get("translations"))), ""),
        posted=first(offer.get("published_at"), offer.get("created_at")),
        closes=first(offer.get("close_at")),
    )  # fmt: skip


def _recruitee_place(told: Node) -> Place:
    city = first(told.get("city")) or (first(told.get("name")) if "careers_url" not in told else "")
    return Place(city, first(told.get("state")), first(told.get("country_code"), told.get("country")))


def _recruitee_hours(offer: Node) -> str:
    low, high = (text(offer.get(name)) for name in ("min_hours", "max_hours"))
    return f"{low}-{high} h" if low and high and low != high else f"{high or low} h" if high or low else ""


def _smart_recruiters(known: object) -> Board | None:
    content = nodes(node(known).get("content"))
    if not any("releasedDate" in job or "refNumber" in job for job in content):
        if "jobAd" not in node(known):
            return None
        content = [node(known)]
    total = node(known).get("totalFound")
    title = first(*(job.get("company") for job in content))
    return _each("smartrecruiters", title, content, _of_smart_recruiters, total)


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


def _lever(known: object) -> Board | None:
    jobs = nodes(known) if isinstance(known, list) else []
    if not any("text" in job and ("categories" in job or "hostedUrl" in job) for job in jobs):
        return None
    return _each("lever", "", jobs, _of_lever)


def _of_lever(job: Node) -> Posting:
    told, pay = node(job.get("categories")), node(job.get("salaryRange"))
    lists = (
        f"<h3>{text(each.get('text'))}</h3><ul>{markup(each.get('content'))}</ul>" for each in nodes(job.get("lists"))
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
