"""Gathers what was noted about a link's visits of a day, and lets the detectors say what they notice."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from server.database import rows
from server.database.fields import from_millis
from server.sharing.detectors import BURST_AT_LEAST, LinkOfDay, Notice, SeenVisit, mutual_pairs, notices
from server.sharing.judged_visits import COLLEAGUE
from server.sharing.visit_rows import places

MEDIAN_DAYS = timedelta(days=28)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DueDay:
    """A finished day of a link that is not settled yet."""

    id: int
    link_id: str
    day: str
    person_id: str
    created_at: datetime


async def noticed(due: Sequence[DueDay]) -> dict[int, tuple[Notice, ...]]:
    """What the detectors say of each of these days; three questions at most, however many they are."""
    if not due:
        return {}
    seen, pairs = await _seen(due), await _pairs({each.day for each in due})
    medians = await _medians([each for each in due if len(seen[each.link_id, each.day]) > BURST_AT_LEAST])
    found: dict[int, tuple[Notice, ...]] = {}
    for each in due:
        usual, both_ways = medians.get((each.person_id, each.day), 0), pairs[each.person_id, each.day]
        found[each.id] = notices(seen[each.link_id, each.day], LinkOfDay(each.created_at, usual, both_ways))
    return found


async def _seen(due: Sequence[DueDay]) -> Mapping[Key, list[SeenVisit]]:
    links, days = sorted({each.link_id for each in due}), sorted({each.day for each in due})
    found = await rows(
        "SELECT link_id, day, at, family, network_hash, is_paid FROM seen_visitor "
        f"WHERE link_id IN ({places(len(links))}) AND day IN ({places(len(days), len(links))}) "
        f"AND family <> '{COLLEAGUE}' AND at IS NOT NULL",
        *links, *days,
    )  # fmt: skip
    seen: defaultdict[Key, list[SeenVisit]] = defaultdict(list)
    for row in found:
        visit = SeenVisit(from_millis(row["at"]), row["family"], row["network_hash"], bool(row["is_paid"]))
        seen[row["link_id"], row["day"]].append(visit)
    return seen


# A trace that several people left (one office, one kind of browser) says of nobody what they opened.
_OPENINGS = """
SELECT DISTINCT s.day, l.person_id AS owner, t.person_id AS opener
FROM seen_visitor s JOIN link l ON l.id = s.link_id
JOIN employee_trace t ON t.day = s.day AND t.trace_hash = s.visitor_hash
WHERE s.day IN ({days}) AND s.family = 'colleague'
  AND NOT EXISTS (SELECT 1 FROM employee_trace o
                  WHERE o.day = t.day AND o.trace_hash = t.trace_hash AND o.person_id <> t.person_id)
"""


async def _pairs(days: Iterable[str]) -> Counter[Key]:
    """With how many colleagues each person opened links both ways on each day."""
    asked = sorted(days)
    openings: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in await rows(_OPENINGS.format(days=places(len(asked))), *asked):
        openings[row["day"]].append((row["owner"], row["opener"]))
    return Counter({(who, day): n for day, found in openings.items() for who, n in mutual_pairs(found).items()})


async def _medians(busy: Sequence[DueDay]) -> dict[Key, int]:
    """The median of valid visits of a link and day over a person's last 28 days; days that were rejected count less."""
    if not busy:
        return {}
    people = sorted({each.person_id for each in busy})
    first, last = min(each.day for each in busy), max(each.day for each in busy)
    found = await rows(
        "SELECT l.person_id, d.day, d.valid FROM link_day d JOIN link l ON l.id = d.link_id "
        f"WHERE l.person_id IN ({places(len(people))}) AND d.valid > 0 "
        f"AND d.day >= ${len(people) + 1} AND d.day < ${len(people) + 2}",
        *people, _before(first), last,
    )  # fmt: skip
    return {(each.person_id, each.day): _median(found, each) for each in busy}


def _before(day: str) -> str:
    return (date.fromisoformat(day) - MEDIAN_DAYS).isoformat()


def _median(found: Sequence[Mapping[str, Any]], due: DueDay) -> int:
    mine = [row for row in found if row["person_id"] == due.person_id]
    values = [int(row["valid"]) for row in mine if _before(due.day) <= row["day"] < due.day]
    return int(median(values)) if values else 0
