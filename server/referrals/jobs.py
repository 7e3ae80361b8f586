"""What comes round: referrals that nobody moved end, candidates who wait too long are told of, lapsed claims go."""

from collections.abc import Awaitable
from datetime import timedelta

from gamification import PROMISED_STAGES, stages_before
from server import clock
from server.database import rows, transaction
from server.database.fields import from_millis, to_millis
from server.database.outages import is_away
from server.events import ReferralStale, announce
from server.referrals.console.clocks import working_days
from server.referrals.moving import MovedMeanwhile, close_referral
from server.referrals.settings_queries import ReferralRules
from server.sharing.days import programme_zone
from server.web.logs import log

AT_ONCE = 200  # rows a chore looks at; the next round takes the next ones
SILENCE = "silence"  # why a referral that nobody moves ends
_A_DAY = f"CAST({timedelta(days=1) // timedelta(milliseconds=1)} AS BIGINT)"
_DEFAULTS = ReferralRules()


def _setting(name: str) -> str:
    """A term of referrals within a query: a chore with nothing to do asks once."""
    return f"COALESCE((SELECT {name} FROM referral_settings WHERE id = 1), {getattr(_DEFAULTS, name)})"


def _listed(stages: tuple[str, ...]) -> str:
    return ", ".join(f"'{stage}'" for stage in stages)


async def expire_referrals() -> None:
    """Chore: what nobody moved for half a year has ended, whether or not anybody says so."""
    due = await rows(
        f"SELECT id, version FROM referral WHERE stage IN ({_listed(stages_before('expired'))}) "
        f"AND stage_at <= $1 - {_setting('expires_days')} * {_A_DAY} ORDER BY stage_at LIMIT {AT_ONCE}",
        to_millis(clock.now()),
    )
    for row in due:
        await _apart(_expire(row["id"], row["version"]))


async def _expire(referral_id: str, version: int) -> None:
    try:
        await close_referral(referral_id, "expired", SILENCE, None, version)
    except MovedMeanwhile:
        return  # somebody moved it at the last moment


async def tell_stale_referrals() -> None:
    """Chore: a stage without a move for the promised working days is told of, once. A planned appointment may wait."""
    now = clock.now()
    waiting = await rows(
        f"SELECT id, version, stage_at, {_setting('stale_days')} AS days FROM referral "
        f"WHERE stage IN ({_listed(PROMISED_STAGES)}) AND told_stale_at IS NULL "
        f"AND stage_at <= $1 - {_setting('stale_days')} * {_A_DAY} AND (next_on IS NULL OR next_on <= $1) "
        f"ORDER BY stage_at LIMIT {AT_ONCE}",
        to_millis(now),
    )
    if not waiting:
        return
    zone = await programme_zone()
    today = now.astimezone(zone).date()
    for row in waiting:
        if working_days(from_millis(row["stage_at"]).astimezone(zone).date(), today) >= row["days"]:
            await _apart(_tell_stale(row["id"], row["version"]))


async def _tell_stale(referral_id: str, version: int) -> None:
    now = clock.now()
    async with transaction():
        told = await rows(
            "UPDATE referral SET told_stale_at = $1 WHERE id = $2 AND version = $3 AND told_stale_at IS NULL "
            "RETURNING opening_id, referrer_id, stage, stage_at",
            to_millis(now), referral_id, version,
        )  # fmt: skip
        for row in told:
            since = from_millis(row["stage_at"])
            stale = ReferralStale(referral_id, row["referrer_id"], row["opening_id"], row["stage"], since, now)
            await announce(stale)


async def _apart(act: Awaitable[None]) -> None:
    """One that fails is tried again next time, and keeps nobody else's from being done."""
    try:
        await act
    except Exception as error:
        if is_away(error):
            raise
        log.error("referral_chore_failed", problem=type(error).__name__, exc_info=True)
