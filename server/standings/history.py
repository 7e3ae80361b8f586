"""Seasons that are over, as they were frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gamification import MINIMUM_GROUP, Entry, Ranked
from server.database import rows
from server.database.fields import from_millis
from server.messages import N_
from server.standings.people import PeopleBoard, Row, board, name_of, team_of
from server.web.locale import say
from server.web.problems import NotFound

NAME = N_("Season {number} of {year}")


@dataclass(frozen=True, slots=True)
class PastSeason:
    """A closed season; points are those of the teams that stood in it."""

    key: str
    starts_at: datetime
    ends_at: datetime
    members: int
    points: int
    first: tuple[str, ...]

    @property
    def name(self) -> str:
        """The season in words: its number in the year."""
        year, _, number = self.key.partition("-Q")
        return say(NAME, {"number": number, "year": year})

    @property
    def is_large_enough(self) -> bool:
        """Whether any team stood in it."""
        return self.members >= MINIMUM_GROUP


_SEASONS = """
SELECT period, starts_at, ends_at, members, points FROM closed_period c
WHERE kind = 'season' AND EXISTS (SELECT 1 FROM standing s WHERE s.period = c.period) ORDER BY period DESC
"""
_FIRST = """
SELECT s.period, t.name FROM standing s JOIN team t ON t.id = s.owner
WHERE s.scope = 'team' AND s.rank = 1 AND s.period LIKE '%-Q%' ORDER BY t.name
"""


async def past_seasons() -> tuple[PastSeason, ...]:
    """The closed seasons in which anybody stood, the latest first, with the team or teams that were first."""
    first: dict[str, list[str]] = {}
    for row in await rows(_FIRST):
        first.setdefault(row["period"], []).append(row["name"])
    return tuple(_season(row, tuple(first.get(row["period"], ()))) for row in await rows(_SEASONS))


async def past_season(key: str) -> PastSeason:
    """One of them. Raises NotFound for a season that is none, or not closed."""
    for season in await past_seasons():
        if season.key == key:
            return season
    raise NotFound


def _season(row: dict[str, Any], first: tuple[str, ...]) -> PastSeason:
    starts_at, ends_at = from_millis(row["starts_at"]), from_millis(row["ends_at"])
    return PastSeason(row["period"], starts_at, ends_at, row["members"], int(row["points"]), first)


_PEOPLE = """
SELECT s.owner, s.rank, s.score, s.taken_back, p.given_name, p.family_name, p.display_name, t.name AS team, n.people,
       (p.in_standings = $2 AND p.joined_at IS NOT NULL AND p.opted_out_at IS NULL AND p.left_company_at IS NULL)
       AS appears
FROM standing s LEFT JOIN person p ON p.id = s.owner LEFT JOIN team t ON t.id = p.team_id
LEFT JOIN (SELECT team_id, count(*) AS people FROM person WHERE left_company_at IS NULL GROUP BY team_id) n
  ON n.team_id = p.team_id
WHERE s.period = $1 AND s.scope = 'person' ORDER BY s.rank, s.id
"""


async def frozen_people(period: str, person_id: str, nobody: str) -> PeopleBoard:
    """The frozen standing of people; whoever no longer appears keeps their place under another word."""
    known = {row["owner"]: row for row in await rows(_PEOPLE, period, True)}
    ranked = [Ranked(row["rank"], Entry(key, int(row["score"]))) for key, row in known.items()]
    return board(ranked, person_id, lambda each: _row(each, known, person_id, nobody))


def _row(each: Ranked, known: Mapping[str, dict[str, Any]], person_id: str, nobody: str) -> Row:
    row, is_me = known[each.entry.key], each.entry.key == person_id
    shown = bool(row["appears"]) or is_me
    return Row(
        each.rank, name_of(row) if shown else nobody, team_of(row) if shown else "", each.entry.score, is_me,
        int(row["taken_back"]) if is_me else 0,
    )  # fmt: skip
