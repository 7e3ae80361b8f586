"""The money for gifts of a season: what HR enters, what orders have taken, where it goes at this pace."""

from dataclasses import dataclass
from datetime import datetime

from gamification import Period, PeriodKind, next_period, period_of
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.web.audit import record
from server.web.locale import zone


class BudgetBelowTaken(Exception):
    """Orders have taken more than this budget already; nothing was changed. In cents."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


@dataclass(frozen=True, slots=True)
class SeasonMoney:
    """A season's money, in cents of face value. Without a budget nothing is refused."""

    period: Period
    budget: int | None
    taken: int

    @property
    def left(self) -> int | None:
        """What orders may still take."""
        return None if self.budget is None else self.budget - self.taken

    @property
    def percent(self) -> int:
        """How much of the budget is taken; a budget of nothing is used up."""
        if not self.budget:
            return 0 if self.budget is None else 100
        return round(100 * self.taken / self.budget)

    def elapsed(self, now: datetime) -> float:
        """How much of the season is over, from 0 to 1."""
        gone = (now - self.period.starts_at) / (self.period.ends_at - self.period.starts_at)
        return min(1.0, max(0.0, gone))

    def forecast(self, now: datetime) -> int | None:
        """What is taken by the end at the pace so far; nothing on a season's first day, which says little."""
        elapsed = self.elapsed(now)
        return round(self.taken / elapsed) if elapsed > 1 / 90 else None


def open_seasons(now: datetime) -> tuple[Period, Period]:
    """The present season and the next one: those whose budget can be entered."""
    present = period_of(now, PeriodKind.SEASON, zone())
    return present, next_period(present, zone())


async def season_money(period: Period) -> SeasonMoney:
    """What there is for a season, and what is taken."""
    found = await rows("SELECT budget_cents, used_cents FROM gift_season WHERE season = $1", period.key)
    budget, taken = (found[0]["budget_cents"], found[0]["used_cents"]) if found else (None, 0)
    return SeasonMoney(period, budget, taken)


async def enter_budget(season: str, budget: int | None, by: str) -> None:
    """Enter or correct a season's budget; without one, nothing bounds it. Raises BudgetBelowTaken."""
    async with transaction():
        held = await rows(
            "INSERT INTO gift_season (season) VALUES ($1) ON CONFLICT (season) DO UPDATE SET season = excluded.season "
            "RETURNING budget_cents, used_cents",
            season,
        )
        before, taken = held[0]["budget_cents"], held[0]["used_cents"]
        if budget is not None and budget < taken:
            raise BudgetBelowTaken(taken)
        if before != budget:
            await rows(
                "UPDATE gift_season SET budget_cents = $2, entered_at = $3, entered_by_id = $4 WHERE season = $1 "
                "RETURNING season",
                season, budget, to_millis(clock.now()), by,
            )  # fmt: skip
            await record("gift.season", "gift_season", season, by, {"budget_cents": before}, {"budget_cents": budget})
