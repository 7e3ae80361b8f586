"""Brings a database to the newest schema: one at a time, and never at the price of rows."""

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.exceptions import OperationalError

from server.database import database, rows
from server.database.config import tortoise_config

ADVISORY_LOCK = 7203947


async def migrate(url: str) -> None:
    """Apply what is missing. Replicas that start together wait for one another."""
    is_sqlite = url.startswith("sqlite")
    config = tortoise_config(url, foreign_keys="OFF") if is_sqlite else tortoise_config(url)
    credentials = config["connections"]["default"]["credentials"]
    lock = _file_lock(Path(credentials["file_path"])) if is_sqlite else _server_lock(credentials)
    async with lock:
        if await _is_up_to_date(url):
            return
        from tortoise.migrations.api.migrate import migrate as tortoise_migrate

        try:
            await tortoise_migrate(config=config)
            if is_sqlite:
                await _check_foreign_keys()
        finally:
            await Tortoise.close_connections()


async def _is_up_to_date(url: str) -> bool:
    """Whether there is nothing to do: the library takes its time to find that out."""
    written = {path.stem for path in (Path(__file__).parent / "migrations").glob("[0-9]*.py")}
    async with database(url, direct=True):
        try:
            applied = await rows("SELECT name FROM tortoise_migrations WHERE app = 'ricoche'")
        except OperationalError:  # the very first start
            return False
    return {row["name"] for row in applied} == written


async def _check_foreign_keys() -> None:
    broken = await get_connection("default").execute_query_dict("PRAGMA foreign_key_check")
    if broken:
        raise RuntimeError(f"rows without their parent after migration: {broken[:5]}")


@asynccontextmanager
async def _file_lock(database: Path) -> AsyncIterator[None]:
    with _lock_file(database) as file:
        await asyncio.to_thread(fcntl.flock, file, fcntl.LOCK_EX)
        yield


def _lock_file(database: Path) -> IO[str]:
    database.resolve().parent.mkdir(parents=True, exist_ok=True)
    return database.with_name(database.name + ".migrate.lock").open("w")


@asynccontextmanager
async def _server_lock(credentials: dict[str, Any]) -> AsyncIterator[None]:
    import asyncpg  # the driver is read where the database is PostgreSQL

    wanted = ("host", "port", "user", "password", "database")
    connection = await asyncpg.connect(**{name: credentials[name] for name in wanted})
    try:
        await connection.execute(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
        yield
    finally:
        await connection.close()
