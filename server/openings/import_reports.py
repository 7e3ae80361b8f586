"""What an import of openings did, row by row, in words."""

from dataclasses import dataclass, field
from typing import Any

from server.content.feed_reading import Refusal
from server.content.reports import refused as refused_whole
from server.content.reports import sentence
from server.messages import N_
from server.openings.reading.postings import OpeningsRefused, ReadOpening
from server.web.locale import say

KEPT_AS_DRAFT = N_("“{title}” came without a description: it stays a draft until somebody writes one.")
OVER = N_("“{title}” could be applied for until {date}: it stays a draft.")
REFUSED_WHOLE = N_("{file}: {sentence}")
NOT_WHOLE = N_("This file is only a part of what its source holds: nothing was closed.")
EMPTY_NOW = N_("It holds no opening any more: nothing was closed, in case that is a mistake.")


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing: a sentence with its values."""

    reason: str
    values: dict[str, Any] = field(default_factory=dict)

    def said(self) -> str:
        """The sentence, in the language of the request."""
        return say(self.reason, self.values)


@dataclass(frozen=True, slots=True)
class OpeningsReport:
    """What came of a file: new, changed, unchanged, back again, closed (titles), refused with their reason."""

    title: str
    form: str = ""
    created: tuple[ReadOpening, ...] = ()
    updated: tuple[ReadOpening, ...] = ()
    unchanged: tuple[ReadOpening, ...] = ()
    reopened: tuple[ReadOpening, ...] = ()
    closed: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether nothing at all could be made of it."""
        return bool(self.refused) and not (self.created or self.updated or self.unchanged or self.reopened)

    def sentences(self) -> list[str]:
        """Why rows were refused, or the whole file, by its name."""
        return [_whole(self.title, each) if each.item == 0 else sentence(each) for each in self.refused]

    def rows(self) -> list[tuple[str, ReadOpening]]:
        """Every opening that went in, with what was done."""
        parts = (("created", self.created), ("reopened", self.reopened), ("updated", self.updated))
        return [(name, each) for name, some in (*parts, ("unchanged", self.unchanged)) for each in some]

    def summary(self) -> str:
        """The figures in a sentence."""
        values = {
            "new": len(self.created),
            "changed": len(self.updated),
            "same": len(self.unchanged),
            "back": len(self.reopened),
            "closed": len(self.closed),
            "refused": len(self.refused),
        }
        return say(SUMMARY, values)

    def as_dict(self) -> dict[str, Any]:
        """For machines."""
        return {
            "title": self.title,
            "form": self.form,
            **{name: [_told(each) for each in getattr(self, name)] for name in ("created", "updated", "reopened")},
            "unchanged": [_told(each) for each in self.unchanged],
            "closed": list(self.closed),
            "refused": self.sentences(),
            "notes": [each.said() for each in self.notes],
        }


SUMMARY = N_(
    "New: {new}, changed: {changed}, unchanged: {same}, open again: {back}, closed: {closed}, refused: {refused}."
)


def _whole(name: str, refusal: Refusal) -> str:
    return say(REFUSED_WHOLE, {"file": name, "sentence": say(refusal.reason, dict(refusal.values))})


def _told(opening: ReadOpening) -> dict[str, Any]:
    return {
        "reference": opening.reference,
        "title": opening.title,
        "place": opening.place,
        "country": opening.country,
        "remote": opening.remote,
        "contract": opening.contract,
        "posted_on": opening.posted_on.isoformat(),
        "closes_on": opening.closes_on.isoformat() if opening.closes_on else None,
        "description": opening.description,
        "language": opening.language,
        "url": opening.url,
    }


def report_of_refused(origin: str, no: OpeningsRefused) -> OpeningsReport:
    """The report of a file that is refused whole, by its name."""
    whole = refused_whole(origin, no.reason, no.values, no.line)
    return OpeningsReport(origin, refused=whole.refused)
