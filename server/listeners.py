"""Who listens to what: the one place where features meet."""

from gamification import Fact
from server.badges.commands import look_at_badges
from server.events import FactRecorded, PointsEarned, listen
from server.points.funding import fund_season
from server.points.recording import record_fact
from server.settings import Settings
from server.standings.commands import add_to_scores
from server.worker import chores


def register_listeners(settings: Settings) -> None:
    """Connect announcements to listeners, jobs to their handlers, chores to the worker. Twice changes nothing."""
    listen(Fact, _record)
    listen(FactRecorded, look_at_badges)
    listen(PointsEarned, add_to_scores)
    for chore in (fund_season,):
        if chore not in chores:
            chores.append(chore)


async def _record(fact: Fact) -> None:
    await record_fact(fact)
