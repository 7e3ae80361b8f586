"""Nobody's joining, leaving, pausing or moving changes a byte of what anybody else may read."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx2
from starlette.types import ASGIApp

from server import clock
from server.people.models import Person, Team
from server.people.own_settings.commands import appear_in_standings, leave_programme, pause_participation
from server.people.welcome.commands import NOTICE_VERSION, join, note_mention_read, note_notice_read
from server.standings.closing import close_periods
from server.standings.queries import team_figures
from tests.conftest import browser
from tests.support.people import company, team
from tests.support.signing_in import as_person
from tests.support.standings import earn_each, staff, watch

SUMMER, AUTUMN = datetime(2026, 9, 20, 9, tzinfo=UTC), datetime(2026, 11, 10, 9, tzinfo=UTC)
PERIODS = ("2026-W46", "2026-11", "2026-Q4", "2026-Q3", "2026-09", "2026-W38")
PAGES = (
    *(f"/leaderboard?period={period}&scope=teams" for period in ("week", "month", "season")),
    *(f"/leaderboard?period={period}&scope=people" for period in ("week", "month", "season", "all")),
    "/leaderboard/seasons",
    "/team",
    "/leaderboard/seasons/2026-Q3",
)
Reading = dict[str, object]
Act = Callable[[], Awaitable[object]]


async def read_all(
    readers: dict[str, httpx2.AsyncClient], teams: list[Team], pages: tuple[str, ...] = PAGES
) -> Reading:
    """Every page as each reader sees it, and every team's figures."""
    found: Reading = {f"{each.name} {key}": await team_figures(each.id, key) for each in teams for key in PERIODS}
    for name, client in readers.items():
        for page in pages:
            answer = await client.get(page)
            assert answer.status_code == 200
            found[f"{name} {page}"] = re.sub(r'name="form_key" value="[^"]*"', "", answer.text)
    return found


async def welcome(person: Person) -> None:
    await note_notice_read(person.id, NOTICE_VERSION, "en")
    await note_mention_read(person.id)
    await join(person.id)


async def leave_company(person: Person) -> None:
    await Person.filter(id=person.id).update(left_company_at=clock.now())


async def move(person: Person, to: Team) -> None:
    await Person.filter(id=person.id).update(team_id=to.id)


@dataclass(frozen=True)
class Cast:
    """Two teams that lived a summer and an autumn, and somebody of the first who has not joined."""

    data: Team
    design: Team
    datas: list[Person]
    designs: list[Person]
    late: Person

    @property
    def acts(self) -> dict[str, Act]:
        """What single people do, one after the other."""
        return {
            "joins": lambda: welcome(self.late),
            "opts out": lambda: leave_programme(self.datas[6].id),
            "pauses": lambda: pause_participation(self.datas[5].id),
            "leaves the company": lambda: leave_company(self.datas[4]),
            "moves": lambda: move(self.datas[7], self.design),
        }


async def two_seasons(moving: clock.MovedClock) -> Cast:
    moving.set(SUMMER)
    await company()
    data, design = await team("Data"), await team("Design")
    datas, designs = await staff(data, *"abcdefgh"), await staff(design, *"ijklmno", appear=True)
    (late,) = await staff(data, "late", joined=False)
    await watch()
    await earn_each(datas, 40, 30, 20, 10, 0, 5, 90, 15)
    await earn_each(designs, 12, 24, 36, 48, 60, 72, 84)
    moving.set(AUTUMN)
    await watch()
    await close_periods()
    await earn_each(datas, 25, 0, 20, 10, 0, 15, 40, 35)
    await earn_each(designs, 11, 22, 33, 44, 55, 66, 77)
    await Person.filter(id=datas[0].id).update(role="lead")
    return Cast(data, design, datas, designs, late)


async def test_one_who_comes_or_goes_shows_nowhere(app: ASGIApp) -> None:
    """Acceptance: leads, other teams and employees read the same bytes before and after, on closed seasons too."""
    with clock.moved() as moving:
        cast = await two_seasons(moving)
        looking = (cast.datas[0], cast.datas[1], cast.designs[0])
        readers = {each.given_name: await as_person(browser(app), each) for each in looking}
        before = await read_all(readers, [cast.data, cast.design])
        for name, act in cast.acts.items():
            await act()
            moving.advance(timedelta(milliseconds=1))
            await watch()
            assert _changed(before, await read_all(readers, [cast.data, cast.design])) == [], name
        await staff(cast.data, *(f"new{each}" for each in range(5)))
        moving.advance(timedelta(days=25))
        await watch()
        after = await read_all(readers, [cast.data, cast.design])
        assert "Data 2026-Q4" in _changed(before, after), "five do show: the test sees"
        for client in readers.values():
            await client.aclose()


async def test_who_no_longer_appears_takes_only_their_own_line_away(app: ASGIApp) -> None:
    with clock.moved() as moving:
        moving.set(AUTUMN)
        await company()
        data = await team("Data")
        people = await staff(data, *"abcdefghi", appear=True)
        await watch()
        await earn_each(people, 90, 80, 70, 60, 50, 40, 30, 20, 10)
        async with await as_person(browser(app), people[0]) as reader:
            present = PAGES[:-1]  # no season is over yet
            before = await read_all({"reader": reader}, [data], present)
            await appear_in_standings(people[8].id, False)
            last_gone = _changed(before, await read_all({"reader": reader}, [data], present))
            await appear_in_standings(people[1].id, False)
            second_gone = _changed(before, await read_all({"reader": reader}, [data], present))
    assert last_gone == []
    assert second_gone == [f"reader {page}" for page in PAGES if "scope=people" in page]


def _changed(before: Reading, after: Reading) -> list[str]:
    assert before.keys() == after.keys()
    return [name for name in before if before[name] != after[name]]
