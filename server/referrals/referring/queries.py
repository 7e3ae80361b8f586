"""What a code leads to: whose link it is, in which words, for which opening; and whose word was said."""

from dataclasses import dataclass
from datetime import date

from server.database import rows
from server.people.queries import PersonProfile, person_by_id
from server.referrals.referring.spoken_codes import plain_code
from server.sharing.codes import is_link_code


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """A colleague's link to an opening, as a candidate reads it: `since` is when the colleague joined the company."""

    person_id: str
    display_name: str
    job_title: str | None
    since: date | None
    opening_id: str
    words: str


@dataclass(frozen=True, slots=True)
class SpokenSeen:
    """Whose code was said."""

    person_id: str
    display_name: str


@dataclass(frozen=True, slots=True)
class OwnLink:
    """Somebody's own link to one opening."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class OwnCode:
    """The code somebody says aloud, as they say it."""

    id: str
    shown: str


async def referral_link(code: str) -> LinkSeen | None:
    """What a link says; nothing when there is none, it was revoked, or its person takes part no more."""
    found = await _link(code)
    person = await person_by_id(found["person_id"]) if found and found["revoked_at"] is None else None
    if found is None or person is None or not _takes_part(person):
        return None
    return LinkSeen(
        person.id, person.shown_name, person.job_title, person.start_date, found["opening_id"], found["words"]
    )


async def opening_of_link(code: str) -> str | None:
    """The opening a link leads to, also when nobody recommends through it any more: no printed card leads nowhere."""
    found = await _link(code)
    return str(found["opening_id"]) if found else None


async def _link(code: str) -> dict[str, str] | None:
    if not is_link_code(code):
        return None
    found = await rows("SELECT person_id, opening_id, words, revoked_at FROM referral_link WHERE code = $1", code)
    return found[0] if found else None


def _takes_part(person: PersonProfile) -> bool:
    return person.joined_at is not None and person.opted_out_at is None and person.left_company_at is None


async def spoken_code(text: str) -> SpokenSeen | None:
    """Who says this code: case, accents and spaces make no difference. The caller limits how often it is asked."""
    code = plain_code(text)
    if code is None:
        return None
    found = await rows("SELECT person_id FROM spoken_code WHERE code = $1 AND revoked_at IS NULL", code)
    person = await person_by_id(found[0]["person_id"]) if found and found[0]["person_id"] else None
    return SpokenSeen(person.id, person.shown_name) if person and _takes_part(person) else None


async def own_link(person_id: str, opening_id: str) -> OwnLink | None:
    """Somebody's link to an opening, when it was made."""
    found = await rows(
        "SELECT code, words FROM referral_link WHERE person_id = $1 AND opening_id = $2 AND revoked_at IS NULL",
        person_id, opening_id,
    )  # fmt: skip
    return OwnLink(**found[0]) if found else None


async def own_code(person_id: str) -> OwnCode | None:
    """The code somebody says today."""
    found = await rows(
        "SELECT id, shown FROM spoken_code WHERE person_id = $1 AND revoked_at IS NULL "
        "ORDER BY created_at DESC, id DESC LIMIT 1",
        person_id,
    )  # fmt: skip
    return OwnCode(**found[0]) if found else None
