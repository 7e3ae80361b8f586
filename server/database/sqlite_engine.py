"""Tortoise engine for SQLite that begins with the write lock and never leaks it.

The stock engine opens deferred transactions ("database is locked" under load) and keeps its lock for ever when a task
is cancelled around BEGIN. Tortoise finds its SQLite schema editor by the word "sqlite" in this module's name.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from tortoise.backends.sqlite.client import (
    SqliteClient as StockClient,
)
from tortoise.backends.sqlite.client import (
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError

from server.database import sqlite_rebuilds as sqlite_rebuilds  # keeps indexes and triggers in migrations
from server.database.sqlite_direct import DirectConnection

PRAGMAS = {
    "busy_timeout": 15000,
    "synchronous": "FULL",
    "secure_delete": "ON",  # what is deleted is overwritten, not merely forgotten
    "temp_store": "MEMORY",
    "cache_size": -16000,
    "mmap_size": 134217728,
    "journal_size_limit": 64 * 1024 * 1024,
}


class ImmediateWrapper(SqliteTransactionWrapper):
    """A transaction that takes the write lock at once."""

    async def begin(self) -> None:
        """BEGIN IMMEDIATE: a later upgrade from reader to writer can fail, this cannot."""
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error


class ImmediateContext(SqliteTransactionContext):
    """Enters a transaction; gives the process-wide lock back whatever happens on the way in."""

    async def __aenter__(self) -> Any:
        """Begin, or undo a begin that ran while the task was being cancelled."""
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self._begin()
            self.token = get_connections().set(self.connection_name, self.connection)
            return self.connection
        except BaseException:
            self._trxlock.release()
            raise

    async def _begin(self) -> None:
        begin = asyncio.ensure_future(self.connection.begin())
        try:
            await asyncio.shield(begin)
        except asyncio.CancelledError:
            with suppress(OperationalError):
                await begin
                await self.connection.rollback()
            raise


class SqliteClient(StockClient):
    """The stock client with our pragmas and our transactions; `direct` spares it the thread."""

    def __init__(self, file_path: str, direct: bool = False, **options: Any) -> None:
        super().__init__(file_path, **{**PRAGMAS, **options})
        self.direct = direct

    async def create_connection(self, with_db: bool) -> None:
        """Open the file, here or in a thread."""
        if not self.direct:
            await super().create_connection(with_db)
        elif not self._connection:
            self._connection = await DirectConnection(self._open, iter_chunk_size=64)
            for pragma, value in self.pragmas.items():
                await self._connection.execute(f"PRAGMA {pragma}={value}")
            await self._post_connect()

    def _open(self) -> sqlite3.Connection:
        opened = sqlite3.connect(self.filename, isolation_level=None)
        opened.row_factory = sqlite3.Row
        return opened

    def _in_transaction(self) -> Any:
        return ImmediateContext(ImmediateWrapper(self), self._lock)

    async def execute_many(self, query: str, values: Sequence[Sequence[Any]]) -> None:
        """Run inside a transaction of ours: the stock one stays open when its task is cancelled."""
        async with self._in_transaction() as connection:
            await connection.execute_many(query, values)


client_class = SqliteClient
