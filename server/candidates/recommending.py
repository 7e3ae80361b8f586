"""Who recommends an opening to a candidate: by their link, or by a code that was said, which travels signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from server.messages import N_
from server.people.queries import person_by_id
from server.referrals.referring.queries import LinkSeen
from server.web.locale import say
from server.web.signing import sign, unsign

PURPOSE, LASTS = "spoken-referrer", timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Recommender:
    """A colleague as a candidate meets them; `by` carries them along where no link does."""

    person_id: str
    name: str
    role: str
    words: str
    source: str
    by: str = ""


def by_link(link: LinkSeen, company: str) -> Recommender:
    """Whose link was opened, with their words."""
    year = link.since.year if link.since else None
    return Recommender(link.person_id, link.display_name, _role(link.job_title, year, company), link.words, "link")


def _role(job_title: str | None, year: int | None, company: str) -> str:
    values = {"job": job_title or "", "company": company, "year": str(year or "")}
    if job_title and year:
        return say(N_("{job} at {company} since {year}, recommends this job to you"), values)
    if job_title:
        return say(N_("{job} at {company}, recommends this job to you"), values)
    if year:
        return say(N_("at {company} since {year}, recommends this job to you"), values)
    return say(N_("of {company}, recommends this job to you"), values)


def carried(keys: Sequence[str], person_id: str) -> str:
    """What takes the place of a link where a code was said."""
    return sign(keys, PURPOSE, person_id)


async def by_word(keys: Sequence[str], by: str, company: str) -> Recommender | None:
    """Whose code was said some minutes ago; nothing when it is forged, too old, or they take part no more."""
    person_id = unsign(keys, PURPOSE, by, LASTS) if by else None
    person = await person_by_id(person_id) if isinstance(person_id, str) else None
    if person is None or person.joined_at is None or person.opted_out_at or person.left_company_at:
        return None
    year = person.start_date.year if person.start_date else None
    return Recommender(person.id, person.shown_name, _role(person.job_title, year, company), "", "spoken", by)
