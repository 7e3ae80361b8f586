"""`ricoche demo --reset`: throws the demo away, and nothing else."""

from pathlib import Path

from server.database import database
from server.database.config import connection
from server.database.migrate import migrate
from server.demo.founding import is_orvane
from server.people.queries import company, forget_company
from server.settings import Settings


class NotTheDemo(Exception):
    """The company here is a real one: nothing was touched."""


async def reset(settings: Settings) -> None:
    """Empty the database if it holds the demo or no company at all. Raises NotTheDemo."""
    await migrate(settings.database_url)
    async with database(settings.database_url):
        forget_company()
        if await company() is not None and not await is_orvane():
            raise NotTheDemo
    forget_company()
    await _empty(settings.database_url)


async def _empty(url: str) -> None:
    credentials = connection(url)["credentials"]
    if url.startswith("sqlite"):
        file = Path(credentials["file_path"])
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
            file.with_name(name).unlink(missing_ok=True)
        return
    import asyncpg

    wanted = ("host", "port", "user", "password", "database")
    opened = await asyncpg.connect(**{name: credentials[name] for name in wanted})
    try:
        await opened.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    finally:
        await opened.close()
