"""What a share moves forward: the weeks in a row and the next badge of own words."""

from dataclasses import dataclass

from gamification import BADGES, badge_progress
from server.badges.queries import held, metrics, streak_of
from server.drawing import badge_path
from server.messages import N_
from server.web.locale import say, say_many

_OWN_WORDS = next(badge for badge in BADGES if badge.key == "mes-mots")


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A line under the award: an icon or a badge's picture, and how far it is where there is a goal."""

    title: str
    meta: str
    icon: str = ""
    picture: str = ""
    value: int = 0
    goal: int = 0


async def progress_of(person_id: str) -> tuple[ProgressRow, ...]:
    """The lines that have something to say; a first share has few."""
    found = (await _weeks(person_id), await _own_words(person_id))
    return tuple(row for row in found if row is not None)


async def _weeks(person_id: str) -> ProgressRow | None:
    weeks = (await streak_of(person_id)).length
    if not weeks:
        return None
    title = say_many("One week with a ricochet", "{n} weeks in a row", weeks)
    return ProgressRow(title, say(N_("A pause counts too.")), icon="waves-bold")


async def _own_words(person_id: str) -> ProgressRow | None:
    next_tier = badge_progress(_OWN_WORDS, await metrics(person_id), await held(person_id))
    if next_tier.tier is None or not next_tier.value:
        return None
    title = say(N_("Badge “My own words”"))
    picture = badge_path(_OWN_WORDS.key, tier=next_tier.tier)
    return ProgressRow(title, "", picture=picture, value=next_tier.value, goal=next_tier.target)
