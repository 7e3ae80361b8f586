"""Openings that were read go in: each once by its key, what the company wrote itself stays."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from server import clock
from server.database import rows, transaction
from server.database.ids import new_id
from server.openings.commands import name_opening
from server.openings.import_reports import KEPT_AS_DRAFT, NOT_WHOLE, OVER, Note, OpeningsReport
from server.openings.models import Opening
from server.openings.reading.postings import OpeningsRead, ReadOpening
from server.web.locale import day, zone

AT_ONCE = 40
FOLLOWED = (
    "reference", "url", "title", "department", "place", "country", "remote", "contract", "hours", "pay_from", "pay_to",
    "pay_currency", "pay_per", "skills", "description", "language", "posted_on", "closes_on",
)  # fmt: skip
# Where the feed is silent about these, what the company wrote stays.
_SILENT_STAYS = ("department", "contract", "hours", "skills", "description", "url")
_PAY = ("pay_from", "pay_to", "pay_currency", "pay_per")
Row = dict[str, Any]


@dataclass(slots=True)
class _Outcome:
    created: list[ReadOpening] = field(default_factory=list)
    updated: list[ReadOpening] = field(default_factory=list)
    unchanged: list[ReadOpening] = field(default_factory=list)
    reopened: list[ReadOpening] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Way:
    """How this import goes: from which source, and whether it opens what is new, or writes at all."""

    source_id: str | None
    origin: str
    publishes: bool
    dry_run: bool


async def import_read(
    read: OpeningsRead, source_id: str | None, publishes: bool, *, name: str = "", dry_run: bool = False
) -> OpeningsReport:
    """Import what a file holds, refusals told. `source_id` is the address it came from, if it came from one."""
    report = await import_openings(source_id, read.openings, publishes, dry_run=dry_run)
    notes = report.notes if read.is_whole or source_id is None else (*report.notes, Note(NOT_WHOLE))
    return OpeningsReport(
        title=read.title or name,
        form=read.form,
        created=report.created,
        updated=report.updated,
        unchanged=report.unchanged,
        reopened=report.reopened,
        refused=read.refused,
        notes=notes,
    )


async def import_openings(
    source_id: str | None, openings: Sequence[ReadOpening], publishes: bool, *, dry_run: bool = False
) -> OpeningsReport:
    """Create what is new, update what changed, reopen what is back. Twice changes nothing."""
    way = _Way(source_id, await _origin(source_id), publishes, dry_run)
    outcome = _Outcome()
    keyed = {opening_key(way.origin, each.reference): each for each in openings}
    for some in _chunks(list(keyed)):
        await _import(way, {key: keyed[key] for key in some}, outcome)
    return OpeningsReport(
        "",
        created=tuple(outcome.created),
        updated=tuple(outcome.updated),
        unchanged=tuple(outcome.unchanged),
        reopened=tuple(outcome.reopened),
        notes=tuple(outcome.notes),
    )


async def _origin(source_id: str | None) -> str:
    """A source is known by its address, so that one that was removed and added again finds its openings."""
    found = await rows("SELECT url FROM opening_source WHERE id = $1", source_id) if source_id else []
    return str(found[0]["url"]) if found and found[0]["url"] else "file"


def opening_key(origin: str, reference: str) -> str:
    """What makes an opening the same opening again."""
    return hashlib.sha256(f"{origin}\n{reference}".encode()).hexdigest()


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


async def _import(way: _Way, openings: dict[str, ReadOpening], outcome: _Outcome) -> None:
    """A few openings at a time, so that nobody waits; one that is as it was costs no write."""
    known = await _known(list(openings))
    missing = {key: opening for key, opening in openings.items() if key not in known}
    if way.dry_run or not missing:
        new = set(missing)
    else:
        new = await _create(way, missing)
    for key, opening in openings.items():
        if key in known:
            await _follow(way, known[key], opening, outcome)
        elif key in new:
            outcome.created.append(opening)
            _note(way, opening, outcome)
        else:
            outcome.unchanged.append(opening)  # another import was quicker


async def _known(keys: list[str]) -> dict[str, Row]:
    return {row["external_key"]: row for row in await Opening.filter(external_key__in=keys).values()}


async def _create(way: _Way, openings: dict[str, ReadOpening]) -> set[str]:
    """Put in what is not there; the unique key decides who was first. The keys that are new."""
    made = {key: Opening(**_new_values(way, key, opening)) for key, opening in openings.items()}
    async with transaction():
        await Opening.bulk_create(made.values(), ignore_conflicts=True)
        there = set(await Opening.filter(id__in=[each.id for each in made.values()]).values_list("id", flat=True))
        for each in made.values():
            if each.id in there:
                await name_opening(each.id, each.title)
    return {key for key, each in made.items() if each.id in there}


def _new_values(way: _Way, key: str, opening: ReadOpening) -> Row:
    now, opening_id = clock.now(), new_id()
    is_open = way.publishes and _may_open(opening)
    return {
        **_told(opening),
        "id": opening_id,
        "slug": opening_id,
        "source_id": way.source_id,
        "external_key": key,
        "steps": [],
        "state": "open" if is_open else "draft",
        "published_at": now if is_open else None,
        "created_at": now,
    }


def _may_open(opening: ReadOpening) -> bool:
    """Whether a public page can be made of it."""
    return bool(opening.description) and not _is_over(opening)


def _is_over(opening: ReadOpening) -> bool:
    return opening.closes_on is not None and opening.closes_on < clock.now().astimezone(zone()).date()


def _told(opening: ReadOpening) -> Row:
    """The columns that follow the feed."""
    told = {name: getattr(opening, name) for name in FOLLOWED}
    return {**told, "reference": opening.reference[:120], "skills": list(opening.skills)}


def _note(way: _Way, opening: ReadOpening, outcome: _Outcome) -> None:
    if not way.publishes:
        return
    if not opening.description:
        outcome.notes.append(Note(KEPT_AS_DRAFT, {"title": opening.title}))
    elif opening.closes_on is not None and _is_over(opening):
        outcome.notes.append(Note(OVER, {"title": opening.title, "date": day(opening.closes_on)}))


async def _follow(way: _Way, row: Row, opening: ReadOpening, outcome: _Outcome) -> None:
    """Bring an opening that is there up to date."""
    changed = {name: value for name, value in _followed(row, opening).items() if row[name] != value}
    is_back = row["state"] == "closed" and row["closed_because"] == "gone"
    if is_back:
        was_open = row["published_at"] is not None and not _is_over(opening)
        changed |= {"state": "open" if was_open else "draft", "closed_at": None, "closed_because": ""}
    if way.source_id and row["source_id"] != way.source_id:
        changed["source_id"] = way.source_id
    if changed and not way.dry_run:
        # Somebody who saves it at this very moment wins; the feed has its turn in an hour.
        await Opening.filter(id=row["id"], version=row["version"]).update(**changed, version=row["version"] + 1)
    told = outcome.reopened if is_back else outcome.updated if changed else outcome.unchanged
    told.append(opening)


def _followed(row: Row, opening: ReadOpening) -> Row:
    """What the feed says, without what it is silent about."""
    told = _told(opening)
    silent = {name for name in _SILENT_STAYS if not told[name]}
    if told["pay_from"] is None and told["pay_to"] is None:
        silent |= set(_PAY)
    return {name: value for name, value in told.items() if name not in silent}
