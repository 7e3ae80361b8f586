"""Taking a badge back: by a person, with a reason, never by a machine; no backfill gives it again."""

from server import clock
from server.badges.awards import award_by_id
from server.database import rows, transaction
from server.database.fields import to_millis
from server.messages import N_
from server.web.audit import record
from server.web.problems import NotFound, Problem


class AlreadyRevoked(Problem):
    """Somebody was faster."""

    status = 409
    message = N_("This badge was taken back already.")


class OwnBadge(Problem):
    """Nobody decides on what is theirs."""

    status = 403
    message = N_("A colleague decides on your own badges.")


async def revoke(award_id: str, reason: str, by: str) -> None:
    """Take a tier back, and those above it. Raises NotFound, OwnBadge, AlreadyRevoked."""
    award = await award_by_id(award_id)
    if award is None:
        raise NotFound
    if award.person_id == by:
        raise OwnBadge
    async with transaction():
        taken = await rows(
            "UPDATE badge_award SET revoked_at = $1, revoked_by_id = $2, revoked_reason = $3 WHERE person_id = $4 "
            "AND badge = $5 AND tier >= $6 AND revoked_at IS NULL RETURNING id, tier",
            to_millis(clock.now()), by, reason, award.person_id, award.badge, award.tier,
        )  # fmt: skip
        if award_id not in {row["id"] for row in taken}:
            raise AlreadyRevoked
        for row in taken:
            before = {"badge": award.badge, "tier": row["tier"], "revoked": False}
            after = {**before, "revoked": True, "reason": reason}
            await record("badge.revoke", "badge_award", row["id"], by, before, after)
