"""What HR asks about orders: how many lie on each shelf, those of one, and what they can be narrowed to."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis, to_millis
from server.rewards.desk.shelves import SHELVES, Shelf
from server.rewards.known import Names, TaxLabel

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What the queue is narrowed to: a shelf, a place by its identifier, a gift by its slug."""

    shelf: Shelf
    place: str = ""
    gift: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An order as the queue shows it. Cost in points, value in cents; `since`: when it came to its shelf.

    A pot that is not full, or never was, has its team for a name (`is_unnamed`): whoever opened it gave to it, and
    nobody is told who did.
    """

    id: str
    person_id: str
    name: str
    employee_number: str
    team: str
    gift: Names
    kind: str
    choice: str
    cost: int
    value_cents: int
    tax_label: TaxLabel
    through_payroll: bool
    state: str
    place: str
    note: str
    requested_at: datetime
    since: datetime
    lapses_at: datetime | None
    collected: int
    is_unnamed: bool

    @property
    def reference(self) -> str:
        """What is said at a desk: the last characters of its identifier."""
        return self.id.replace("-", "")[-6:].upper()

    @property
    def is_pot(self) -> bool:
        """Whether a team put the points together."""
        return self.kind == "team_pot"

    @property
    def is_filling(self) -> bool:
        """Whether it is a pot that is not full yet: `collected` points are in it."""
        return self.state == "collecting"


@dataclass(frozen=True, slots=True)
class Portion:
    """A page of the queue, and where the next one begins: empty after the last."""

    lines: tuple[Line, ...]
    next: str


FROM = """
FROM redemption r JOIN reward w ON w.id = r.reward_id JOIN person p ON p.id = r.person_id
LEFT JOIN team t ON t.id = coalesce(r.team_id, p.team_id) LEFT JOIN pickup_place l ON l.id = r.place_id
"""
COLUMNS = """
SELECT r.id, r.person_id, p.given_name, p.family_name, p.employee_number, t.name AS team, w.name_fr, w.name_en, w.kind,
       r.choice, r.cost, r.value_cents, r.tax_label, r.through_payroll, r.state, l.name AS place, r.note,
       r.requested_at, r.lapses_at, {since} AS since,
       (SELECT coalesce(sum(a.points), 0) FROM redemption_part a WHERE a.redemption_id = r.id AND a.state = 'open')
           AS collected,
       (SELECT count(*) FROM redemption_step s WHERE s.redemption_id = r.id AND s.state = 'requested') AS asked
"""
_NARROWED = "($1 = '' OR r.place_id = $2) AND ($3 = '' OR w.slug = $4)"


async def shelf_counts(asked: Asked) -> dict[str, int]:
    """How many orders lie on each shelf at this place and for this gift."""
    sums = ", ".join(f"sum(CASE WHEN {each.where} THEN 1 ELSE 0 END) AS n_{each.slug}" for each in SHELVES.values())
    found = await rows(f"SELECT {sums} {FROM} WHERE {_NARROWED}", *_narrowing(asked))
    return {slug: int(found[0][f"n_{slug}"] or 0) for slug in SHELVES}


def _narrowing(asked: Asked) -> tuple[str, str, str, str]:
    return asked.place, asked.place, asked.gift, asked.gift


async def portion_of(asked: Asked, after: str = "") -> Portion:
    """A page of a shelf behind a line: who waited longest first, or the latest first where nothing waits."""
    found = await _lines(asked, after, PER_PAGE + 1)
    shown = tuple(found[:PER_PAGE])
    return Portion(shown, _mark(shown[-1]) if len(found) > PER_PAGE else "")


def _mark(line: Line) -> str:
    return f"{to_millis(line.since)}.{line.id}"


async def all_of(asked: Asked, most: int) -> tuple[Line, ...]:
    """The orders of a shelf in their order, up to a bound, for paper."""
    return tuple(await _lines(asked, "", most))


async def in_portions(asked: Asked, size: int) -> AsyncIterator[list[Line]]:
    """All orders of a shelf in their order, so many at a time, for a file."""
    after = ""
    while found := await _lines(asked, after, size):
        yield found
        after = _mark(found[-1])


async def _lines(asked: Asked, after: str, most: int) -> list[Line]:
    since, sign, order = asked.shelf.since, *((">", "ASC") if asked.shelf.is_waiting else ("<", "DESC"))
    at, _, order_id = after.partition(".")
    behind = f"AND ({since} {sign} $5 OR ({since} = $6 AND r.id {sign} $7))" if order_id else ""
    found = await rows(
        f"{COLUMNS.format(since=since)} {FROM} WHERE {asked.shelf.where} AND {_NARROWED} {behind} "
        f"ORDER BY {since} {order}, r.id {order} LIMIT {most}",
        *_narrowing(asked), *((int(at), int(at), order_id) if order_id else ()),
    )  # fmt: skip
    return [line(row) for row in found]


def line(row: Mapping[str, Any]) -> Line:
    """A row of these columns."""
    team, is_unnamed = row["team"] or "", row["kind"] == "team_pot" and not row["asked"]
    same = ("id", "person_id", "kind", "choice", "cost", "value_cents", "tax_label", "state", "note")
    return Line(
        **{name: row[name] for name in same},
        name=team if is_unnamed else f"{row['given_name']} {row['family_name']}".strip(),
        employee_number="" if is_unnamed else row["employee_number"] or "",
        team=team,
        gift=Names(row["name_fr"], row["name_en"]),
        through_payroll=bool(row["through_payroll"]),
        place=row["place"] or "",
        requested_at=from_millis(row["requested_at"]),
        since=from_millis(row["since"]),
        lapses_at=None if row["lapses_at"] is None else from_millis(row["lapses_at"]),
        collected=int(row["collected"]),
        is_unnamed=is_unnamed,
    )


async def places_ordered_for() -> tuple[tuple[str, str], ...]:
    """The places that an order ever named, for a choice: identifier and name."""
    found = await rows(
        "SELECT l.id, l.name FROM pickup_place l WHERE EXISTS (SELECT 1 FROM redemption r WHERE r.place_id = l.id) "
        "ORDER BY l.name, l.id"
    )
    return tuple((row["id"], row["name"]) for row in found)


async def gifts_ordered() -> tuple[tuple[str, Names], ...]:
    """The gifts that somebody ever ordered, for a choice: slug and name."""
    found = await rows(
        "SELECT w.slug, w.name_fr, w.name_en FROM reward w "
        "WHERE EXISTS (SELECT 1 FROM redemption r WHERE r.reward_id = w.id) ORDER BY w.slug"
    )
    return tuple((row["slug"], Names(row["name_fr"], row["name_en"])) for row in found)
