"""The names of badges and levels, and how a badge is earned, in words."""

from server.messages import N_
from server.web.locale import say

NAMES = {
    "premier-ricochet": N_("First skip"),
    "mes-mots": N_("My own words"),
    "vigie": N_("Lookout"),
    "passeur": N_("Connector"),
    "bouche-a-oreille": N_("Word of mouth"),
    "fil-de-l-eau": N_("Steady stream"),
    "equipage": N_("Crew"),
    "cairn": N_("Cairn"),
    "aurore": N_("Daybreak"),
    "semeur": N_("Seeder"),
    "phare": N_("Lighthouse"),
    "pont": N_("Bridge"),
    "curieux": N_("Curious mind"),
    "main-tendue": N_("Helping hand"),
    "maree": N_("Tide"),
    "ancre": N_("Anchor"),
}
CRITERIA = {
    "premier-ricochet": N_("{n} share that somebody outside opened"),
    "mes-mots": N_("{n} shares in your own words"),
    "bouche-a-oreille": N_("{n} visits of your links"),
    "fil-de-l-eau": N_("{n} weeks in a row"),
    "curieux": N_("{n} articles read"),
    "aurore": N_("joining, a read and a share in the same week"),
    "phare": N_("{n} visits on one link"),
    "maree": N_("{n} active weeks in one season"),
    "equipage": N_("{n} team goal reached, in which you took part"),
    "vigie": N_("{n} article suggested and published"),
    "passeur": N_("{n} referral whom a recruiter called back"),
    "cairn": N_("{n} referrals interviewed"),
    "pont": N_("{n} person referred and hired"),
    "ancre": N_("{n} person referred whose trial period is passed"),
    "semeur": N_("{n} colleagues sharing an article you suggested"),
    "main-tendue": N_("{n} gift turned into a donation"),
}
STORIES = {
    "premier-ricochet": N_("A first share of yours found somebody outside."),
    "mes-mots": N_("You say things your own way, and it shows."),
    "bouche-a-oreille": N_("People open what you pass on."),
    "fil-de-l-eau": N_("Week after week, at your own pace."),
    "curieux": N_("You read before you share."),
    "aurore": N_("Joined, read and shared in a single week."),
    "phare": N_("One link of yours was seen from far away."),
    "maree": N_("A whole season of regular waves."),
    "equipage": N_("Your team reached its goal, and you were part of it."),
    "vigie": N_("You saw it first, and everybody could read it."),
    "passeur": N_("You recommended somebody, and they said yes to a call."),
    "cairn": N_("Stone upon stone, your referrals come to an interview."),
    "pont": N_("Somebody joined the company because of you."),
    "ancre": N_("Somebody you referred has found their place."),
    "semeur": N_("An idea of yours was taken up by many."),
    "main-tendue": N_("You gave your gift to somebody who needed it more."),
}
LEVELS = {
    "goutte": N_("Drop"),
    "galet": N_("Pebble"),
    "onde": N_("Wave"),
    "courant": N_("Current"),
    "maree": N_("Tide"),
}


def badge_name(key: str) -> str:
    """A badge's name."""
    return say(NAMES[key])


def criterion(key: str, threshold: int) -> str:
    """What earns a tier."""
    return say(CRITERIA[key], {"n": threshold})


def story(key: str) -> str:
    """What holding it says of somebody."""
    return say(STORIES[key])


def level_name(key: str) -> str:
    """A level's name."""
    return say(LEVELS[key])
