"""The database door: one URL, two engines, short transactions."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any

from tortoise import Tortoise
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from server.database.config import tortoise_config

PLACEHOLDER = re.compile(r"\$(\d+)")


@asynccontextmanager
async def database(url: str, *, direct: bool = False) -> AsyncIterator[None]:
    """Open the database for this process and close it whatever happens: an open SQLite thread keeps Python alive.

    `direct`: SQLite runs in the calling thread, for programs that do one thing after the other.
    """
    EXECUTOR_CACHE.clear()  # keyed by connection name only: SQL of one dialect must not reach the other
    extra = {"direct": True} if direct and url.startswith("sqlite") else {}
    await Tortoise.init(config=tortoise_config(url, **extra), _enable_global_fallback=True)
    try:
        yield
    finally:
        await Tortoise.close_connections()


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """All or nothing; nested, a savepoint. Nothing inside may await the network."""
    async with in_transaction("default"):
        yield


def is_postgresql() -> bool:
    """Which of the two dialects the open database speaks."""
    return get_connection("default").capabilities.dialect == "postgres"


async def rows(query: str, *values: Any) -> list[dict[str, Any]]:
    """Run SQL written with $1, $2... on either dialect; the result's rows, RETURNING included."""
    client = get_connection("default")
    text = query if client.capabilities.dialect == "postgres" else _in_sqlite_style(query)
    return [dict(row) for row in await client.execute_query_dict(text, list(values))]


@lru_cache(maxsize=1024)
def _in_sqlite_style(query: str) -> str:
    return PLACEHOLDER.sub(r"?\1", query)
