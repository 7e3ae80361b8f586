"""Standings are frozen 72 hours after their period's end, through nights on which the clock changes."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from gamification import Period
from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.events import PointsTakenBack
from server.people.models import Person, Team
from server.standings import closing
from server.standings.closing import close_periods
from server.standings.commands import take_from_scores
from server.standings.queries import teams_board
from tests.support.people import company, team
from tests.support.standings import earn, earn_each, staff, watch

MOMENT = timedelta(milliseconds=1)
# Key, its end, when it closes: the night of 25 October 2026 has 25 hours in Paris, that of 28 March 2027 has 23.
NIGHTS = (
    ("2026-W43", "2026-10-25T23:00", "2026-10-28T23:00"),
    ("2026-10", "2026-10-31T23:00", "2026-11-03T23:00"),
    ("2026-Q4", "2026-12-31T23:00", "2027-01-03T23:00"),
    ("2027-W12", "2027-03-28T22:00", "2027-03-31T22:00"),
    ("2027-Q1", "2027-03-31T22:00", "2027-04-03T22:00"),
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def closed() -> set[str]:
    return {row["period"] for row in await rows("SELECT period FROM closed_period")}


async def frozen(period: str) -> list[dict[str, Any]]:
    return await rows(
        "SELECT scope, owner, rank, score, members, taken_back FROM standing WHERE period = $1 "
        "ORDER BY scope, rank, owner",
        period,
    )


async def taken_back(person: Person, of: Team, xp: int, earned_at: datetime) -> None:
    await take_from_scores(PointsTakenBack(person.id, of.id, xp, xp, earned_at, clock.now(), ""))


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(("period", "ends", "closes"), NIGHTS)
async def test_it_closes_at_the_right_instant_and_counts_up_to_the_last_moment(
    period: str, ends: str, closes: str
) -> None:
    """Acceptance: over a night on which the clock changes; what came a moment after the end counts in the next one."""
    with clock.moved() as moving:
        moving.set(utc(ends) - timedelta(days=3))
        await company()
        data = await team("Data")
        people = await staff(data, *"abcde", appear=True)
        await watch()
        await earn_each(people, 50, 40, 30, 20, 10)
        await earn(people[4], 35, utc(ends) - MOMENT)
        await earn(people[3], 99, utc(ends))
        moving.set(utc(closes) - MOMENT)
        await close_periods()
        assert period not in await closed()
        moving.set(utc(closes))
        await close_periods()
        assert period in await closed()
    people_standing = [
        (row["owner"], row["rank"], row["score"]) for row in await frozen(period) if row["scope"] == "person"
    ]
    a, b, c, d, e = (each.id for each in people)
    assert people_standing == [(a, 1, 50), (e, 2, 45), (b, 3, 40), (c, 4, 30), (d, 5, 20)]
    assert [(row["owner"], row["members"]) for row in await frozen(period) if row["scope"] == "team"] == [(data.id, 5)]


@pytest.mark.usefixtures("db")
async def test_a_later_reversal_is_noted_and_ranks_nobody_anew() -> None:
    """Acceptance 6: the frozen rank stays, open periods and all time lose the points, never below nothing."""
    with clock.moved() as moving:
        moving.set(earned_at := utc("2026-10-25T12:00"))
        await company()
        data, design = await team("Data"), await team("Design")
        first = await staff(data, *"abcde", appear=True)
        second = await staff(design, *"fghij", appear=True)
        await watch()
        await earn_each(first, 100, 40, 30, 20, 10)
        await earn_each(second, 1, 2, 3, 4, 5)
        moving.set(utc("2026-10-29T12:00"))
        await close_periods()
        before = await frozen("2026-W43")
        await taken_back(first[0], data, 90, earned_at)
        assert [{**row, "taken_back": 0} for row in await frozen("2026-W43")] == before
        notes = {row["owner"]: row["taken_back"] for row in await frozen("2026-W43")}
        scores = {
            row["period"]: row["points"]
            for row in await rows("SELECT period, points FROM score WHERE person_id = $1", first[0].id)
        }
        board = await teams_board("2026-W43", None)
    assert {owner: points for owner, points in notes.items() if points} == {first[0].id: 90, data.id: 90}
    assert scores == {"2026-W43": 100, "2026-10": 10, "2026-Q4": 10, "all": 10}
    assert [(row.name, row.rank, row.taken_back) for row in board] == [("Data", 1, 90), ("Design", 2, 0)]


@pytest.mark.usefixtures("db")
async def test_what_comes_after_the_close_counts_when_it_comes() -> None:
    with clock.moved() as moving:
        moving.set(earned_at := utc("2026-10-25T12:00"))
        await company()
        data = await team("Data")
        people = await staff(data, *"abcde")
        await watch()
        moving.set(utc("2026-11-05T12:00"))
        await close_periods()
        await earn(people[0], 30, earned_at)
    found = await rows("SELECT period, points FROM score WHERE person_id = $1", people[0].id)
    assert {row["period"]: row["points"] for row in found} == {
        "2026-W45": 30, "2026-11": 30, "2026-Q4": 30, "all": 30,
    }  # fmt: skip


@pytest.mark.usefixtures("db")
async def test_points_follow_the_team_of_their_instant() -> None:
    """Moving rewrites nothing: what was taken back leaves the team it had counted for, never below nothing."""
    with clock.moved() as moving:
        moving.set(earned_at := utc("2026-11-10T12:00"))
        await company()
        data, design = await team("Data"), await team("Design")
        (mover,) = await staff(data, "mover")
        await earn(mover, 30)
        await Person.filter(id=mover.id).update(team_id=design.id)
        moving.advance(timedelta(hours=1))
        await earn(mover, 12)
        await taken_back(mover, data, 20, earned_at)
        await taken_back(mover, design, 20, earned_at)
    found = await rows("SELECT team_id, points FROM score WHERE period = '2026-11'")
    assert {row["team_id"]: row["points"] for row in found} == {data.id: 10, design.id: 0}


@pytest.mark.usefixtures("db")
async def test_several_who_close_at_once_close_once() -> None:
    with clock.moved() as moving:
        moving.set(utc("2026-10-20T12:00"))
        await company()
        await earn_each(await staff(await team("Data"), *"abcde", appear=True), 5, 4, 3, 2, 1)
        await watch()
        moving.set(utc("2026-11-05T12:00"))
        await asyncio.gather(*(close_periods() for _ in range(3)))
        assert await closed() == {"2026-W43", "2026-W44", "2026-10"}
        assert len(await frozen("2026-W43")) == 6
        await close_periods()
    assert len(await rows("SELECT id FROM standing")) == 6 + 6  # in W44 nobody has points


@pytest.mark.usefixtures("db")
async def test_a_season_that_nobody_watched_is_that_of_its_end() -> None:
    """An older version kept no cohorts: the seasons before are closed with those who were there."""
    with clock.moved() as moving:
        moving.set(utc("2026-09-20T12:00"))
        await company()
        people = await staff(await team("Data"), *"abcde")
        await earn_each(people, 5, 4, 3, 2, 1)
        moving.set(utc("2026-10-20T12:00"))
        await watch()
        await close_periods()
    (standing,) = await frozen("2026-Q3")
    assert (standing["scope"], standing["rank"], standing["members"]) == ("team", 1, 5)


@pytest.mark.usefixtures("db")
async def test_fewer_than_five_leave_no_rank_behind() -> None:
    with clock.moved() as moving:
        moving.set(utc("2026-09-20T12:00"))
        await company()
        await earn_each(await staff(await team("Data"), *"abcd", appear=True), 5, 4, 3, 2)
        await watch()
        moving.set(utc("2026-10-20T12:00"))
        await close_periods()
    assert await rows("SELECT id FROM standing") == []


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE standing SET rank = 9",
        "UPDATE standing SET score = 0",
        "DELETE FROM standing",
        "UPDATE closed_period SET points = 0",
        "DELETE FROM closed_period",
    ],
)
async def test_what_is_frozen_is_written_once(change: str) -> None:
    """Invariant 26, by the database itself."""
    now = to_millis(clock.now())
    await rows(
        "INSERT INTO closed_period (period, kind, starts_at, ends_at, closed_at, members, points) "
        "VALUES ('2026-Q3', 'season', $1, $1, $1, 5, 10) RETURNING period",
        now,
    )
    await rows(
        "INSERT INTO standing (period, scope, owner, rank, score) VALUES ('2026-Q3', 'team', 'x', 1, 10) RETURNING id"
    )
    with pytest.raises((IntegrityError, OperationalError), match="ricoche guard"):
        await rows(f"{change} RETURNING 1 AS one")
    await rows("UPDATE standing SET taken_back = taken_back + 3 RETURNING id")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("db")
async def test_a_week_that_cannot_be_closed_keeps_no_month_open(monkeypatch: pytest.MonkeyPatch) -> None:
    close = closing.close

    async def fail(period: Period) -> None:
        if period.key == "2026-W43":
            raise ArithmeticError
        await close(period)

    with clock.moved() as moving:
        moving.set(utc("2026-10-20T09:00"))
        await company()
        moving.set(utc("2026-11-12T09:00"))
        monkeypatch.setattr(closing, "close", fail)
        await close_periods()
        assert await closed() == {"2026-10"}, "later weeks wait for theirs: none is passed over"
        monkeypatch.setattr(closing, "close", close)
        await close_periods()
        assert await closed() == {"2026-10", "2026-W43", "2026-W44", "2026-W45"}
