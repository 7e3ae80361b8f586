"""Every server test runs on SQLite and on a real PostgreSQL, each on its own freshly migrated database."""

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import httpx2
import pytest
import pytest_asyncio
import structlog
from hypothesis import settings as hypothesis_settings
from starlette.types import ASGIApp
from tortoise.backends.base.executor import EXECUTOR_CACHE

from server import clock
from server.database import database
from server.database.migrate import migrate
from server.people.queries import forget_company
from server.settings import Settings, read_settings
from tests.support.memory import throw_away_folder
from tests.support.postgres import postgres, url_of

os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(throw_away_folder()))  # where pytest makes its tmp_path

structlog.configure(processors=[], logger_factory=structlog.ReturnLoggerFactory())
# Every run tries the same examples, so that what passes here passes elsewhere; `make test-long` tries new ones.
hypothesis_settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True)
hypothesis_settings.register_profile("searching", max_examples=200, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"}


A_TUESDAY = datetime(2026, 11, 24, 10, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_tuesday_morning() -> Iterator[None]:
    """Every test begins at one moment, far from midnight, from the turn of a minute and from any change of hour."""
    with clock.running_from(A_TUESDAY):
        yield


@dataclass(frozen=True)
class Templates:
    """One migrated database per dialect, copied for every test."""

    sqlite: Path
    postgres: str


TEMPLATE = "ricoche_template_" + os.environ.get("PYTEST_XDIST_WORKER", "alone")  # a server may be shared


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    """Run the real migrations once per dialect."""
    file = tmp_path_factory.mktemp("template") / "template.db"
    with postgres() as base:
        asyncio.run(migrate(f"sqlite:///{file}"))
        asyncio.run(_execute(base, f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)"))
        asyncio.run(_execute(base, f"CREATE DATABASE {TEMPLATE}"))
        EXECUTOR_CACHE.clear()
        asyncio.run(migrate(url_of(base, TEMPLATE)))
        yield Templates(file, base)


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a fresh migrated database."""
    if request.param == "sqlite":
        shutil.copy(templates.sqlite, tmp_path / "test.db")
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    name = "ricoche_" + uuid.uuid4().hex[:10]
    await _execute(templates.postgres, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
    yield url_of(templates.postgres, name)
    await _execute(templates.postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of an installation of its own, without the worker."""
    return read_settings(
        {
            "RICOCHE_DATA_DIR": str(tmp_path / "data"),
            "RICOCHE_DATABASE_URL": database_url,
            "RICOCHE_PUBLIC_URL": "http://localhost:8000",
            "RICOCHE_WORKER": "no",
        }
    )


@pytest_asyncio.fixture
async def db(database_url: str) -> AsyncIterator[None]:
    """An open database, for commands and queries without a server."""
    forget_company()
    async with database(database_url):
        yield


@pytest_asyncio.fixture
async def app(settings: Settings) -> AsyncIterator[ASGIApp]:
    """The running application (its database is open; commands may be called beside it)."""
    from server.app import create_app

    forget_company()
    made = create_app(settings)
    async with made.app.router.lifespan_context(made.app):  # type: ignore[attr-defined]
        yield made


@pytest_asyncio.fixture
async def client(app: ASGIApp) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser of this site that nobody has signed in, and that follows no redirect by itself."""
    async with browser(app) as made:
        yield made


def browser(app: ASGIApp, **headers: str) -> httpx2.AsyncClient:
    """One more browser, with cookies of its own."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False, client=("198.51.100.7", 40000))
    return httpx2.AsyncClient(transport=transport, base_url="http://localhost:8000", headers={**SAME_ORIGIN, **headers})


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real input named by RICOCHE_CORPUS."""
    folder = os.environ.get("RICOCHE_CORPUS")
    if not folder:
        pytest.skip("RICOCHE_CORPUS is not set: real files are not read")
    return Path(folder)
