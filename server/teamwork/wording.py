"""The team's page in words."""

from babel.dates import format_date

from gamification import LEVELS, Turnout
from server import clock
from server.badges.wording import badge_name, level_name
from server.messages import N_
from server.standings.queries import TeamFigures
from server.teamwork.greetings import Greeting
from server.web.locale import language, say, say_many, zone


def month_name() -> str:
    """The programme's present month, alone."""
    return format_date(clock.now().astimezone(zone()).date(), "LLLL", locale=language())


def headline(figures: TeamFigures) -> str:
    """How many took part this month, in numbers only where they tell of nobody."""
    if figures.active is not None:
        values = {"active": figures.active, "members": figures.members, "month": month_name()}
        return say(N_("{active} of {members} took part in {month}"), values)
    if figures.part.turnout is Turnout.NEARLY_ALL:
        return say(N_("Nearly everybody took part in {month}"), {"month": month_name()})
    return say(N_("The team is warming up in {month}"), {"month": month_name()})


def greeting_in_words(greeting: Greeting) -> tuple[str, str]:
    """What somebody did, and about what."""
    name = {"name": greeting.name}
    match greeting.kind:
        case "own_words":
            return say(N_("{name} wrote in their own words for the first time"), name), greeting.subject
        case "badge":
            return say(N_("{name} earned a badge"), name), badge_name(greeting.subject)
        case "level":
            return say(N_("{name} reached a level"), name), level_name(LEVELS[int(greeting.subject) - 1].key)


def weeks_in_words(weeks: tuple[int, ...]) -> str:
    """The pulse for those who do not see it."""
    said = ", ".join(map(str, weeks))
    return say_many("Shares of one week: {said}", "Shares a week over {n} weeks: {said}", len(weeks), {"said": said})
