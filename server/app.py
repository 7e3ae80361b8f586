"""The application on one screen: what it is made of and in which order a request meets it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware

from server import worker
from server.database import database
from server.database.guards import assert_installed
from server.frame import framing
from server.listeners import register_listeners
from server.notifications.vapid import ensure_vapid_keys
from server.people.asking import ask_who
from server.people.sessions import load_session
from server.routes import routes
from server.settings import Settings, read_settings
from server.sharing.redirects import Redirects
from server.web.bodies import Intake
from server.web.errors import HANDLERS
from server.web.headers import SecurityHeaders
from server.web.logs import RequestLog
from server.web.origin import CrossOriginProtection
from server.web.requests import SpokenLanguage

LARGEST_BODY = 6 * 1024 * 1024


def create_app(settings: Settings | None = None) -> ASGIApp:
    """The whole application; links are answered before the middleware, which would double their cost."""
    settings = settings or read_settings()
    register_listeners(settings)
    app = Starlette(
        routes=routes(settings),
        middleware=[
            Middleware(RequestLog),
            Middleware(SecurityHeaders, https=settings.uses_https),
            Middleware(SpokenLanguage),
            Middleware(CompressMiddleware),
            Middleware(CrossOriginProtection, public_host=urlsplit(settings.public_url).netloc),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
        max_body_size=LARGEST_BODY,
    )
    app.router.redirect_slashes = False  # it would build an address from the Host that was sent
    app.state.settings, app.state.push_key = settings, ensure_vapid_keys(settings.data_dir).public
    app.state.frame = framing(app.state.push_key, settings.secret_keys[0])
    app.state.load_session, app.state.ask_who = load_session, ask_who
    app.state.intake = Intake()
    return Redirects(app, settings)


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Open the database, check its guards, run the worker beside the pages; on the way out, finish and close."""
    settings: Settings = app.state.settings
    async with database(settings.database_url):
        await assert_installed()
        stop = asyncio.Event()
        beside = asyncio.create_task(worker.run(stop)) if settings.run_worker else None
        app.state.ready = True
        yield
        app.state.ready = False
        stop.set()
        if beside:
            await beside
