"""Writes a batch of visits: one transaction gives each its verdict, counts it, and confirms shares."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from server.database import rows, transaction
from server.database.fields import to_millis
from server.people.queries import session_person
from server.sharing.arrivals import Arrival
from server.sharing.days import day_of, programme_zone
from server.sharing.flood import Flood
from server.sharing.salts import day_salt
from server.sharing.seen_commands import confirm_shares
from server.sharing.verdicts import Verdict, VisitRequest, verdict
from server.sharing.visitors import trace_hash, visitor_hash
from server.web.locale import DEFAULT_LANGUAGE, speaking

_flood = Flood()


@dataclass(slots=True)
class _Visit:
    """An arrival on its way to a verdict."""

    arrival: Arrival
    day: str
    verdict: Verdict
    visitor: str = ""
    trace: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still taken for a person's visit."""
        return self.verdict is Verdict.VALID

    def judge(self, request: VisitRequest) -> None:
        """Ask the filters again, with what was looked up."""
        self.verdict = verdict(request)


async def record_visits(arrivals: Sequence[Arrival]) -> list[Verdict]:
    """Give each request its one verdict and write it; everything or nothing."""
    zone = await programme_zone()
    visits = [await _hashed(each, zone) for each in arrivals]
    sessions = await _session_people(visit for visit in visits if visit.is_open)
    with speaking(DEFAULT_LANGUAGE, zone.key):
        async with transaction():
            await _set_insiders_apart(visits, sessions)
            await _set_repeats_apart(visits)
            await _write(visits)
    return [visit.verdict for visit in visits]


async def _hashed(arrival: Arrival, zone: ZoneInfo) -> _Visit:
    visit = _Visit(arrival, day_of(arrival.at, zone), arrival.early)
    if visit.is_open:
        salt, agent = await day_salt(visit.day), arrival.request.user_agent
        visit.visitor = visitor_hash(salt, arrival.address, agent, arrival.link_id).hex()
        visit.trace = trace_hash(salt, arrival.address, agent).hex()
    return visit


async def _session_people(visits: Iterable[_Visit]) -> dict[str, str]:
    """Whose sessions came along: few visits carry one, so they are asked for one by one."""
    people = {}
    for session_id in {visit.arrival.session_id for visit in visits} - {None}:
        found = await session_person(str(session_id))
        if found is not None:
            people[str(session_id)] = found[0].person_id
    return people


async def _set_insiders_apart(visits: list[_Visit], sessions: dict[str, str]) -> None:
    traces = await _traced_people([visit for visit in visits if visit.is_open])
    for visit in visits:
        if visit.is_open:
            people = traces.get((visit.day, visit.trace), set())
            people = people | {sessions[sid] for sid in (visit.arrival.session_id,) if sid in sessions}
            request, is_self = visit.arrival.request, visit.arrival.owner_id in people
            visit.judge(replace(request, is_self=is_self, is_internal=bool(people)))


async def _traced_people(visits: Sequence[_Visit]) -> dict[tuple[str, str], set[str]]:
    marks = sorted({(visit.day, visit.trace) for visit in visits})
    if not marks:
        return {}
    found = await rows(
        "SELECT day, trace_hash, person_id FROM employee_trace "
        f"WHERE day IN ({_places(len(marks))}) AND trace_hash IN ({_places(len(marks), len(marks))})",
        *(day for day, _ in marks), *(trace for _, trace in marks),
    )  # fmt: skip
    people: dict[tuple[str, str], set[str]] = {}
    for row in found:
        people.setdefault((row["day"], row["trace_hash"]), set()).add(row["person_id"])
    return people


async def _set_repeats_apart(visits: list[_Visit]) -> None:
    fresh = await _first_today([visit for visit in visits if visit.is_open])
    for visit in visits:
        if visit.is_open:
            key = (visit.arrival.link_id, visit.day, visit.visitor)
            is_first = key in fresh
            fresh.discard(key)
            over = is_first and not _flood.has_room(visit.arrival.link_id, visit.arrival.at)
            visit.judge(replace(visit.arrival.request, already_seen_today=not is_first, over_rate=over))


async def _first_today(visits: Sequence[_Visit]) -> set[tuple[str, str, str]]:
    # In one order everywhere, so that two processes with the same visitors never wait for each other.
    keys = sorted({(visit.arrival.link_id, visit.day, visit.visitor) for visit in visits})
    if not keys:
        return set()
    found = await rows(
        f"INSERT INTO seen_visitor (link_id, day, visitor_hash) VALUES {_lines(len(keys), 3)} "
        "ON CONFLICT (link_id, day, visitor_hash) DO NOTHING RETURNING link_id, day, visitor_hash",
        *(part for key in keys for part in key),
    )
    return {(row["link_id"], row["day"], row["visitor_hash"]) for row in found}


async def _write(visits: Sequence[_Visit]) -> None:
    await _count(visits)
    await _insert(visits)
    await _note_previews(visits)
    opened: dict[str, datetime] = {}
    for visit in visits:
        if visit.is_open:
            opened[visit.arrival.link_id] = visit.arrival.at
    if opened:
        await confirm_shares(opened)


async def _count(visits: Sequence[_Visit]) -> None:
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


async def _insert(visits: Sequence[_Visit]) -> None:
    values: list[Any] = []
    for visit in visits:
        values += [visit.arrival.link_id, visit.day, to_millis(visit.arrival.at), visit.verdict.value]
    await rows(
        f"INSERT INTO visit (link_id, day, at, verdict) VALUES {_lines(len(visits), 4)} RETURNING id",
        *values,
    )


async def _note_previews(visits: Sequence[_Visit]) -> None:
    fetched = {v.arrival.link_id: v.arrival.at for v in visits if v.verdict is Verdict.PREVIEW}
    for link_id, at in sorted(fetched.items()):
        await rows("UPDATE link SET preview_at = $1 WHERE id = $2 RETURNING id", to_millis(at), link_id)


def _places(count: int, after: int = 0) -> str:
    return ", ".join(f"${n}" for n in range(after + 1, after + count + 1))


def _lines(count: int, width: int) -> str:
    return ", ".join(f"({_places(width, line * width)})" for line in range(count))
