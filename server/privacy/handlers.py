"""GET /privacy and /legal, for everybody: no session is read, no cookie is set."""

import re

from starlette.requests import Request
from starlette.responses import Response

from server.content.markdown import render_markdown
from server.privacy.pages import LegalTextPage
from server.privacy.queries import text_to_read
from server.privacy.texts import TITLES, LegalPage
from server.web.locale import language, say, typography
from server.web.rendering import show

SOME_MINUTES = {"Cache-Control": "public, max-age=300", "Vary": "Accept-Language, HX-Request-Type"}


async def privacy(request: Request) -> Response:
    """GET /privacy"""
    return await _show(request, "privacy")


async def legal(request: Request) -> Response:
    """GET /legal"""
    return await _show(request, "legal")


async def _show(request: Request, page: LegalPage) -> Response:
    text = typography(await text_to_read(page, language()))
    shown = LegalTextPage(title=say(TITLES[page]), body=render_markdown(_without_title(text)))
    return await show(request, shown, headers=SOME_MINUTES)


def _without_title(text: str) -> str:
    """The page has its own heading: the others move up."""
    first, _, rest = text.lstrip().partition("\n")
    return re.sub(r"^#(?=#+ )", "", rest, flags=re.MULTILINE) if first.startswith("# ") else text
