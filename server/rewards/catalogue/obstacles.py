"""What stands between somebody and a gift, known before they order it: the same reasons an order is refused for."""

from dataclasses import dataclass
from datetime import date

from gamification import Ceiling, counts_for_ceiling
from server.rewards.known import (
    CeilingReached,
    LevelTooLow,
    LimitReached,
    NoTeam,
    NotEnoughPoints,
    NotOffered,
    OrderRefused,
    OutOfStock,
    PotOpen,
    RewardSeen,
    SeasonClosed,
    WatchReached,
    YearUnknown,
)
from server.rewards.queries import is_offered


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where somebody stands. Points, cents; `ceiling` is None in a year without a figure, money None without a limit.

    `taken` counts this very gift in its window; `pot_id` is the team's open pot for it; `received` is the year's sum,
    payroll included, and `watch` the law's.
    """

    day: date
    balance: int
    level: int
    ceiling: Ceiling | None
    season_left: int | None
    taken: int = 0
    team_id: str | None = None
    pot_id: str | None = None
    received: int = 0
    watch: int | None = None

    def passes_watch(self, cents: int) -> bool:
        """Whether this much more reaches the sum from which the law wants a written contract."""
        return self.watch is not None and self.received + cents >= self.watch


def obstacle(reward: RewardSeen, now: Circumstances) -> OrderRefused | None:
    """The first reason that an order would be refused for, or None. Saving comes before waiting for HR."""
    if not is_offered(reward, now.day):
        return NotOffered()
    if reward.kind == "team_pot":
        return _of_a_pot(reward, now) or _of_money(reward, now)
    return _of_the_gift(reward, now) or _of_points(reward, now) or _of_money(reward, now)


def _of_a_pot(reward: RewardSeen, now: Circumstances) -> OrderRefused | None:
    if now.team_id is None:
        return NoTeam()
    if now.pot_id is not None:
        return PotOpen(now.pot_id)
    return _of_the_gift(reward, now) or (NotEnoughPoints(1) if now.balance < 1 else None)


def _of_the_gift(reward: RewardSeen, now: Circumstances) -> OrderRefused | None:
    if reward.left is not None and reward.left < 1:
        return OutOfStock()
    if now.level < reward.min_level:
        return LevelTooLow(reward.min_level)
    if reward.limit_count is not None and now.taken >= reward.limit_count:
        return LimitReached(reward.limit_count, reward.limit_window)
    return None


def _of_points(reward: RewardSeen, now: Circumstances) -> OrderRefused | None:
    return NotEnoughPoints(reward.cost - now.balance) if now.balance < reward.cost else None


def _of_money(reward: RewardSeen, now: Circumstances) -> OrderRefused | None:
    if now.season_left is not None and now.season_left < reward.value_cents:
        return SeasonClosed()
    if not counts_for_ceiling(reward.kind, reward.tax_label, False):
        return None
    if now.ceiling is None:
        return YearUnknown(now.day.year)
    if not now.ceiling.fits(reward.value_cents):
        return CeilingReached(now.day.year, now.ceiling.used, now.ceiling.ceiling)
    if now.watch is not None and now.passes_watch(reward.value_cents):
        return WatchReached(now.day.year, now.watch)
    return None
