"""All badges that can be earned, as one person sees them: held ones first, then the nearest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gamification import BADGES, Badge, badge_progress
from server.badges.awards import Award, awards_of
from server.badges.queries import metrics
from server.badges.wording import badge_name, criterion, story


@dataclass(frozen=True, slots=True)
class ShelfBadge:
    """A badge with the tier held (0: none), the way to the next one, and the address by which it is shown."""

    key: str
    name: str
    story: str
    tier: int
    tiers: int
    earned_at: datetime | None
    earned_by: str
    next_criterion: str
    value: int
    target: int
    code: str
    revoked_at: datetime | None
    revoked_reason: str

    @property
    def is_whole(self) -> bool:
        """Every tier is held."""
        return self.tier == self.tiers


async def shelf(person_id: str) -> tuple[ShelfBadge, ...]:
    """The live badges in two groups: held, then by how near they are."""
    counts, given = await metrics(person_id), await awards_of(person_id)
    seen = [
        _seen(badge, counts, [each for each in given if each.badge == badge.key]) for badge in BADGES if badge.is_live
    ]
    return tuple(sorted(seen, key=lambda each: (each.tier == 0, -each.value / max(1, each.target))))


def _seen(badge: Badge, counts: dict[str, int], given: Sequence[Award]) -> ShelfBadge:
    live, gone = [each for each in given if each.is_live], [each for each in given if not each.is_live]
    towards = badge_progress(badge, counts, {(badge.key, each.tier) for each in given})
    highest = live[-1] if live else None
    return ShelfBadge(
        key=badge.key,
        name=badge_name(badge.key),
        story=story(badge.key),
        tier=highest.tier if highest else 0,
        tiers=len(badge.thresholds),
        earned_at=highest.awarded_at if highest else None,
        earned_by=criterion(badge.key, badge.thresholds[highest.tier - 1]) if highest else "",
        next_criterion=criterion(badge.key, towards.target) if towards.tier else "",
        value=towards.value,
        target=towards.target,
        code=next((each.code for each in given if each.code), ""),
        revoked_at=gone[-1].revoked_at if gone else None,
        revoked_reason=gone[-1].revoked_reason if gone else "",
    )
