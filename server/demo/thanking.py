"""Leads who say bravo on a Friday afternoon, to whom there is something to greet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle

from server.database import rows
from server.demo.rhythm import at_paris
from server.demo.season import Season
from server.teamwork.commands import give_thanks
from server.teamwork.greetings import greetings
from server.teamwork.queries import greeted_by

FRIDAY, AT = 4, 16
WORDS = (
    "Votre texte m’a donné envie de lire la suite.",
    "On vous entend, et cela fait du bien à toute l’équipe.",
    "",
    "Merci pour ce bel élan.",
)
LEADS = """
SELECT l.person_id, l.team_id FROM team_lead l JOIN person p ON p.id = l.person_id JOIN team t ON t.id = l.team_id
WHERE p.joined_at IS NOT NULL AND p.opted_out_at IS NULL AND p.paused_at IS NULL ORDER BY t.name
"""


@dataclass(frozen=True, slots=True)
class Friday:
    """The hour at which leads look at their teams."""

    at: datetime


def fridays(season: Season) -> Iterator[Friday]:
    """One a week."""
    return (Friday(at_paris(monday + timedelta(days=FRIDAY), AT)) for monday in season.mondays())


async def say_bravo() -> None:
    """Every lead who takes part thanks for the latest moment they have not greeted yet."""
    words = cycle(WORDS)
    for lead in await rows(LEADS):
        moments = [each.key for each in await greetings(lead["team_id"], besides=lead["person_id"])]
        done = await greeted_by(lead["person_id"], moments)
        fresh = next((key for key in moments if key not in done), None)
        if fresh is not None:
            await give_thanks(lead["person_id"], lead["team_id"], fresh, next(words))
