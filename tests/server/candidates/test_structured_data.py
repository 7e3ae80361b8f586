"""What search engines read, against our own list of what Google requires and recommends of a JobPosting."""

import json
import re
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.candidates.structured_data import as_script, job_posting
from server.openings.queries import OpeningSeen

EMPLOYMENT_TYPES = {
    "FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER",
}  # fmt: skip
UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}


def seen(**more: Any) -> OpeningSeen:
    values: dict[str, Any] = {
        **dict.fromkeys(OpeningSeen.__slots__), "id": "1", "slug": "data", "title": "Data", "department": "",
        "place": "Nantes", "country": "FR", "remote": "no", "contract": "permanent", "hours": "", "pay_currency": "EUR",
        "pay_per": "year", "answer_days": 5, "skills": ("Python",), "steps": (), "description": "Data.",
        "language": "fr", "is_hot": False, "reference": "", "state": "open", "posted_on": date(2026, 11, 22),
        "closed_because": "", "version": 1,
    }  # fmt: skip
    return OpeningSeen(**{**values, **more})


def posting(**more: Any) -> dict[str, Any]:
    return job_posting(seen(**more), "<p>Data.</p>", "Orvane", "https://ricoche.example")


def problems(said: dict[str, Any]) -> list[str]:
    """What Google's documentation would refuse or miss."""
    required = {"title", "description", "datePosted", "hiringOrganization"}
    wrong = [f"no {name}" for name in required if not said.get(name)]
    if said.get("@type") != "JobPosting" or "schema.org" not in said.get("@context", ""):
        wrong.append("no JobPosting of schema.org")
    if "<" not in said.get("description", ""):
        wrong.append("description is no HTML")
    if said["hiringOrganization"].get("@type") != "Organization" or not said["hiringOrganization"].get("name"):
        wrong.append("hiringOrganization has no name")
    wrong += _place_problems(said)
    for name in ("datePosted", "validThrough"):
        if name in said:
            datetime.fromisoformat(said[name])
    if said.get("employmentType") not in {None, *EMPLOYMENT_TYPES}:
        wrong.append("employmentType is unknown")
    if said["identifier"].get("@type") != "PropertyValue" or not all(said["identifier"][k] for k in ("name", "value")):
        wrong.append("identifier is incomplete")
    if said.get("directApply") is not True:
        wrong.append("directApply")
    return wrong + _pay_problems(said)


def _place_problems(said: dict[str, Any]) -> list[str]:
    remote = said.get("jobLocationType") == "TELECOMMUTE"
    if "jobLocation" not in said and not remote:
        return ["neither jobLocation nor TELECOMMUTE"]
    wrong = []
    if "jobLocation" in said and not said["jobLocation"]["address"].get("addressCountry"):
        wrong.append("jobLocation has no country")
    wanted = said.get("applicantLocationRequirements", {})
    if remote and not (wanted.get("@type") == "Country" and wanted.get("name")):
        wrong.append("remote from nowhere")
    return wrong


def _pay_problems(said: dict[str, Any]) -> list[str]:
    if "baseSalary" not in said:
        return []
    pay, value = said["baseSalary"], said["baseSalary"]["value"]
    right = len(pay["currency"]) == 3 and value["unitText"] in UNITS
    return [] if right and ("value" in value or value["minValue"] <= value["maxValue"]) else ["baseSalary"]


@given(
    place=st.sampled_from(["", "Nantes"]), country=st.sampled_from(["", "FR", "BE"]),
    remote=st.sampled_from(["no", "hybrid", "full"]),
    contract=st.sampled_from(["", "permanent", "fixed_term", "apprenticeship", "internship", "temporary", "freelance"]),
    pay=st.sampled_from([(None, None), (48_000, 58_000), (48_000, None), (None, 58_000), (58_000, 48_000)]),
    per=st.sampled_from(["year", "month", "week", "day", "hour"]),
    closes=st.sampled_from([None, date(2026, 12, 31)]), posted=st.sampled_from([None, date(2026, 11, 2)]),
)  # fmt: skip
def test_every_opening_is_a_posting_that_google_takes(
    place: str, country: str, remote: str, contract: str, pay: tuple[int | None, int | None], per: str,
    closes: date | None, posted: date | None,
) -> None:  # fmt: skip
    said = posting(
        place=place, country=country, remote=remote, contract=contract, pay_from=pay[0], pay_to=pay[1], pay_per=per,
        closes_on=closes, posted_on=posted, published_at=datetime(2026, 11, 1, 9),
    )  # fmt: skip
    assert problems(said) == []
    assert ("jobLocationType" in said) == (remote == "full")
    assert ("baseSalary" in said) == any(pay)
    assert ("validThrough" in said) == (closes is not None)


def test_the_list_of_what_is_wanted_finds_what_is_missing() -> None:
    said = posting()
    del said["title"], said["jobLocation"]
    assert problems({**said, "description": "plain"}) == [
        "no title", "description is no HTML", "neither jobLocation nor TELECOMMUTE",
    ]  # fmt: skip


def test_pay_and_place_are_said_as_they_are() -> None:
    said = posting(pay_from=48_000, pay_to=58_000, remote="full")
    assert said["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "unitText": "YEAR", "minValue": 48_000, "maxValue": 58_000,
    }  # fmt: skip
    assert said["jobLocation"]["address"]["addressLocality"] == "Nantes"
    assert said["applicantLocationRequirements"] == {"@type": "Country", "name": "FR"}
    assert posting(pay_to=20, pay_per="hour")["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "unitText": "HOUR", "value": 20,
    }  # fmt: skip


@pytest.mark.parametrize("evil", ["</script><script>alert(1)</script>", "<!--<script>", "a & b", "\u2028", '"\\'])
def test_no_text_closes_the_block(evil: str) -> None:
    script = str(as_script(posting(title=evil)))
    inside = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', script, re.DOTALL)
    assert inside is not None
    assert not set(inside[1]) & set("<>&\u2028")
    assert json.loads(inside[1])["title"] == evil
