"""What HR asks about bonuses: what waits, what is approved, what went to payroll, and one payment whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.bonuses.payroll_file import PayrollFile
from server.bonuses.queries import InstalmentSeen, PlanOutlook, instalment, outlook
from server.bonuses.wording import gross, milestone_name, state_name, why
from server.database import rows
from server.database.fields import from_millis

MOST = 300
SHELVES = {"due": ("due",), "approved": ("approved",), "exported": ("exported",), "refused": ("refused", "none")}


@dataclass(frozen=True, slots=True)
class BonusLine:
    """A payment as HR sees it: whose, for which opening, how far, by whose word."""

    seen: InstalmentSeen
    name: str
    employee_number: str
    opening: str
    has_ended: bool
    decided_at: datetime | None
    decided_by: str
    batch: int | None
    taken_back_by: str | None

    @property
    def gross(self) -> str:
        """Its amount."""
        return gross(self.seen.amount, self.seen.currency)

    @property
    def what(self) -> str:
        """What it pays, or takes back."""
        return milestone_name(self.seen.milestone)

    @property
    def state_name(self) -> str:
        """How far it is."""
        return state_name(self.seen.state)

    @property
    def why(self) -> str:
        """Why nothing is paid, or why it was taken back."""
        return why(self.seen.state, self.seen.reason)


@dataclass(frozen=True, slots=True)
class BatchSeen:
    """A file that went to payroll, and what checks it."""

    number: int
    created_at: datetime
    created_by: str
    file: PayrollFile
    currency: str

    @property
    def gross(self) -> str:
        """The sum of its lines."""
        return gross(self.file.total, self.currency)


_LINES = """
SELECT i.*, p.given_name, p.family_name, p.employee_number, o.title, r.closed_at, b.number AS batch,
    d.given_name AS by_given, d.family_name AS by_family,
    (SELECT c.id FROM bonus_instalment c WHERE c.corrects_id = i.id) AS taken_back_by
FROM bonus_instalment i JOIN person p ON p.id = i.person_id JOIN referral r ON r.id = i.referral_id
JOIN opening o ON o.id = r.opening_id LEFT JOIN payroll_batch b ON b.id = i.batch_id
LEFT JOIN person d ON d.id = i.decided_by_id
"""


async def counts() -> dict[str, int]:
    """How many payments lie on each shelf."""
    found = {row["state"]: int(row["n"]) for row in await rows(
        "SELECT state, count(*) AS n FROM bonus_instalment GROUP BY state"
    )}  # fmt: skip
    return {shelf: sum(found.get(state, 0) for state in states) for shelf, states in SHELVES.items()}


async def bonuses_waiting() -> int:
    """How many payments wait for HR's word: it comes by itself except where the referral ended."""
    return int((await rows("SELECT count(*) AS n FROM bonus_instalment WHERE state = 'due'"))[0]["n"])


async def lines_on(shelf: str) -> tuple[BonusLine, ...]:
    """The payments of a shelf: those that need a word first, then by day, the last ones first where all is done."""
    states = SHELVES[shelf]
    places = ", ".join(f"${number}" for number in range(1, len(states) + 1))
    order = "(i.approves_at IS NULL) DESC, i.due_on, i.id" if shelf in ("due", "approved") else "i.id DESC"
    found = await rows(f"{_LINES} WHERE i.state IN ({places}) ORDER BY {order} LIMIT {MOST}", *states)
    return tuple(_line(row) for row in found)


async def sums_on(shelf: str) -> tuple[str, ...]:
    """What all the payments of a shelf come to, a currency at a time; those that no page shows too."""
    states = SHELVES[shelf]
    places = ", ".join(f"${number}" for number in range(1, len(states) + 1))
    found = await rows(
        f"SELECT currency, sum(amount) AS total FROM bonus_instalment WHERE state IN ({places}) "
        "GROUP BY currency ORDER BY currency",
        *states,
    )
    return tuple(gross(int(row["total"]), row["currency"]) for row in found)


async def line_by_id(instalment_id: str) -> BonusLine | None:
    """One payment."""
    found = await rows(f"{_LINES} WHERE i.id = $1", instalment_id)
    return _line(found[0]) if found else None


async def lines_of_batch(number: int) -> tuple[BonusLine, ...]:
    """The payments that a batch holds."""
    found = await rows(f"{_LINES} WHERE b.number = $1 ORDER BY p.family_name, p.given_name, i.id", number)
    return tuple(_line(row) for row in found)


def _line(row: dict[str, Any]) -> BonusLine:
    return BonusLine(
        seen=instalment(row),
        name=f"{row['given_name']} {row['family_name']}",
        employee_number=row["employee_number"] or "",
        opening=row["title"],
        has_ended=row["closed_at"] is not None,
        decided_at=None if row["decided_at"] is None else from_millis(row["decided_at"]),
        decided_by=f"{row['by_given']} {row['by_family']}" if row["by_given"] else "",
        batch=row["batch"],
        taken_back_by=row["taken_back_by"],
    )


_BATCHES = """
SELECT b.number, b.created_at, b.lines, b.total, b.digest, CASE WHEN b.number = $1 THEN b.content ELSE '' END
    AS content, p.given_name, p.family_name,
    (SELECT max(i.currency) FROM bonus_instalment i WHERE i.batch_id = b.id) AS currency
FROM payroll_batch b LEFT JOIN person p ON p.id = b.created_by_id
"""


async def batches() -> tuple[BatchSeen, ...]:
    """What went to payroll, the latest first; without the files themselves."""
    found = await rows(f"{_BATCHES} ORDER BY b.number DESC LIMIT {MOST}", 0)
    return tuple(_batch(row) for row in found)


async def batch(number: int) -> BatchSeen | None:
    """One batch with its file as it was made."""
    found = await rows(f"{_BATCHES} WHERE b.number = $1", number)
    return _batch(found[0]) if found else None


def _batch(row: dict[str, Any]) -> BatchSeen:
    return BatchSeen(
        number=row["number"],
        created_at=from_millis(row["created_at"]),
        created_by=f"{row['given_name']} {row['family_name']}" if row["given_name"] else "",
        file=PayrollFile(row["content"], row["lines"], row["total"], row["digest"]),
        currency=row["currency"] or "EUR",
    )


async def versions_of(plan_id: str) -> tuple[PlanOutlook, ...]:
    """Every version of a plan, the latest first, those to come included."""
    found = await rows("SELECT * FROM bonus_plan_version WHERE plan_id = $1 ORDER BY number DESC", plan_id)
    return tuple(outlook(row) for row in found)
