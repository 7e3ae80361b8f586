"""What is still owed in points, in euros: at the programme's rate, and at what the gifts ordered were really worth."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gamification import COUNTING_ORDERS, POINTS_PER_EURO
from server.database import rows
from server.database.fields import to_millis
from server.points.queries import Outstanding, outstanding_points, points_lapsing_by

A_YEAR, SOON = timedelta(days=365), timedelta(days=90)


@dataclass(frozen=True, slots=True)
class RealValue:
    """What the orders of twelve months were worth, in cents of face value, and what they cost in points."""

    cents: int
    points: int

    def of(self, points: int) -> int:
        """Cents that so many points would become, at this average."""
        return round(points * self.cents / self.points)


@dataclass(frozen=True, slots=True)
class Owed:
    """Points of everybody together, what lapses within 90 days, and the average of the orders where there are any."""

    points: Outstanding
    lapsing: int
    real: RealValue | None

    def cents(self, points: int) -> int:
        """At the average where there is one, at the programme's rate until then."""
        return self.real.of(points) if self.real else at_rate(points)

    @property
    def total_cents(self) -> int:
        """What all of it would cost."""
        return self.cents(self.points.total)

    def covered(self, left: int) -> int:
        """How many hundredths of it a sum in cents pays for; all of it where nothing is owed."""
        return min(100, 100 * left // self.total_cents) if self.total_cents else 100


def at_rate(points: int) -> int:
    """Cents at the programme's rate."""
    return round(points * 100 / POINTS_PER_EURO)


async def owed(now: datetime) -> Owed:
    """As it stands now."""
    return Owed(await outstanding_points(), await points_lapsing_by(now + SOON), await real_value(now - A_YEAR))


async def real_value(since: datetime) -> RealValue | None:
    """The orders since then that became or still become a gift; nothing before the first one."""
    marks = ", ".join(f"${number}" for number in range(2, 2 + len(COUNTING_ORDERS)))
    found = await rows(
        "SELECT COALESCE(sum(value_cents), 0) AS cents, COALESCE(sum(cost), 0) AS points FROM redemption "
        f"WHERE requested_at >= $1 AND state IN ({marks})",
        to_millis(since), *COUNTING_ORDERS,
    )  # fmt: skip
    cents, points = int(found[0]["cents"]), int(found[0]["points"])
    return RealValue(cents, points) if points else None
