"""What an import of people did, row by row, in words that name the line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from server.tables.remarks import Remark, worded

Outcome = Literal["created", "updated", "unchanged", "refused", "left"]


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one person of the file."""

    line: int
    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PeopleReport:
    """What came of a people file: its rows, those refused, what was said beside, what was never kept."""

    rows: tuple[RowResult, ...] = ()
    refused: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    whole: Remark | None = None

    @property
    def is_refused(self) -> bool:
        """Whether the file as a whole was refused."""
        return self.whole is not None

    @property
    def created(self) -> list[str]:
        """Who was not known yet."""
        return self._names("created")

    @property
    def updated(self) -> list[str]:
        """Who was known and has something new."""
        return self._names("updated")

    @property
    def unchanged(self) -> list[str]:
        """Who was known just so."""
        return self._names("unchanged")

    @property
    def leavers(self) -> list[str]:
        """Who left the company, listed only."""
        return self._names("left")

    def _names(self, outcome: Outcome) -> list[str]:
        return [row.name for row in self.rows if row.outcome == outcome]

    def sentences(self) -> list[str]:
        """Why the file, or each refused row, was refused, in the present language."""
        return [worded(remark) for remark in ((self.whole,) if self.whole else self.refused)]

    def as_dict(self) -> dict[str, Any]:
        """Everything, for a program to read."""
        return {
            "refused_whole": self.is_refused,
            "created": self.created,
            "updated": self.updated,
            "unchanged": len(self.unchanged),
            "refused": self.sentences(),
            "notes": [worded(note) for note in self.notes],
            "leavers": self.leavers,
            "ignored": list(self.ignored),
        }
