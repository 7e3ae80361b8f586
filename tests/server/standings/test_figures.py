"""What a team may read about itself, and whose points make it."""

from datetime import UTC, datetime, timedelta

import pytest

from gamification import Fact, Turnout
from server import clock
from server.database import rows
from server.people.models import Person, Team
from server.points.recording import record_fact
from server.standings.closing import close_periods
from server.standings.cohorts import cohorts_of, keep_cohorts, watch_cohorts
from server.standings.queries import team_figures
from tests.support.people import company, team
from tests.support.standings import earn_each, staff, watch

START = datetime(2026, 10, 5, 9, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("db")


async def share(person: Person, of: Team, number: int, own_words: bool = True) -> None:
    values = {
        "article": f"a{number}", "channel": "linkedin", "channel_pays": True, "article_active": True,
        "own_words": own_words, "onboarded": True, "team": of.id, "level": 1,
    }  # fmt: skip
    key = f"share:{person.id}:{number}"
    await record_fact(Fact(key, "share.recorded", person.id, clock.now(), "share", f"s{number}{person.id}", values))


async def test_the_figures_of_a_team() -> None:
    with clock.moved() as moving:
        moving.set(START)
        await company()
        data, design = await team("Data"), await team("Design")
        people, others = await staff(data, *"abcdef"), await staff(design, *"ghijk")
        await watch()
        await earn_each(people, 10, 10, 10, 10, 0, 0)
        await earn_each(others, 90, 90, 90, 90, 90)
        for each in people[:4]:
            await share(each, data, 1)
        moving.set(START + timedelta(weeks=5))
        await close_periods()
        await earn_each(people, 100, 100, 100, 100, 0, 0)
        for number in range(6):
            await share(people[4], data, number, own_words=False)
        figures, season = await team_figures(data.id, "2026-W46"), await team_figures(data.id, "2026-Q4")
        assert figures
        assert season
        assert (figures.members, figures.points, figures.rank, figures.teams) == (6, 400, 1, 2)
        assert (figures.active, figures.participation, figures.part.turnout) == (4, 66, Turnout.SOME)
        assert figures.previous_rank is None, "nobody stood the week before"
        assert figures.own_words is None, "however many shares of one person say too much of them"
        assert season.own_words == 40
        shared = [(week.key, week.shares) for week in figures.weeks]
    assert [key for key, _ in shared] == [f"2026-W{week}" for week in range(37, 47)]
    assert {key: count for key, count in shared if count} == {"2026-W41": 4, "2026-W46": 6}


async def test_the_rank_before_is_that_of_the_period_before() -> None:
    with clock.moved() as moving:
        moving.set(START)
        await company()
        data, design = await team("Data"), await team("Design")
        people, others = await staff(data, *"abcde"), await staff(design, *"fghij")
        await watch()
        await earn_each(people, *[10] * 5)
        await earn_each(others, *[20] * 5)
        for days in (7, 11):  # before the week is closed, and after
            moving.set(START + timedelta(days=days))
            await close_periods()
            figures = await team_figures(data.id, "2026-W42")
            assert figures
            assert (figures.rank, figures.previous_rank) == (1, 2)


async def test_under_five_there_are_no_figures() -> None:
    with clock.moved() as moving:
        moving.set(START)
        await company()
        data = await team("Data")
        await staff(data, *"abcd")
        await watch()
        assert await team_figures(data.id, "2026-Q4") is None
        await staff(data, "e")
        await watch()
        assert await team_figures(data.id, "2026-Q4")


async def test_a_cohort_changes_by_five_or_with_a_season() -> None:
    with clock.moved() as moving:
        moving.set(START)
        await company()
        data = await team("Data")
        people = await staff(data, *"abcdef")
        await watch()
        first = (await cohorts_of("2026-Q4"))[data.id]
        await Person.filter(id__in=[each.id for each in people[:2]]).update(opted_out_at=clock.now())
        more = await staff(data, *"gh")
        moving.advance(timedelta(days=30))
        await watch()
        assert (await cohorts_of("2026-Q4"))[data.id] == first
        last = await staff(data, "i")
        moving.advance(timedelta(days=40))
        await watch()
        second = (await cohorts_of("2026-Q4"))[data.id]
        assert second == {each.id for each in (*people[2:], *more, *last)}
        await Person.filter(id=last[0].id).update(opted_out_at=clock.now())
        moving.set(datetime(2027, 1, 2, tzinfo=UTC))
        await keep_cohorts()
        assert (await cohorts_of("2026-Q4"))[data.id] == second
        assert (await cohorts_of("2027-Q1"))[data.id] == second - {last[0].id}


async def test_the_chore_looks_as_soon_as_a_season_begins() -> None:
    with clock.moved() as moving:
        moving.set(datetime(2026, 12, 31, 22, 59, 50, tzinfo=UTC))
        await company()
        data = await team("Data")
        await watch_cohorts()
        await staff(data, *"abcde")
        await watch()
        moving.advance(timedelta(seconds=5))
        await watch_cohorts()
        assert "2027-Q1" not in {row["period"] for row in await rows("SELECT period FROM cohort")}
        moving.advance(timedelta(seconds=5))
        await watch_cohorts()
        assert len((await cohorts_of("2027-Q1"))[data.id]) == 5


async def test_ten_weeks_also_in_the_hour_after_a_change_of_clocks() -> None:
    with clock.moved() as moving:
        moving.set(datetime(2026, 5, 3, 22, 30, tzinfo=UTC))  # Monday in Paris, in summer; nine weeks ago, a Sunday
        await company()
        data = await team("Data")
        await staff(data, *"abcde")
        await watch()
        figures = await team_figures(data.id, "2026-05")
        assert figures
        assert [week.key for week in figures.weeks] == [f"2026-W{week}" for week in range(10, 20)]
