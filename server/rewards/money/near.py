"""Who received nearly what a calendar year allows: named for payroll, which has to know before the line."""

from dataclasses import dataclass

from gamification import COUNTING_ORDERS
from server.database import rows

NEAR_PERCENT = 80
MOST = 200


@dataclass(frozen=True, slots=True)
class Received:
    """What somebody received in a calendar year, in cents. Whether they still take part is nobody's business here."""

    name: str
    employee_number: str
    cents: int


@dataclass(frozen=True, slots=True)
class Near:
    """Who is at four fifths of a bound and above, the highest first. `bound` in cents."""

    bound: int
    people: tuple[Received, ...]

    @property
    def reached(self) -> int:
        """How many of them are at the bound, or beyond one that was lowered."""
        return sum(each.cents >= self.bound for each in self.people)


async def near_ceiling(year: int, ceiling: int) -> Near:
    """What counts towards the ceiling: neither donations, nor pots, nor what goes through payroll."""
    return await _near("counted_cents", "counted_cents > 0", year, ceiling)


async def near_watch(year: int, watch: int) -> Near:
    """All that somebody received for themselves, through payroll or not."""
    return await _near("value_cents", "(through_payroll OR counted_cents > 0)", year, watch)


async def _near(column: str, which: str, year: int, bound: int) -> Near:
    if bound <= 0:
        return Near(bound, ())
    marks = ", ".join(f"${number}" for number in range(3, 3 + len(COUNTING_ORDERS)))
    found = await rows(
        "SELECT p.given_name, p.family_name, p.employee_number, s.cents "
        f"FROM (SELECT person_id, sum({column}) AS cents FROM redemption "
        f"WHERE year = $1 AND {which} AND state IN ({marks}) GROUP BY person_id HAVING sum({column}) * 100 >= $2) s "
        "JOIN person p ON p.id = s.person_id "
        f"ORDER BY s.cents DESC, p.family_name, p.given_name, p.id LIMIT {MOST}",
        year, bound * NEAR_PERCENT, *COUNTING_ORDERS,
    )  # fmt: skip
    people = (
        Received(f"{row['given_name']} {row['family_name']}".strip(), row["employee_number"] or "", int(row["cents"]))
        for row in found
    )
    return Near(bound, tuple(people))
