"""Puts the team's page together from what standings, challenges and thanks know."""

from datetime import date

from server import clock
from server.challenges.queries import team_goal
from server.challenges.wording import COUNTS
from server.drawing import pulse_svg
from server.messages import N_
from server.people.queries import team_name
from server.standings.queries import TeamFigures, key_of, team_figures
from server.teamwork.forms import GoalForm, ThanksForm
from server.teamwork.greetings import Greeting, greetings
from server.teamwork.leading import TeamName, led_teams
from server.teamwork.pages import GreetingLine, LeadSeesPage, Pulse, TeamPage
from server.teamwork.queries import greeted_by, thanks_left
from server.teamwork.wording import greeting_in_words, headline, month_name, weeks_in_words
from server.web.forms import Filled, blank
from server.web.locale import number, say, say_many, zone
from server.web.problems import NotFound

INVENTED_WEEKS = (4, 6, 5, 8, 7, 9, 6, 10, 11, 13)


async def team_page(
    person_id: str,
    own_team: str | None,
    asked: str,
    said: str = "",
    form: Filled[ThanksForm] | None = None,
    goal_form: Filled[GoalForm] | None = None,
) -> TeamPage:
    """The page of one's own team or of one that one leads; any other is not there."""
    led = await led_teams(person_id)
    team = await _team(own_team, led, asked)
    leads = team is not None and team in led
    moments = await greetings(team.id, besides=person_id) if team else []
    thanked = await greeted_by(person_id, [each.key for each in moments]) if leads else frozenset()
    return TeamPage(
        team=team,
        teams=led if len(led) > 1 else (),
        pulse=await _pulse(team) if team else None,
        goal=await team_goal(team.id) if team else None,
        lines=tuple(_line(each, each.key in thanked) for each in moments),
        leads=leads,
        left=max(0, await thanks_left(person_id)) if leads else 0,
        form=form or blank(ThanksForm),
        goal_form=goal_form or blank(GoalForm, counts="own_words", goal=20),
        counts=tuple((each.value, say(text)) for each, text in COUNTS.items()),
        said=said,
    )


async def _team(own_team: str | None, led: tuple[TeamName, ...], asked: str) -> TeamName | None:
    if not asked or asked == own_team:
        found = next((each for each in led if each.id == own_team), None)
        if found or not own_team:
            return found or next(iter(led), None)
        return TeamName(own_team, await team_name(own_team))
    found = next((each for each in led if each.id == asked), None)
    if found is None:
        raise NotFound
    return found


async def _pulse(team: TeamName) -> Pulse | None:
    figures = await team_figures(team.id, key_of("month"))
    return _drawn(team.name, figures) if figures else None


def _drawn(name: str, figures: TeamFigures) -> Pulse:
    weeks = tuple(week.shares for week in figures.weeks)
    people = say_many("{n} person", "{n} people", figures.members)
    told = [
        (say(N_("in own words")), say(N_("{percent}%"), {"percent": figures.own_words}))
        if figures.own_words is not None
        else None,
        (say(N_("teams, this month")), say(N_("{rank} of {teams}"), {"rank": figures.rank, "teams": figures.teams}))
        if figures.teams > 1
        else None,
        (say(N_("points per person")), number(round(figures.index / 100))),
    ]
    return Pulse(
        who=f"{name} · {people}",
        headline=headline(figures),
        drawing=pulse_svg(weeks),
        in_words=weeks_in_words(weeks),
        this_week=weeks[-1],
        figures=tuple(each for each in told if each),
    )


def _line(greeting: Greeting, is_thanked: bool) -> GreetingLine:
    title, meta = greeting_in_words(greeting)
    return GreetingLine(greeting.key, greeting.name, title, meta, greeting.at.astimezone(zone()).date(), is_thanked)


def lead_sees_page() -> LeadSeesPage:
    """The same picture with invented figures: it asks nobody and nothing."""
    told = {"active": 9, "members": 12, "month": month_name()}
    today = clock.now().astimezone(zone()).date()
    return LeadSeesPage(
        pulse=Pulse(
            who=say(N_("An invented team · 12 people")),
            headline=say(N_("{active} of {members} took part in {month}"), told),
            drawing=pulse_svg(INVENTED_WEEKS),
            in_words=weeks_in_words(INVENTED_WEEKS),
            this_week=INVENTED_WEEKS[-1],
            figures=_invented(),
        ),
        lines=(_invented_line(today),),
    )


def _invented() -> tuple[tuple[str, str], ...]:
    return (
        (say(N_("in own words")), say(N_("{percent}%"), {"percent": 78})),
        (say(N_("teams, this month")), say(N_("{rank} of {teams}"), {"rank": 2, "teams": 9})),
        (say(N_("points per person")), number(41)),
    )


def _invented_line(today: date) -> GreetingLine:
    title = say(N_("{name} wrote in their own words for the first time"), {"name": "Sam"})
    return GreetingLine("", "Sam", title, say(N_("What a week without meetings taught us")), today, False)
