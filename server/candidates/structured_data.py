"""An opening as search engines read it: schema.org JobPosting, with the fields that Google requires and recommends."""

import json
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from server.openings.queries import OpeningSeen

EMPLOYMENT = {
    "permanent": "FULL_TIME",
    "fixed_term": "TEMPORARY",
    "apprenticeship": "INTERN",
    "internship": "INTERN",
    "temporary": "TEMPORARY",
    "freelance": "CONTRACTOR",
    "volunteer": "VOLUNTEER",
}
UNITS = {"year": "YEAR", "month": "MONTH", "week": "WEEK", "day": "DAY", "hour": "HOUR"}
_HIDDEN = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)  # inside strings only: JSON has none of them elsewhere


def job_posting(opening: OpeningSeen, description: str, company: str, site: str) -> dict[str, Any]:
    """What is declared of an open position; `description` is HTML, `site` our public address."""
    said: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": opening.title,
        "description": description or f"<p>{escape(opening.title)}</p>",
        "identifier": {
            "@type": "PropertyValue",
            "name": company,
            "value": opening.reference or opening.slug,
        },
        "datePosted": _posted(opening).isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": company, "sameAs": site},
        "directApply": True,
        "url": f"{site}/jobs/{opening.slug}",
        **_place(opening),
        **_terms(opening),
    }
    if opening.closes_on:
        said["validThrough"] = f"{opening.closes_on.isoformat()}T23:59:59"
    return said


def _posted(opening: OpeningSeen) -> date:
    moment = opening.posted_on or opening.published_at
    assert moment is not None, "what is public was published"
    return moment if type(moment) is date else date.fromisoformat(moment.isoformat()[:10])


def _place(opening: OpeningSeen) -> dict[str, Any]:
    """Where the work is; remote work names the country that people may live in."""
    said: dict[str, Any] = {}
    country = opening.country or "FR"
    if opening.place or opening.remote != "full":
        locality = {"addressLocality": opening.place} if opening.place else {}
        address = {"@type": "PostalAddress", **locality, "addressCountry": country}
        said["jobLocation"] = {"@type": "Place", "address": address}
    if opening.remote == "full":
        said["jobLocationType"] = "TELECOMMUTE"
        said["applicantLocationRequirements"] = {"@type": "Country", "name": country}
    return said


def _terms(opening: OpeningSeen) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if opening.contract in EMPLOYMENT:
        said["employmentType"] = EMPLOYMENT[opening.contract]
    if opening.skills:
        said["skills"] = ", ".join(opening.skills)
    if opening.pay_from or opening.pay_to:
        unit = {"@type": "QuantitativeValue", "unitText": UNITS.get(opening.pay_per, "YEAR")}
        said["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": opening.pay_currency,
            "value": {**unit, **_amount(opening)},
        }
    return said


def _amount(opening: OpeningSeen) -> dict[str, int]:
    low, high = opening.pay_from, opening.pay_to
    if low and high and low != high:
        return {"minValue": min(low, high), "maxValue": max(low, high)}
    return {"value": low or high or 0}


def as_script(said: dict[str, Any]) -> Markup:
    """A block of data: no policy refuses it, since no browser runs it, and no text of it can close it."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).translate(_HIDDEN)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - nothing of HTML is left in it
