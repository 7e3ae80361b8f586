"""Who listens to what: the one place where features meet."""

from functools import cache, partial
from typing import TYPE_CHECKING

from gamification import Fact
from server.ats.connection import SEND as ATS_JOB
from server.ats.keys import unlock_secrets
from server.ats.outgoing import send_message, tell_ats
from server.badges.backfill import backfill_badges
from server.badges.commands import look_at_badges
from server.bonuses.milestones import approve_due, owe_instalments, wait_for_hr
from server.candidates.erasing import SCRUB
from server.candidates.jobs import erase_due, scrub
from server.candidates.letters import STATUS_LETTER, status_letter_sender
from server.candidates.renewing import RENEWAL_LETTER, renewal_letter_sender
from server.candidates.retention import keep_as_long_as_promised
from server.candidates.vault import unlock
from server.challenges.closing import turn_challenges
from server.challenges.counting import count_for_challenges
from server.content.jobs import fetch_feed, fetch_picture
from server.content.source_commands import enqueue_due_sources
from server.events import (
    BadgeEarned,
    CampaignFunded,
    FactRecorded,
    LevelReached,
    PointsEarned,
    PointsTakenBack,
    RedemptionMoved,
    ReferralLeftBehind,
    ReferralMoved,
    ReferralStale,
    SessionSeen,
    ShareCancelled,
    ShareLapsed,
    ShareSeen,
    StockLow,
    ThanksGiven,
    listen,
)
from server.jobs import handles
from server.mail.letters import JOB
from server.mail.sending import LetterRefused, letter_sender
from server.notifications.commands import TEST_JOB
from server.notifications.jobs import send_push, send_test
from server.notifications.listening import (
    SEND_JOB,
    tell_badge,
    tell_gift,
    tell_level,
    tell_low_stock,
    tell_referral,
    tell_share_seen,
    tell_stale,
    tell_thanks,
)
from server.notifications.vapid import ensure_vapid_keys
from server.openings.lapsing import close_lapsed
from server.openings.source_commands import BOARDS, enqueue_due_boards
from server.openings.source_jobs import fetch_board
from server.people.inviting.commands import JOB as INVITE_JOB
from server.people.inviting.commands import invite_rest, note_refused
from server.people.jobs import forget_lapsed
from server.people.memberships import note_memberships
from server.points.confirming import void_waiting
from server.points.due import confirm_due, expire_nightly, void_due
from server.points.funding import fund_campaign, fund_season
from server.points.recording import record_fact
from server.points.seals import seal_ledger
from server.privacy.purging import purge_lapsed
from server.referrals.jobs import expire_referrals, tell_stale_referrals
from server.referrals.referring.letters import question_letter_sender
from server.referrals.referring.presenting import QUESTION_LETTER
from server.rewards.code_expiring import void_expired_codes
from server.rewards.code_sealing import unlock_codes
from server.rewards.commands import lapse_orders
from server.rulebook.simulation_running import JOB as SIMULATE_JOB
from server.rulebook.simulation_running import simulate
from server.settings import Settings
from server.sharing.jobs import clear_old_holds, lapse_shares, purge_visits, settle_visits
from server.sharing.seen_commands import confirm_missed
from server.sharing.traces import on_session_seen
from server.standings.closing import close_periods
from server.standings.cohorts import watch_cohorts
from server.standings.commands import add_to_scores, take_from_scores
from server.worker import chores, closers

if TYPE_CHECKING:
    from server.notifications.posting import PushPost


def register_listeners(settings: Settings) -> None:
    """Connect announcements to listeners, jobs to their handlers, chores to the worker. Twice changes nothing."""
    listen(Fact, _record)
    listen(FactRecorded, look_at_badges)
    listen(FactRecorded, count_for_challenges)
    listen(PointsEarned, add_to_scores)
    listen(PointsTakenBack, take_from_scores)
    listen(CampaignFunded, fund_campaign)
    listen(ShareCancelled, _void)
    listen(ShareLapsed, _void)
    listen(SessionSeen, on_session_seen)
    listen(ShareSeen, tell_share_seen)
    listen(BadgeEarned, tell_badge)
    listen(LevelReached, tell_level)
    listen(ThanksGiven, tell_thanks)
    listen(RedemptionMoved, tell_gift)
    listen(StockLow, tell_low_stock)
    _register_push(settings)
    handles(JOB, letter_sender(settings))
    handles(INVITE_JOB, invite_rest)
    listen(LetterRefused, note_refused)
    handles(SIMULATE_JOB, simulate)
    handles("content.feed", fetch_feed)
    handles("content.picture", partial(fetch_picture, settings.media_dir))
    _register_referrals(settings)
    unlock_codes(settings.secret_keys)
    _register_chores()


def _register_push(settings: Settings) -> None:
    ensure_vapid_keys(settings.data_dir)
    post = cache(partial(_push_post, settings))
    handles(SEND_JOB, lambda payload: send_push(post(), payload))
    handles(TEST_JOB, lambda payload: send_test(post(), payload))
    closers.pop("push", None)


def _push_post(settings: Settings) -> "PushPost":
    """What posts is read at the first message: starting does not wait for it."""
    from server.notifications.posting import push_post

    made = push_post(settings)
    closers["push"] = made.close
    return made


def _register_referrals(settings: Settings) -> None:
    """The vault's secrets, what referrals bring and end, and the letters to candidates."""
    send = letter_sender(settings)
    unlock(settings.secret_keys)
    unlock_secrets(settings.secret_keys)
    handles(ATS_JOB, send_message)
    listen(ReferralLeftBehind, _void_referral)
    listen(ReferralLeftBehind, wait_for_hr)
    listen(ReferralMoved, owe_instalments)
    listen(ReferralMoved, tell_ats)
    listen(ReferralMoved, keep_as_long_as_promised)
    listen(ReferralMoved, tell_referral)
    listen(ReferralStale, tell_stale)
    handles(STATUS_LETTER, status_letter_sender(settings.public_url, send))
    handles(RENEWAL_LETTER, renewal_letter_sender(settings.public_url, send))
    handles(QUESTION_LETTER, question_letter_sender(settings.public_url, send))
    handles(SCRUB, partial(scrub, settings.mailbox_dir))
    handles(BOARDS.job, fetch_board)


def _register_chores() -> None:
    sharing = (settle_visits, confirm_missed, clear_old_holds, lapse_shares, purge_visits)
    referrals = (expire_referrals, tell_stale_referrals)
    points = (confirm_due, void_due, expire_nightly, seal_ledger)
    standings = (note_memberships, watch_cohorts, close_periods)  # before what may count in a period that is over
    for chore in (
        *standings,
        enqueue_due_sources,
        enqueue_due_boards,
        close_lapsed,
        forget_lapsed,
        fund_season,
        purge_lapsed,
        *sharing,
        *referrals,
        lapse_orders,
        erase_due,
        *points,
        turn_challenges,
        backfill_badges,
        approve_due,
        void_expired_codes,
    ):
        if chore not in chores:
            chores.append(chore)


async def _record(fact: Fact) -> None:
    await record_fact(fact)


async def _void(event: ShareCancelled | ShareLapsed) -> None:
    await void_waiting("share", event.share_id, event.person_id)


async def _void_referral(event: ReferralLeftBehind) -> None:
    if event.referrer_id is not None:
        await void_waiting("referral", event.referral_id, event.referrer_id)
