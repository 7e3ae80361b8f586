"""What an import did, item by item, in words that name the line."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.content.feed_reading import Refusal
from server.messages import N_
from server.web.locale import say

ON_LINE = N_("Line {line}: {sentence}")


@dataclass(frozen=True, slots=True)
class Kept:
    """An article that was stored, or would be in a dry run."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a feed or a page: new ones, refused ones with their reason, and how many were known."""

    title: str
    kept: tuple[Kept, ...] = ()
    refused: tuple[Refusal, ...] = ()
    known: int = 0

    @property
    def is_refused(self) -> bool:
        """Whether nothing at all could be made of it."""
        return bool(self.refused) and not self.kept and not self.known


def refused(origin: str, reason: str, values: Mapping[str, object], line: int | None = None) -> ImportReport:
    """The report of a file or an address that is refused whole."""
    return ImportReport(origin, refused=(Refusal(0, line, reason, dict(values)),))


def sentence(refusal: Refusal) -> str:
    """Why something was refused; a file that is refused whole is refused at its first line."""
    said = say(refusal.reason, dict(refusal.values))
    if "{line}" in refusal.reason or (refusal.line is None and refusal.item):
        return said
    return say(ON_LINE, {"line": refusal.line or 1, "sentence": said})
