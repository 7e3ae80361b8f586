"""Tortoise engine for PostgreSQL that gives its pool connection back when a task is cancelled during BEGIN."""

import asyncio
from typing import Any

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionContextPooled
from tortoise.connection import get_connections


class ReturningContext(TransactionContextPooled):
    """The stock context leaves the connection checked out for ever when BEGIN does not complete."""

    async def __aenter__(self) -> Any:
        """Take a connection, begin, or give it back."""
        await self.ensure_connection()
        pool: Any = self.client._parent._pool
        self.client._connection = await pool.acquire()
        try:
            await self.client.begin()
        except BaseException:
            await asyncio.shield(pool.release(self.client._connection))
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client


class PostgresqlClient(AsyncpgDBClient):
    """The stock client with our transactions."""

    def _in_transaction(self) -> Any:
        return ReturningContext(TransactionWrapper(self), self._pool_init_lock)


client_class = PostgresqlClient
