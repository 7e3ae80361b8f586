"""/me and /me/ledger."""

from starlette.requests import Request
from starlette.responses import Response

from gamification import Period, PeriodKind, period_of
from server import clock
from server.badges.queries import metrics, streak_of
from server.badges.shelf import shelf
from server.badges.wording import level_name
from server.me.lines import in_words
from server.me.pages import LedgerPage, MePage
from server.people.queries import is_streak_paused, person_by_id, team_name
from server.points.queries import NEWEST, journal, totals
from server.sharing.queries import shares_since
from server.sharing.suspects.queries import visits_in_check
from server.web.locale import language, say, zone
from server.web.rendering import show
from server.web.sessions import signed_in

PAGE = 30
ON_ME = 5


async def me(request: Request) -> Response:
    """Level, streak, badges and the newest lines."""
    person = signed_in(request)
    mine, counts = await totals(person.person_id), await metrics(person.person_id)
    badges = await shelf(person.person_id)
    level = mine.level
    page = MePage(
        name=f"{person.given_name} {person.family_name}",
        job=await _job(person.person_id),
        level=level,
        level_name=level_name(level.level.key),
        next_level_name=level_name(level.next.key) if level.next else "",
        totals=mine,
        streak=await streak_of(person.person_id),
        is_paused=await is_streak_paused(person.person_id),
        shares=await shares_since(person.person_id, _season().starts_at),
        visits=counts.get("valid_visits", 0),
        badges=badges,
        held=sum(each.tier > 0 for each in badges),
        lines=await in_words(await journal(person.person_id, language(), most=ON_ME)),
    )
    return await show(request, page)


def _season() -> Period:
    return period_of(clock.now(), PeriodKind.SEASON, zone())


async def _job(person_id: str) -> str:
    """Job and team in one line, whichever is known."""
    profile = await person_by_id(person_id)
    team = await team_name(profile.team_id) if profile and profile.team_id else ""
    job = profile.job_title or "" if profile else ""
    return say("{job}, team {team}", {"job": job, "team": team}) if job and team else job or team


async def ledger(request: Request) -> Response:
    """Every line, newest first; `before` pages on."""
    person = signed_in(request)
    before = request.query_params.get("before", NEWEST)[:40]
    found = await journal(person.person_id, language(), before, PAGE + 1)
    page = LedgerPage(
        totals=await totals(person.person_id),
        lines=await in_words(found[:PAGE]),
        older=found[PAGE - 1].id if len(found) > PAGE else "",
        in_check=await visits_in_check(person.person_id),
    )
    return await show(request, page, block="lines")
