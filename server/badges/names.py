"""What badges and levels are called, in the language of the request."""

from server.messages import N_
from server.web.locale import say

BADGE_NAMES = {
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
LEVEL_NAMES = {
    "goutte": N_("Drop"),
    "galet": N_("Pebble"),
    "onde": N_("Wave"),
    "courant": N_("Current"),
    "maree": N_("Tide"),
}


def badge_name(key: str) -> str:
    """A badge as people read it."""
    return say(BADGE_NAMES[key])


def level_name(key: str) -> str:
    """A level as people read it."""
    return say(LEVEL_NAMES[key])
