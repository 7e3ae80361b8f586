"""All badges that can be earned, as one person sees them: held ones first, then the nearest."""

from dataclasses import dataclass
from datetime import datetime

from gamification import BADGES, Badge, badge_progress
from server.badges.queries import held, metrics
from server.badges.wording import badge_name, criterion, story
from server.database.fields import from_millis


@dataclass(frozen=True, slots=True)
class ShelfBadge:
    """A badge with the tier held (0: none) and the way to the next one."""

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

    @property
    def is_whole(self) -> bool:
        """Every tier is held."""
        return self.tier == self.tiers


async def shelf(person_id: str) -> tuple[ShelfBadge, ...]:
    """The live badges in two groups: held, then by how near they are."""
    counts, mine = await metrics(person_id), await held(person_id)
    seen = [_seen(badge, counts, mine) for badge in BADGES if badge.is_live]
    return tuple(sorted(seen, key=lambda each: (each.tier == 0, -each.value / max(1, each.target))))


def _seen(badge: Badge, counts: dict[str, int], mine: dict[tuple[str, int], int]) -> ShelfBadge:
    tier = max((number for key, number in mine if key == badge.key), default=0)
    towards = badge_progress(badge, counts, mine)
    return ShelfBadge(
        key=badge.key,
        name=badge_name(badge.key),
        story=story(badge.key),
        tier=tier,
        tiers=len(badge.thresholds),
        earned_at=from_millis(mine[badge.key, tier]) if tier else None,
        earned_by=criterion(badge.key, badge.thresholds[tier - 1]) if tier else "",
        next_criterion=criterion(badge.key, towards.target) if towards.tier else "",
        value=towards.value,
        target=towards.target,
    )
