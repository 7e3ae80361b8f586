"""The connection to the other system as it is stored: its address, its secrets, how the last message went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server import clock
from server.ats.keys import Direction, Secrets, follow, fresh_key, open_secrets, seal_secrets
from server.ats.standard_webhooks import secret_text
from server.database import rows, transaction
from server.database.fields import from_millis, to_millis
from server.messages import N_
from server.web.audit import record
from server.web.problems import Refused

SEND = "ats.send"
NO_ADDRESS = N_("Save the address first, and make the secret that signs what we send.")
_COLUMN = {"out": "sealed_out", "in": "sealed_in"}


@dataclass(frozen=True, slots=True)
class Connection:
    """Where stages go to and come from. Secrets stay sealed until they are used."""

    url: str = ""
    sealed_out: str = ""
    sealed_in: str = ""
    failures: int = 0
    problem: str = ""
    sent_at: datetime | None = None

    @property
    def sends(self) -> bool:
        """Whether moves are told to the other system."""
        return bool(self.url and self.sealed_out)

    def secrets(self, direction: Direction) -> Secrets | None:
        """The secrets of one direction, unsealed, where they can be."""
        sealed = self.sealed_out if direction == "out" else self.sealed_in
        return open_secrets(sealed, direction) if sealed else None


async def connection() -> Connection:
    """The connection; an empty one until HR sets it up."""
    found = await rows("SELECT * FROM ats_connection WHERE id = 1")
    return _connection(found[0]) if found else Connection()


def _connection(row: dict[str, Any]) -> Connection:
    return Connection(
        url=row["url"] or "",
        sealed_out=row["sealed_out"] or "",
        sealed_in=row["sealed_in"] or "",
        failures=row["failures"],
        problem=row["problem"] or "",
        sent_at=None if row["sent_at"] is None else from_millis(row["sent_at"]),
    )


async def change_address(url: str, by: str) -> None:
    """Send to another address, or to none: an empty one ends the sending."""
    async with transaction():
        before = await _held()
        await rows(
            "UPDATE ats_connection SET url = $1, failures = 0, problem = NULL, version = version + 1 WHERE id = 1 "
            "RETURNING id",
            url or None,
        )
        await record("ats.address", "ats", "1", by, {"url": before.url}, {"url": url})


async def change_secret(direction: Direction, by: str, key: bytes | None = None) -> str:
    """A new secret for one direction, ours unless theirs is given; its text, to be shown once."""
    async with transaction():
        before = await _held()
        key = key or fresh_key()
        sealed = seal_secrets(follow(before.secrets(direction), key, clock.now()), direction)
        await rows(
            f"UPDATE ats_connection SET {_COLUMN[direction]} = $1, version = version + 1 WHERE id = 1 RETURNING id",
            sealed,
        )
        await record("ats.secret", "ats", "1", by, None, {"direction": direction})
        return secret_text(key)


async def _held() -> Connection:
    """The row is made by its first change, which also lets one at a time through."""
    found = await rows("INSERT INTO ats_connection (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 1 RETURNING *")
    return _connection(found[0])


async def note_sent() -> None:
    """The other system took a message."""
    await rows(
        "UPDATE ats_connection SET failures = 0, problem = NULL, sent_at = $1 WHERE id = 1 RETURNING id",
        to_millis(clock.now()),
    )


async def note_failure(problem: str) -> None:
    """It did not: one more in a row, and why, as a key that `wording` says."""
    await rows(
        "UPDATE ats_connection SET failures = failures + 1, problem = $1 WHERE id = 1 RETURNING id", problem[:300]
    )


@dataclass(frozen=True, slots=True)
class Queue:
    """Messages on their way, and those that were given up."""

    waiting: int
    given_up: int


async def queue() -> Queue:
    """How many messages have not arrived."""
    found = await rows("SELECT dead, count(*) AS n FROM job WHERE kind = $1 GROUP BY dead", SEND)
    counted = {bool(row["dead"]): int(row["n"]) for row in found}
    return Queue(counted.get(False, 0), counted.get(True, 0))


async def try_again(by: str) -> int:
    """Send once more what was given up; how many. Raises Refused while there is no address."""
    async with transaction():
        if not (await _held()).sends:
            raise Refused(NO_ADDRESS)
        revived = await rows(
            "UPDATE job SET dead = $1, attempts = 0, due_ms = $2 WHERE kind = $3 AND dead = $4 RETURNING id",
            False, to_millis(clock.now()), SEND, True,
        )  # fmt: skip
        await record("ats.retry", "ats", "1", by, None, {"messages": len(revived)})
        return len(revived)
