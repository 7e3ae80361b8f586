"""Scores must be what the ledger confirmed, period by period."""

from collections import Counter
from datetime import datetime

from server.database import rows
from server.database.fields import from_millis
from server.points.queries import Earning, earnings
from server.standings.counting import ALL_TIME, counted_in

MOST = 20


async def scores_tie_out() -> list[str]:
    """Invariant 24: a person's scores are what they earned, less what was taken back before the close."""
    closed = {
        row["period"]: from_millis(row["closed_at"])
        for row in await rows("SELECT period, closed_at FROM closed_period")
    }
    earned = _expected(await earnings(), closed)
    scored = Counter(
        {
            (row["person_id"], row["period"]): int(row["points"])
            for row in await rows(
                "SELECT person_id, period, sum(points) AS points FROM score GROUP BY person_id, period"
            )
        }
    )
    return [
        f"scores of {person} in {period}: {scored[person, period]} points, the ledger makes {earned[person, period]}"
        for person, period in sorted(earned.keys() | scored.keys())
        if scored[person, period] != earned[person, period]
    ][:MOST]


def _expected(every: list[Earning], closed: dict[str, datetime]) -> Counter[tuple[str, str]]:
    """What the ledger makes of each person's periods."""
    expected: Counter[tuple[str, str]] = Counter()
    for each in every:
        for period in (*counted_in(each.at, each.recorded_at, closed), ALL_TIME):
            if not _was_subtracted(each, closed.get(period)):
                expected[each.person_id, period] += each.xp
    return expected


def _was_subtracted(each: Earning, closed_at: datetime | None) -> bool:
    """A reversal counts where the period was open still; later it is a note beside the frozen rank."""
    return each.taken_back_at is not None and (closed_at is None or each.taken_back_at < closed_at)
