"""Challenges in words: what is counted, how far it is, until when."""

from datetime import date
from types import MappingProxyType

from babel.dates import format_date

from gamification import Counted
from server.messages import N_
from server.web.locale import day, language, say, say_many

COUNTS = MappingProxyType(
    {
        Counted.SHARES: N_("Shares that somebody opens"),
        Counted.OWN_WORDS: N_("Shares in own words that somebody opens"),
        Counted.VISITORS: N_("Visitors of our links"),
        Counted.READS: N_("Articles read"),
        Counted.SHARERS: N_("Different colleagues who share"),
    }
)
EXPLAINED = MappingProxyType(
    {
        Counted.SHARES: N_("A share counts once somebody outside has opened its link."),
        Counted.OWN_WORDS: N_("A share in own words counts once somebody outside has opened its link."),
        Counted.VISITORS: N_("Each person outside who opens a link counts once, on the day after."),
        Counted.READS: N_("An article counts once it is read to its end; nobody else sees which one."),
        Counted.SHARERS: N_("A colleague counts once somebody outside has opened one of their links."),
    }
)
SCOPES = {"company": N_("The whole company"), "team": N_("One team"), "personal": N_("Each for oneself")}
BADGES = {
    Counted.SHARES: "premier-ricochet", Counted.OWN_WORDS: "mes-mots", Counted.VISITORS: "bouche-a-oreille",
    Counted.READS: "curieux", Counted.SHARERS: "equipage",
}  # fmt: skip
STATES = {
    "draft": N_("Draft"), "waiting": N_("Waits for a second person"), "coming": N_("Coming up"),
    "running": N_("Running"), "reached": N_("Reached"), "settling": N_("Over, being counted"),
    "closed": N_("Closed"),
}  # fmt: skip
GOAL_TITLES = {"fr": "Objectif d’équipe, {month}", "en": "Team goal, {month}"}


def state_name(state: str) -> str:
    """A state in a word or two."""
    return say(STATES[state])


def of_goal(counts: str, goal: int, total: int) -> str:
    """What stands after the figure reached: “shares of 200” after 136."""
    values = {"goal": goal}
    match Counted(counts):
        case Counted.SHARES:
            return say_many("share of {goal}", "shares of {goal}", total, values)
        case Counted.OWN_WORDS:
            return say_many("share in own words of {goal}", "shares in own words of {goal}", total, values)
        case Counted.VISITORS:
            return say_many("visitor of {goal}", "visitors of {goal}", total, values)
        case Counted.READS:
            return say_many("article read of {goal}", "articles read of {goal}", total, values)
        case Counted.SHARERS:
            return say_many("colleague of {goal} has shared", "colleagues of {goal} have shared", total, values)


def goal_title(in_language: str, month: str) -> str:
    """What a lead's goal is called in one of the languages, for a month such as 2026-11."""
    first = date(int(month[:4]), int(month[5:]), 1)
    return GOAL_TITLES[in_language].format(month=format_date(first, "LLLL yyyy", locale=in_language))


def short_day(of: date) -> str:
    """A day and its month, for the little space of a tag."""
    return day(of, "MMMM d" if language() == "en" else "d MMMM")


def from_to(starts_on: date, ends_on: date) -> str:
    """Both days."""
    if starts_on == ends_on:
        return say(N_("On {day}"), {"day": short_day(ends_on)})
    return say(N_("From {first} to {last}"), {"first": short_day(starts_on), "last": short_day(ends_on)})
