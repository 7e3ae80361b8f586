"""Asking HR how a referral stands."""

from datetime import timedelta

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis

A_WEEK_MS = timedelta(days=7) // timedelta(milliseconds=1)


async def ask_for_news(person_id: str, referral_id: str) -> bool:
    """Note that a referrer asks: HR sees it on the board. False within a week of the last time, or once it is over."""
    async with transaction():
        now = to_millis(clock.now())
        noted = await rows(
            "UPDATE referral SET news_asked_at = $1 WHERE id = $2 AND referrer_id = $3 AND closed_at IS NULL "
            "AND stage <> 'retained' AND (news_asked_at IS NULL OR news_asked_at <= $4) RETURNING id",
            now, referral_id, person_id, now - A_WEEK_MS,
        )  # fmt: skip
        return bool(noted)
