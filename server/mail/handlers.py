"""The mailbox of an installation on one's own machine: /dev/mailbox."""

import asyncio
from ipaddress import ip_address
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from server.mail.mailbox import letter, letters
from server.mail.pages import LetterPage, MailboxPage
from server.settings import Settings
from server.web.problems import NotFound
from server.web.rendering import show

_OWN_NAMES = ("localhost", "127.0.0.1", "::1")


def has_mailbox(settings: Settings) -> bool:
    """Whether the mailbox pages exist at all."""
    return settings.is_loopback and not settings.smtp_url


async def index(request: Request) -> Response:
    """GET /dev/mailbox"""
    return await show(request, MailboxPage(letters=await asyncio.to_thread(letters, _folder(request))))


async def show_letter(request: Request) -> Response:
    """GET /dev/mailbox/{name}"""
    found = await asyncio.to_thread(letter, _folder(request), request.path_params["name"])
    if found is None:
        raise NotFound
    return await show(request, LetterPage(letter=found))


def _folder(request: Request) -> Path:
    settings: Settings = request.app.state.settings
    if settings.mailbox_dir is None or not _is_at_home(request):
        raise NotFound
    return settings.mailbox_dir


def _is_at_home(request: Request) -> bool:
    """Caller, name asked for, no proxy between: each must be this very machine."""
    try:
        is_near = ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        is_near = False
    is_direct = not {"x-forwarded-for", "forwarded"} & set(request.headers)
    return is_near and is_direct and request.url.hostname in _OWN_NAMES
