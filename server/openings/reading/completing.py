"""A posting becomes an opening, or a refusal that names what is missing."""

import re
from dataclasses import dataclass, field

from server.content.feed_reading import Refusal
from server.content.plain_text import language_code, one_line, web_url
from server.messages import N_
from server.openings.reading.descriptions import to_markdown
from server.openings.reading.pay import settled_pay
from server.openings.reading.places import where
from server.openings.reading.postings import EMPTY, MAX_POSTINGS, Board, OpeningsRead, OpeningsRefused, Posting
from server.openings.reading.postings import ReadOpening as Opening
from server.openings.reading.values import contract_of, day_of, hours_of, remote_of

TITLE_LENGTH = 200
REFERENCE_LENGTH = 500
MOST_SKILLS = 20

WITHOUT_TITLE = N_("Opening {item}: it has no title.")
WITHOUT_PLACE = N_("Opening {item}, “{title}”: it says neither a place nor that it is remote.")
WITHOUT_DATE = N_("Opening {item}, “{title}”: it does not say when it was posted.")
BAD_DATE = N_("Opening {item}, “{title}”: “{date}” is not a date.")
REPEATED = N_("Opening {item}, “{title}”: its reference {reference} stands in this file twice, the first counts.")
LEFT_OUT = N_("Only the first {limit} of {total} openings were read.")

_FRENCH = re.compile(r"\b(?:le|la|les|des|une|vous|nous|pour|avec|dans|est|sur|du|au|et)\b", re.I)
_ENGLISH = re.compile(r"\b(?:the|and|you|we|our|for|with|will|are|of|to|in|is|your)\b", re.I)
_TITLE_WORDS = re.compile(
    r"\b(?:alternance|apprenti(?:e|ssage)?|apprentice(?:ship)?|intern(?:ship)?|stagiaire|stage de|cd[id])\b", re.I
)


@dataclass(slots=True)
class _Sorted:
    openings: dict[str, Opening] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    is_whole: bool = True


def completed(board: Board, language: str | None = None) -> OpeningsRead:
    """Every posting of a file, sorted into openings and refusals. Raises OpeningsRefused where there is none."""
    if not board.postings:
        raise OpeningsRefused(EMPTY)
    done = _Sorted(is_whole=board.is_whole and len(board.postings) <= MAX_POSTINGS)
    for number, line, posting in board.numbered():
        if number > MAX_POSTINGS:
            values = {"limit": MAX_POSTINGS, "total": len(board.postings)}
            done.refused.append(Refusal(number, None, LEFT_OUT, values))
            break
        _sort(done, number, line, posting, language)
    return OpeningsRead(
        board.form, board.title[:200], tuple(done.openings.values()), tuple(done.refused),
        tuple(dict.fromkeys(done.references)), done.is_whole,
    )  # fmt: skip


def _sort(done: _Sorted, number: int, line: int | None, posting: Posting, language: str | None) -> None:
    found, reason, values = _opening(posting, language)
    reference = found.reference if found else _told_reference(posting)
    if reference:
        done.references.append(reference)
    else:
        done.is_whole = False  # something is still there, and nobody can tell what
    if found and reference in done.openings:
        found, reason, values = None, REPEATED, {"reference": reference[:60]}
    if found:
        done.openings[found.reference] = found
        return
    said = {"item": number, "title": one_line(posting.title, 80), **values}
    done.refused.append(Refusal(number, line, reason, said))


def _opening(posting: Posting, language: str | None) -> tuple[Opening | None, str, dict[str, object]]:
    title = one_line(posting.title, TITLE_LENGTH)
    if not title:
        return None, WITHOUT_TITLE, {}
    description = to_markdown(posting.description)
    spoken = language_code(posting.language) or _guessed(f"{title} {description[:4000]}") or language or "en"
    place, country = where(posting.places, spoken)
    remote = remote_of(posting.remote)
    if not place and remote != "full":
        return None, WITHOUT_PLACE, {}
    posted = day_of(posting.posted)
    if posted is None:
        return None, BAD_DATE if posting.posted else WITHOUT_DATE, {"date": str(posting.posted)[:40]}
    low, high, currency, per = settled_pay(posting.pay)
    made = Opening(
        reference=_told_reference(posting) or f"{title} | {place}",
        title=title, place=place, country=country, remote=remote,
        contract=contract_of(posting.contract, *_TITLE_WORDS.findall(title)),
        hours=hours_of(posting.hours, posting.contract, spoken),
        pay_from=low, pay_to=high, pay_currency=currency, pay_per=per,
        skills=posting.skills[:MOST_SKILLS], department=one_line(posting.department, 120), description=description,
        language=spoken[:8], posted_on=posted, closes_on=day_of(posting.closes) if posting.closes else None,
        url=web_url(posting.url),
    )  # fmt: skip
    return made, "", {}


def _told_reference(posting: Posting) -> str:
    """What tells a row from the others, in the words of its source."""
    return one_line(posting.reference)[:REFERENCE_LENGTH] or posting.url[:REFERENCE_LENGTH]


def _guessed(words: str) -> str:
    french, english = len(_FRENCH.findall(words)), len(_ENGLISH.findall(words))
    return "" if french == english else "fr" if french > english else "en"
