"""The hash chain over the ledger: transfers are sealed once no earlier one can still appear, off the hot path."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from gamification import GENESIS, link
from server import clock
from server.database import is_postgresql, rows, transaction
from server.database.fields import to_millis
from server.web.logs import log

OLD_ENOUGH = timedelta(minutes=1)  # seals come in portions worth a transaction; safety is `_horizon`'s business
PORTION = 500
MOST = 10_000  # a round's; the next one goes on
SEALED = (
    "id", "key", "body_hash", "group_key", "kind", "unit", "debit_id", "credit_id", "amount", "parent_key", "slot",
    "decision_id", "person_id", "effective_at", "recorded_at", "expires_at",
)  # fmt: skip
_COLUMNS = ", ".join(f"t.{name}" for name in SEALED)


@dataclass(frozen=True, slots=True)
class Head:
    """The chain's end: the last sealed transfer, how many are sealed, and the hash that covers them all."""

    transfer_id: int = 0
    transfers: int = 0
    hash: str = GENESIS

    def after(self, row: dict[str, Any]) -> "Head":
        """The head once a row is added to the chain."""
        content = {name: row[name] for name in SEALED}
        return Head(row["id"], self.transfers + 1, link(self.hash, content))


_OLDEST_UNSEALED = """
SELECT id, recorded_at FROM transfer
WHERE id > COALESCE((SELECT max(last_transfer_id) FROM ledger_seal), 0) ORDER BY id LIMIT 1
"""


async def seal_ledger() -> None:
    """Chore: seal what is a minute old, one seal for each transfer, so that the first bad one has a name."""
    oldest = await rows(_OLDEST_UNSEALED)
    if not oldest or oldest[0]["recorded_at"] > to_millis(clock.now() - OLD_ENOUGH):
        return
    head = await sealed_head()
    until = min(await _horizon(), await _last_old_one(head.transfer_id), oldest[0]["id"] + MOST)
    while head.transfer_id < until:
        sealed = await _seal(head, until)
        if sealed == head:
            return
        head = sealed


async def sealed_head() -> Head:
    """Where the chain ends today."""
    found = await rows("SELECT last_transfer_id, transfers, head_hash FROM ledger_seal ORDER BY id DESC LIMIT 1")
    return Head(*found[0].values()) if found else Head()


async def _horizon() -> int:
    """The highest transfer below which none can appear any more; 0 when that cannot be said now.

    On SQLite a writer has the file to itself from before it takes an id until it commits: ids appear in their order.
    On PostgreSQL an id is taken when a row is inserted, and the row appears at the commit: a lower one may come after
    a higher one. But whoever inserts holds a lock on the table since before the id was taken and until the commit.
    A lock that those exclude is granted only when none of them is under way, and who comes after takes higher ids.
    It is held for one look, and given up when it does not come at once, so that nobody who earns waits for it.
    """
    try:
        async with transaction():
            if is_postgresql():
                await rows("SET LOCAL lock_timeout = '300ms'")
                await rows("LOCK TABLE transfer IN SHARE MODE")
            found = await rows("SELECT max(id) AS last FROM transfer")
            return int(found[0]["last"] or 0)
    except Exception as error:  # the next round tries again; a database that is away is said by everybody
        log.info("ledger_not_sealed", problem=type(error).__name__)
        return 0


async def _last_old_one(after: int) -> int:
    found = await rows(
        "SELECT min(id) AS young, max(id) AS last FROM transfer WHERE id > $1 AND recorded_at > $2",
        after, to_millis(clock.now() - OLD_ENOUGH),
    )  # fmt: skip
    young = found[0]["young"]
    return int(young) - 1 if young is not None else 2**62


async def _seal(head: Head, until: int) -> Head:
    """One portion. Two who seal at once write the same: what lies below the horizon is settled."""
    found = await rows(
        f"SELECT {_COLUMNS} FROM transfer t WHERE t.id > $1 AND t.id <= $2 ORDER BY t.id LIMIT {PORTION}",
        head.transfer_id, until,
    )  # fmt: skip
    values: list[Any] = []
    for row in found:
        head = head.after(row)
        values += [head.transfer_id, head.transfers, head.hash, to_millis(clock.now())]
    if found:
        lines = ", ".join(f"(${n * 4 + 1}, ${n * 4 + 2}, ${n * 4 + 3}, ${n * 4 + 4})" for n in range(len(found)))
        await rows(
            f"INSERT INTO ledger_seal (last_transfer_id, transfers, head_hash, sealed_at) VALUES {lines} "
            "ON CONFLICT (last_transfer_id) DO NOTHING RETURNING id",
            *values,
        )
    return head


_REMOVED = """
SELECT s.last_transfer_id AS id FROM ledger_seal s LEFT JOIN transfer t ON t.id = s.last_transfer_id
WHERE t.id IS NULL ORDER BY s.last_transfer_id LIMIT 1
"""


async def seals_hold() -> list[str]:
    """Invariant 35: the first transfer that is not as it was sealed, whatever was done to it.

    Who removes the newest transfers together with their seals leaves a shorter chain that holds: a copy of the head,
    kept elsewhere, shows it.
    """
    removed = await rows(_REMOVED)
    gone = int(removed[0]["id"]) if removed else None
    broken = await _first_broken()
    if gone is not None and (broken is None or gone <= broken[0]):
        return [f"transfer {gone}: removed after it was sealed"]
    return [f"transfer {broken[0]}: {broken[1]}"] if broken else []


async def _first_broken() -> tuple[int, str] | None:
    end, head = (await sealed_head()).transfer_id, Head()
    while found := await rows(
        f"SELECT {_COLUMNS}, s.head_hash, s.transfers FROM transfer t LEFT JOIN ledger_seal s "
        f"ON s.last_transfer_id = t.id WHERE t.id > $1 AND t.id <= $2 ORDER BY t.id LIMIT {PORTION}",
        head.transfer_id, end,
    ):  # fmt: skip
        for row in found:
            head = head.after(row)
            if row["head_hash"] is None:
                return row["id"], "put in below what was sealed"
            if row["head_hash"] != head.hash:
                return row["id"], "not as it was sealed, or one before it is missing"
            if row["transfers"] != head.transfers:
                return row["id"], "its seal was altered"
    return None
