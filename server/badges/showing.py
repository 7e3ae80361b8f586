"""A badge is seen outside only while its holder shows it: a link nobody can guess, gone when they hide it."""

import secrets

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.messages import N_
from server.web.problems import Problem

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another
LENGTH = 16  # 79 random bits


class NotHeld(Problem):
    """A badge that one does not hold cannot be shown."""

    status = 409
    message = N_("You do not hold this badge.")


async def show_by_link(person_id: str, badge: str) -> None:
    """Give the badge an address; one that has its address keeps it. Raises NotHeld."""
    async with transaction():
        if not await _lock(person_id, badge):
            raise NotHeld
        await rows(
            "UPDATE badge_award SET code = $1, published_at = $2 WHERE id = (SELECT id FROM badge_award "
            "WHERE person_id = $3 AND badge = $4 AND revoked_at IS NULL ORDER BY tier LIMIT 1) "
            "AND NOT EXISTS (SELECT 1 FROM badge_award s WHERE s.person_id = $3 AND s.badge = $4 "
            "AND s.code IS NOT NULL) RETURNING id",
            _new_code(), to_millis(clock.now()), person_id, badge,
        )  # fmt: skip


def _new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


async def hide(person_id: str, badge: str) -> None:
    """Drop the address: whoever follows it finds nothing, also when the badge is shown again."""
    await rows(
        "UPDATE badge_award SET code = NULL, published_at = NULL WHERE person_id = $1 AND badge = $2 "
        "AND code IS NOT NULL RETURNING id",
        person_id, badge,
    )  # fmt: skip


async def _lock(person_id: str, badge: str) -> bool:
    """Two taps at once give one address."""
    found = await rows(
        "UPDATE badge_award SET badge = badge WHERE person_id = $1 AND badge = $2 AND revoked_at IS NULL RETURNING id",
        person_id, badge,
    )  # fmt: skip
    return bool(found)
