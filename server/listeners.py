"""Who listens to what: the one place where features meet."""

from functools import partial

from gamification import Fact
from server.badges.commands import look_at_badges
from server.content.jobs import fetch_feed, fetch_picture
from server.content.source_commands import enqueue_due_sources
from server.events import FactRecorded, PointsEarned, SessionSeen, listen
from server.jobs import handles
from server.mail.letters import JOB
from server.mail.sending import letter_sender
from server.people.jobs import forget_lapsed
from server.points.funding import fund_season
from server.points.recording import record_fact
from server.settings import Settings
from server.sharing.jobs import lapse_shares, purge_visits, settle_visits
from server.sharing.seen_commands import confirm_missed
from server.sharing.traces import on_session_seen
from server.standings.commands import add_to_scores
from server.worker import chores


def register_listeners(settings: Settings) -> None:
    """Connect announcements to listeners, jobs to their handlers, chores to the worker. Twice changes nothing."""
    listen(Fact, _record)
    listen(FactRecorded, look_at_badges)
    listen(PointsEarned, add_to_scores)
    listen(SessionSeen, on_session_seen)
    handles(JOB, letter_sender(settings))
    handles("content.feed", fetch_feed)
    handles("content.picture", partial(fetch_picture, settings.media_dir))
    sharing = (settle_visits, confirm_missed, lapse_shares, purge_visits)
    for chore in (enqueue_due_sources, fund_season, *sharing):
        if chore not in chores:
            chores.append(chore)


async def _record(fact: Fact) -> None:
    await record_fact(fact)
