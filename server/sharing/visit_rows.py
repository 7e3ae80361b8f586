"""Writes what a batch of visits was: counts of a link and day, single visits, seen visitors, previews."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from server.database import rows
from server.database.fields import to_millis
from server.sharing.judged_visits import JudgedVisit
from server.sharing.verdicts import Verdict


async def first_today(visits: Sequence[JudgedVisit]) -> set[tuple[str, str, str]]:
    """Note who was seen, and give those whom nobody had seen that day."""
    # In one order everywhere, so that two processes with the same visitors never wait for each other.
    firsts = {visit.seen: visit.evidence for visit in reversed(visits)}
    if not firsts:
        return set()
    found = await rows(
        "INSERT INTO seen_visitor (link_id, day, visitor_hash, at, family, network_hash, is_paid) "
        f"VALUES {_lines(len(firsts), 7)} "
        "ON CONFLICT (link_id, day, visitor_hash) DO NOTHING RETURNING link_id, day, visitor_hash",
        *(part for key in sorted(firsts) for part in (*key, *firsts[key])),
    )
    return {(row["link_id"], row["day"], row["visitor_hash"]) for row in found}


async def write_rows(visits: Sequence[JudgedVisit]) -> None:
    """Count each visit under its link and day, and keep it for a week."""
    await _count(visits)
    await _insert(visits)
    await _note_previews(visits)


async def _count(visits: Sequence[JudgedVisit]) -> None:
    counts: dict[tuple[str, str], Counter[str]] = {}
    for visit in visits:
        counts.setdefault((visit.arrival.link_id, visit.day), Counter())[_column(visit.verdict)] += 1
    values: list[Any] = []
    for (link_id, day), count in sorted(counts.items()):
        values += [link_id, day, count["valid"], count["previews"], count["others"]]
    await rows(
        f"INSERT INTO link_day (link_id, day, valid, previews, others) VALUES {_lines(len(counts), 5)} "
        "ON CONFLICT (link_id, day) DO UPDATE SET valid = link_day.valid + excluded.valid, "
        "previews = link_day.previews + excluded.previews, others = link_day.others + excluded.others RETURNING id",
        *values,
    )


def _column(given: Verdict) -> str:
    return {Verdict.VALID: "valid", Verdict.PREVIEW: "previews"}.get(given, "others")


async def _insert(visits: Sequence[JudgedVisit]) -> None:
    values: list[Any] = []
    for visit in visits:
        values += [visit.arrival.link_id, visit.day, to_millis(visit.arrival.at), visit.verdict.value]
    await rows(
        f"INSERT INTO visit (link_id, day, at, verdict) VALUES {_lines(len(visits), 4)} RETURNING id",
        *values,
    )


async def _note_previews(visits: Sequence[JudgedVisit]) -> None:
    fetched = {v.arrival.link_id: v.arrival.at for v in visits if v.verdict is Verdict.PREVIEW}
    for link_id, at in sorted(fetched.items()):
        await rows("UPDATE link SET preview_at = $1 WHERE id = $2 RETURNING id", to_millis(at), link_id)


def places(count: int, after: int = 0) -> str:
    """The placeholders of so many values, after so many others."""
    return ", ".join(f"${n}" for n in range(after + 1, after + count + 1))


def _lines(count: int, width: int) -> str:
    return ", ".join(f"({places(width, line * width)})" for line in range(count))
