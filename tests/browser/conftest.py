"""The real application on loopback with its worker, and a Chromium: fixtures of every browser test.

`server` is its address, `running` has the application too; `phone` is a French phone whose pages must not complain.
"""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, BrowserContext, async_playwright

from server.people.queries import forget_company
from server.settings import Settings, read_settings
from tests.conftest import Templates
from tests.support.browsing import RunningServer, watch

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip


@pytest.fixture
def database_url(templates: Templates, tmp_path: Path) -> str:
    """A fresh migrated SQLite file: browsers are not run twice for the other database."""
    shutil.copy(templates.sqlite, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of an installation of its own on a free port, with its worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chosen = {"RICOCHE_DATA_DIR": str(tmp_path / "data"), "RICOCHE_DATABASE_URL": database_url}
    return replace(read_settings(chosen), port=port, public_url=f"http://localhost:{port}")


@pytest_asyncio.fixture
async def running(settings: Settings) -> AsyncIterator[RunningServer]:
    """The application, serving; commands and factories may be called beside it."""
    from server.app import create_app

    forget_company()
    app = create_app(settings)
    config = uvicorn.Config(
        app, host="127.0.0.1", port=settings.port, log_level="error", lifespan="on", ws="none", loop="none",
        timeout_graceful_shutdown=2,
    )  # fmt: skip
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        assert not task.done(), "the server did not start"
        await asyncio.sleep(0.01)
    yield RunningServer(settings.public_url, app)
    server.should_exit = True
    await task


@pytest.fixture
def server(running: RunningServer) -> str:
    """The address of the running application. `localhost` is a secure context: worker and push work over http."""
    return running.address


@pytest_asyncio.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for the whole run."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium here: tests/install-chromium brings one")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture
async def phone(chromium: Browser, server: str) -> AsyncIterator[BrowserContext]:
    """A French phone that allows notifications; at the end, no page of it may have complained."""
    context = await chromium.new_context(
        base_url=server, locale="fr-FR", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    await context.grant_permissions(["notifications"], origin=server)
    complaints = watch(context)
    yield context
    await context.close()
    assert complaints == []
