"""`ricoche demo`: builds Orvane by running the real commands under a moved clock, all of it or nothing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from server import clock
from server.clock import MovedClock, moved
from server.database import rows, transaction
from server.demo.activity import plan
from server.demo.articles import articles
from server.demo.challenges import challenge_acts
from server.demo.founding import ZONE, found_orvane
from server.demo.gift_acts import gift_acts
from server.demo.gift_live import Gifts
from server.demo.people import DemoPerson, Role, people, persona
from server.demo.publishing import read_feeds
from server.demo.recruiting_acts import recruiting_acts
from server.demo.recruiting_live import Recruiting
from server.demo.replay import Replay, run_chores
from server.demo.rhythm import at_paris, paris_day
from server.demo.season import Season, season_start
from server.demo.timeline import Night, publications, timeline
from server.people.queries import company, forget_company, person_to_sign_in
from server.people.sign_in.commands import sign_in_link
from server.settings import Settings
from server.sharing.salts import forget_salts
from server.web.locale import DEFAULT_LANGUAGE, speaking

ROLES: tuple[Role, ...] = ("employee", "lead", "editor", "hr", "admin")


async def is_empty() -> bool:
    """Whether there is no company yet."""
    forget_company()
    return await company() is None


async def build(settings: Settings, weeks: int, tell: Callable[[], object] = lambda: None) -> None:
    """Found Orvane and live its last weeks up to now; `tell` is called after each of them."""
    now = clock.now()
    try:
        with speaking(DEFAULT_LANGUAGE, ZONE), moved() as moving:
            async with transaction():
                await _live(settings, Season(season_start(paris_day(now), weeks), weeks), now, moving, tell)
    finally:
        forget_company()
        forget_salts()


async def _live(
    settings: Settings, season: Season, now: datetime, moving: MovedClock, tell: Callable[[], object]
) -> None:
    everyone = people()
    moving.set(_founded_at(season, paris_day(now)))
    replay = _replay(settings, moving, everyone, await found_orvane(everyone))
    acts = list(plan(everyone, articles(), season.starts_on, season.weeks))
    challenges = sorted(challenge_acts(acts, everyone, season, now), key=lambda act: act.at)
    recruiting = recruiting_acts(season, now)
    for event in timeline(acts, articles(), season, now, challenges, recruiting, gift_acts(season, now)):
        await replay.live(event)
        if isinstance(event, Night) and paris_day(event.at).weekday() == 0:
            tell()
    moving.set(now)
    await read_feeds(paris_day(now))
    await run_chores()
    await _forget_side_effects()


def _founded_at(season: Season, today: date) -> datetime:
    """A morning before the first article and the first week."""
    first = min(publications(articles(), today)[0].at, at_paris(season.starts_on, 0))
    return at_paris(paris_day(first - timedelta(days=3)), 9)


def _replay(settings: Settings, moving: MovedClock, everyone: tuple[DemoPerson, ...], ids: dict[str, str]) -> Replay:
    hr_id, named = ids[persona("hr", everyone).number], {person.name: ids[person.number] for person in everyone}
    return Replay(
        clock=moving,
        people=ids,
        authors=named,
        languages={person.number: person.language for person in everyone},
        editor_id=ids[persona("editor", everyone).number],
        hr_id=hr_id,
        second_id=ids[persona("admin", everyone).number],
        recruiting=Recruiting(hr_id, named),
        gifts=Gifts(hr_id, named),
        public_url=settings.public_url,
    )


async def _forget_side_effects() -> None:
    """No letter, push message or request of an invented season ever leaves: its outbox is emptied unsent."""
    await rows("DELETE FROM job RETURNING id")


async def show_roles(settings: Settings) -> list[tuple[Role, str, str]]:
    """A fresh sign-in link per role; nothing where the company is not the demo's."""
    found = [(role, persona(role, people()).email or "") for role in ROLES]
    known = [(role, address) for role, address in found if await person_to_sign_in(address)]
    return [(role, address, settings.public_url + await sign_in_link(address)) for role, address in known]
