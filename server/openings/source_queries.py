"""Where openings come from, and how each source fares."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis
from server.web.sources import said


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source and how it fares; `problem` is a sentence."""

    id: str
    url: str | None
    title: str
    form: str
    publishes: bool
    fetched_at: datetime | None
    next_fetch_at: datetime | None
    failures: int
    problem: str
    openings: int


_SOURCES = """
SELECT s.id, s.url, s.title, s.form, s.publishes, s.fetched_at, s.next_fetch_at, s.failures, s.problem,
       (SELECT count(*) FROM opening o WHERE o.source_id = s.id) AS openings
FROM opening_source s ORDER BY s.title, s.id
"""


async def opening_sources() -> tuple[SourceLine, ...]:
    """All sources by title."""
    return tuple(
        SourceLine(
            **{
                **row,
                "publishes": bool(row["publishes"]),
                "fetched_at": from_millis(row["fetched_at"]) if row["fetched_at"] is not None else None,
                "next_fetch_at": from_millis(row["next_fetch_at"]) if row["next_fetch_at"] is not None else None,
                "problem": said(row["problem"]),
                "openings": int(row["openings"]),
            }
        )
        for row in await rows(_SOURCES)
    )


async def source_of(url: str) -> dict[str, Any] | None:
    """The source with this address, if there is one."""
    found = await rows("SELECT * FROM opening_source WHERE url = $1", url)
    return found[0] if found else None
