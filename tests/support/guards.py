"""What somebody with the database's password could do: take the guards of a table away for a while."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from server.database import is_postgresql, rows


@asynccontextmanager
async def without_guards(*tables: str) -> AsyncIterator[None]:
    """The tables, and that of the seals, without triggers that refuse; nothing puts them back on SQLite."""
    for table in (*tables, "ledger_seal"):
        if is_postgresql():
            await rows(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            continue
        for row in await rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = $1", table):
            await rows(f"DROP TRIGGER {row['name']}")
    yield
