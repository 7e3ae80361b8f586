"""schema.org JobPosting: what search engines read of a careers page, in all the forms that pages write it."""

import json
from collections import deque
from collections.abc import Iterator
from typing import Any

from server.openings.reading.pay import currency_of, pay_of
from server.openings.reading.postings import Pay, Place, Posting
from server.openings.reading.texts import Node, first, markup, node, nodes, text, texts

MAX_NODES = 20_000
_DESCRIPTIONS = ("responsibilities", "qualifications", "experienceRequirements", "educationRequirements", "jobBenefits")


def lenient_json(source: str) -> Any:
    """JSON as pages write it: raw line ends in texts, a comment around, a semicolon behind. ValueError otherwise."""
    bare = source.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("-->").removesuffix("//]]>")
    try:
        return json.loads(bare.strip().removesuffix(";"), strict=False)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def job_postings(known: object) -> list[Node]:
    """Every JobPosting of a document: at the top, in lists, in @graph, in another's mainEntity or item."""
    found: list[Node] = []
    waiting, seen = deque([known]), 0
    while waiting and seen < MAX_NODES:
        here, seen = waiting.popleft(), seen + 1
        if isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, dict):
            if is_job_posting(here):
                found.append(here)
            else:
                waiting.extend(here[key] for key in ("@graph", "mainEntity", "itemListElement", "item") if key in here)
    return found


def is_job_posting(value: object) -> bool:
    """Whether an object says that it is a JobPosting."""
    kinds = node(value).get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(str(kind).rpartition("/")[2].rpartition(":")[2] == "JobPosting" for kind in listed)


def posting_of(job: Node, url: str = "", language: str = "") -> Posting:
    """A JobPosting in our words; `url` and `language` are the page's, where it holds this one alone."""
    own = first(job.get("url"), job.get("mainEntityOfPage"))
    return Posting(
        title=first(job.get("title"), job.get("name")),
        reference=_identifier(job) or (url or own),
        url=url or own,
        places=tuple(_places(job)),
        remote=_remote(job),
        contract=" ".join(texts(job.get("employmentType"))),
        hours=text(job.get("workHours"), 60),
        pay=_pay(job),
        skills=texts(job.get("skills")),
        department=first(node(job.get("hiringOrganization")).get("department"), job.get("department")),
        description=_description(job),
        language=first(job.get("inLanguage")) or language,
        posted=first(job.get("datePosted")),
        closes=first(job.get("validThrough")),
    )


def _identifier(job: Node) -> str:
    told = job.get("identifier")
    if isinstance(told, dict):
        return first(told.get("value"), told.get("@value"), told.get("propertyID"))
    return first(told, job.get("@id"))


def _places(job: Node) -> Iterator[Place]:
    for place in _many(job.get("jobLocation")) or _many(job.get("applicantLocationRequirements")):
        address = node(place).get("address", place)
        for one in _many(address):
            yield _place(node(one)) if isinstance(one, dict) else Place(city=text(one, 120))


def _many(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _place(address: Node) -> Place:
    country = address.get("addressCountry")
    made = Place(
        first(address.get("addressLocality")),
        first(address.get("addressRegion")),
        first(node(country).get("name"), country),
    )
    if any((made.city, made.region, made.country)):
        return made
    name = first(address.get("name"))
    return Place(country=name) if address.get("@type") == "Country" else Place(city=name)


def _remote(job: Node) -> str:
    if "telecommute" in " ".join(texts(job.get("jobLocationType"))).casefold():
        return "full"
    return first(job.get("jobLocationType"))


def _description(job: Node) -> str:
    told = markup(job.get("description"))
    return told or markup([job.get(name) for name in _DESCRIPTIONS])


def _pay(job: Node) -> Pay | None:
    for salary in (*_many(job.get("baseSalary")), *_many(job.get("estimatedSalary"))):
        if pay := _of_salary(salary, first(job.get("salaryCurrency"))):
            return pay
    return None


def _of_salary(salary: object, currency: str) -> Pay | None:
    """A number, a sentence, a MonetaryAmount around a value, a range or a PriceSpecification."""
    if not isinstance(salary, dict):
        amount = number(salary)
        return Pay(amount, amount, currency, "") if amount else pay_of(f"{text(salary)} {currency}")
    within = nodes(salary.get("value")) or [salary]
    low = _first_number(within[0], "minValue", "minimum", "value", "price")
    high = _first_number(within[0], "maxValue", "maximum", "value", "price")
    told = first(salary.get("currency"), salary.get("priceCurrency"), within[0].get("currency"), currency)
    per = first(within[0].get("unitText"), within[0].get("unitCode"), salary.get("unitText"), salary.get("unitCode"))
    if not low and not high:
        return pay_of(f"{first(salary.get('value'))} {told} {per}")
    return Pay(low, high, currency_of(told), per)


def _first_number(found: Node, *names: str) -> int | None:
    return next(filter(None, (number(found.get(name)) for name in names)), None)


def number(value: object) -> int | None:
    """A whole amount, of a number or of a text that is one."""
    if isinstance(value, str):
        value = value.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").removesuffix(".00")
        bare = value.replace(",", "") if value.count(",") and len(value.rpartition(",")[2]) == 3 else value
        try:
            value = float(bare.replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 10**9:
        return None
    return int(value)
