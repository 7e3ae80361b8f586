"""Writes a batch of visits: one transaction gives each its verdict, counts it, and confirms shares."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from server.database import rows, transaction
from server.people.queries import company_networks, session_person
from server.sharing.arrivals import Arrival
from server.sharing.days import day_of, programme_zone
from server.sharing.flood import Flood
from server.sharing.judged_visits import JudgedVisit
from server.sharing.networks import is_within
from server.sharing.salts import day_salt
from server.sharing.seen_commands import confirm_shares
from server.sharing.verdicts import Verdict
from server.sharing.visit_rows import first_today, places, write_rows
from server.sharing.visitors import network_hash, trace_hash, visitor_hash
from server.web.locale import DEFAULT_LANGUAGE, speaking

_flood = Flood()


async def record_visits(arrivals: Sequence[Arrival]) -> list[Verdict]:
    """Give each request its one verdict and write it; everything or nothing."""
    zone, inside = await programme_zone(), await company_networks()
    visits = [await _hashed(each, zone) for each in arrivals]
    sessions = await _session_people(visit for visit in visits if visit.is_open)
    with speaking(DEFAULT_LANGUAGE, zone.key):
        async with transaction():
            await _set_insiders_apart(visits, sessions, inside)
            await _set_repeats_apart(visits)
            await _write(visits)
    return [visit.verdict for visit in visits]


async def _hashed(arrival: Arrival, zone: ZoneInfo) -> JudgedVisit:
    visit = JudgedVisit(arrival, day_of(arrival.at, zone), arrival.early)
    if visit.is_open:
        salt, agent = await day_salt(visit.day), arrival.request.user_agent
        visit.visitor = visitor_hash(salt, arrival.address, agent, arrival.link_id).hex()
        visit.trace = trace_hash(salt, arrival.address, agent).hex()
        visit.network = network_hash(salt, arrival.address).hex()
    return visit


async def _session_people(visits: Iterable[JudgedVisit]) -> dict[str, str]:
    """Whose sessions came along: few visits carry one, so they are asked for one by one."""
    people = {}
    for session_id in {visit.arrival.session_id for visit in visits} - {None}:
        found = await session_person(str(session_id))
        if found is not None:
            people[str(session_id)] = found[0].person_id
    return people


async def _set_insiders_apart(visits: list[JudgedVisit], sessions: dict[str, str], inside: Sequence[str]) -> None:
    traces = await _traced_people([visit for visit in visits if visit.is_open])
    for visit in visits:
        if visit.is_open:
            traced = traces.get((visit.day, visit.trace), set())
            people = traced | {sessions[sid] for sid in (visit.arrival.session_id,) if sid in sessions}
            request, is_self = visit.arrival.request, visit.arrival.owner_id in people
            is_internal = bool(people) or is_within(visit.arrival.address, inside)
            visit.judge(replace(request, is_self=is_self, is_internal=is_internal))
            visit.is_colleague = bool(traced) and visit.verdict is Verdict.INTERNAL


async def _traced_people(visits: Sequence[JudgedVisit]) -> dict[tuple[str, str], set[str]]:
    marks = sorted({(visit.day, visit.trace) for visit in visits})
    if not marks:
        return {}
    found = await rows(
        "SELECT day, trace_hash, person_id FROM employee_trace "
        f"WHERE day IN ({places(len(marks))}) AND trace_hash IN ({places(len(marks), len(marks))})",
        *(day for day, _ in marks), *(trace for _, trace in marks),
    )  # fmt: skip
    people: dict[tuple[str, str], set[str]] = {}
    for row in found:
        people.setdefault((row["day"], row["trace_hash"]), set()).add(row["person_id"])
    return people


async def _set_repeats_apart(visits: list[JudgedVisit]) -> None:
    fresh = await first_today([visit for visit in visits if visit.is_open or visit.is_colleague])
    for visit in visits:
        if visit.is_open:
            is_first = visit.seen in fresh
            fresh.discard(visit.seen)
            over = is_first and not _flood.has_room(visit.arrival.link_id, visit.arrival.at)
            visit.judge(replace(visit.arrival.request, already_seen_today=not is_first, over_rate=over))


async def _write(visits: Sequence[JudgedVisit]) -> None:
    await write_rows(visits)
    opened = {visit.arrival.link_id: visit.arrival.at for visit in visits if visit.is_open}
    if opened:
        await confirm_shares(opened)
