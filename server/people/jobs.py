"""What lapses: codes, sessions and set-up tokens are not kept beyond their use."""

from datetime import timedelta

from server import clock
from server.database import rows
from server.database.fields import to_millis

KEPT_AFTER = timedelta(days=1)


async def forget_lapsed() -> None:
    """Remove codes and set-up tokens a day after their end, sessions at theirs."""
    now, day_ago = to_millis(clock.now()), to_millis(clock.now() - KEPT_AFTER)
    await rows("DELETE FROM sign_in_code WHERE expires_at < $1 RETURNING id", day_ago)
    await rows("DELETE FROM session WHERE expires_at < $1 RETURNING id_hash", now)
    await rows("DELETE FROM setup_token WHERE created_at < $1 RETURNING token_hash", day_ago)
