"""What the board shows: the count of each column and opening, its cards, and how soon HR gives a first sign."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.referrals.console.clocks import median_days
from server.referrals.console.lanes import BEHIND, BOARD, LANE_OF
from server.web.locale import zone

LATELY = timedelta(days=90)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many referrals stand in each column for the opening that was chosen, and in the pipeline for each."""

    lanes: Mapping[str, int]
    openings: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One referral on the board; `referrer` is empty where nobody recommended, or while it is hidden."""

    id: str
    candidate_id: str | None
    opening: str
    stage: str
    stage_at: datetime
    next_on: datetime | None
    next_what: str
    referrer: str
    has_conflict: bool
    was_asked: bool  # whoever recommended asked for news


async def board_counts(opening_id: str) -> Counts:
    """Both counts from one look at the table; an opening without anybody in the pipeline is left out."""
    found = await rows(
        "SELECT r.opening_id, o.title, r.stage, count(*) AS n FROM referral r JOIN opening o ON o.id = r.opening_id "
        "GROUP BY r.opening_id, o.title, r.stage ORDER BY o.title, r.opening_id"
    )
    behind = {stage for lane in BEHIND for stage in lane.stages}
    lanes, active = Counter[str](), Counter[tuple[str, str]]()
    for row in found:
        if not opening_id or row["opening_id"] == opening_id:
            lanes[LANE_OF[row["stage"]]] += row["n"]
        if row["stage"] not in behind:
            active[row["opening_id"], row["title"]] += row["n"]
    return Counts(lanes, tuple((id_, title, n) for (id_, title), n in active.items()))


_CARDS = """
SELECT * FROM (
    SELECT r.id, r.candidate_id, o.title AS opening, r.stage, r.stage_at, r.next_on, r.next_what, r.has_conflict,
           r.news_asked_at, p.given_name AS referrer,
           row_number() OVER (PARTITION BY {lane} ORDER BY r.stage_at {order}, r.id {order}) AS place
    FROM referral r JOIN opening o ON o.id = r.opening_id LEFT JOIN person p ON p.id = r.referrer_id
    WHERE r.stage IN ({stages}) AND ($1 = '' OR r.opening_id = $2)
) AS c WHERE c.place > $3 AND c.place <= $4 ORDER BY c.place, c.id
"""
_LANE = "CASE r.stage WHEN 'started' THEN 'hired' ELSE r.stage END"


async def cards_of_board(opening_id: str, each: int, hides_referrer: bool) -> list[Card]:
    """The first cards of every column, whoever has waited longest first."""
    stages = [stage for lane in BOARD for stage in lane.stages]
    return await _cards(_LANE, "ASC", stages, opening_id, 0, each, hides_referrer)


async def cards_of_lane(
    stages: Sequence[str], opening_id: str, start: int, most: int, hides_referrer: bool, *, newest_first: bool
) -> list[Card]:
    """The cards of one column from a place on."""
    order = "DESC" if newest_first else "ASC"
    return await _cards("1", order, stages, opening_id, start, start + most, hides_referrer)


async def _cards(
    lane: str, order: str, stages: Iterable[str], opening_id: str, start: int, end: int, hides: bool
) -> list[Card]:
    listed = ", ".join(f"'{stage}'" for stage in stages)  # our own constants
    query = _CARDS.format(lane=lane, order=order, stages=listed)
    found = await rows(query, opening_id, opening_id, start, end)
    return [_card(row, is_hidden(row["stage"], hides)) for row in found]


def is_hidden(stage: str, hides_referrer: bool) -> bool:
    """Whether who recommended is kept from the first reviewer."""
    return hides_referrer and stage == "submitted"


def _card(row: Mapping[str, Any], hidden: bool) -> Card:
    return Card(
        **{name: row[name] for name in ("id", "candidate_id", "opening", "stage", "next_what")},
        stage_at=from_millis(row["stage_at"]),
        next_on=from_millis(row["next_on"]) if row["next_on"] is not None else None,
        referrer="" if hidden else row["referrer"] or "",
        has_conflict=bool(row["has_conflict"]) and not hidden,
        was_asked=row["news_asked_at"] is not None and not hidden,
    )


async def first_sign_days() -> int | None:
    """The median wait, in working days, for HR's first sign to those who came lately; nothing without any."""
    found = await rows(
        "SELECT r.submitted_at, MIN(s.at) AS seen FROM referral r JOIN referral_step s ON s.referral_id = r.id "
        "WHERE r.submitted_at > $1 AND s.stage NOT IN ('submitted', 'withdrawn', 'duplicate', 'expired') "
        "GROUP BY r.id, r.submitted_at",
        to_millis(clock.now() - LATELY),
    )
    return median_days((_day(row["submitted_at"]), _day(row["seen"])) for row in found)


def _day(millis: int) -> date:
    return from_millis(millis).astimezone(zone()).date()


async def referrals_waiting() -> int:
    """How many wait for a first sign."""
    return int((await rows("SELECT count(*) AS n FROM referral WHERE stage = 'submitted'"))[0]["n"])


async def erasures_this_week() -> int:
    """How many candidates are erased within seven days."""
    until = to_millis(clock.now() + A_WEEK)
    return int((await rows("SELECT count(*) AS n FROM candidate WHERE erase_at <= $1", until))[0]["n"])
