"""`ricoche serve`, `worker` and `migrate`."""

import asyncio
import os
import signal
from argparse import Namespace
from dataclasses import replace

import uvicorn

from server import worker
from server.database import database
from server.database.guards import assert_installed
from server.database.migrate import migrate
from server.listeners import register_listeners
from server.messages import N_
from server.people.setup.commands import ensure_setup_token
from server.rulebook.commands import ensure_default_rules
from server.settings import Settings, read_settings
from server.web.locale import say
from server.web.logs import configure_logs

APPLICATION = "server.command_line.serving:application"


def application() -> object:
    """The factory that server processes call."""
    from server.app import create_app

    configure_logs()
    return create_app(read_settings())


def serve(arguments: Namespace) -> int:
    """Migrate, say how to begin, and serve until stopped; requests under way are finished."""
    settings = read_settings()
    if arguments.port:
        os.environ["RICOCHE_PORT"] = str(arguments.port)
        settings = read_settings()
    asyncio.run(_prepare(settings))
    # The server passes the signal on once it has stopped: an end that was asked for is no failure.
    signal.signal(signal.SIGTERM, lambda *_: None)
    uvicorn.run(
        APPLICATION, factory=True, host=settings.host, port=settings.port, workers=arguments.workers,
        log_config=None, access_log=False, server_header=False, forwarded_allow_ips=settings.trusted_proxies,
        proxy_headers=True, timeout_graceful_shutdown=20,
    )  # fmt: skip
    return 0


async def _prepare(settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    await migrate(settings.database_url)
    async with database(settings.database_url, direct=True):
        await assert_installed()
        await ensure_default_rules()
        token = await ensure_setup_token()
    if token:
        print(say(N_("Set this installation up, once: {url}"), {"url": f"{settings.public_url}/setup/{token}"}))
    print(say(N_("Serving {url}"), {"url": settings.public_url}), flush=True)


async def work(arguments: Namespace) -> int:
    """Run the outbox and the chores; `--once` for what is due now."""
    settings = replace(read_settings(), run_worker=True)
    configure_logs()
    async with database(settings.database_url):
        register_listeners(settings)
        if arguments.once:
            print(say(N_("{n} jobs ran."), {"n": await worker.drain()}))
            return 0
        stop = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        await worker.run(stop)
    return 0


async def migrate_database(arguments: Namespace) -> int:
    """Apply missing migrations."""
    settings = read_settings()
    await migrate(settings.database_url)
    async with database(settings.database_url, direct=True):
        await assert_installed()
        await ensure_default_rules()
    print(say(N_("The database is up to date.")))
    return 0
