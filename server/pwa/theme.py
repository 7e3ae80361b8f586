"""The company's accent colour as a small stylesheet at an address that changes with it."""

import hashlib
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from server.drawing.theme import is_accent, theme_css
from server.web.assets import IMMUTABLE
from server.web.problems import NotFound


def theme_address(accent: str) -> str:
    """Where the stylesheet of an accent colour is; nothing of it depends on who asks."""
    return f"/theme.css?accent={accent.lstrip('#')}&v={_version(accent)}"


async def show(request: Request) -> Response:
    """The stylesheet of the accent colour in the address."""
    accent = "#" + request.query_params.get("accent", "")
    if not is_accent(accent):
        raise NotFound
    return Response(_css(accent), media_type="text/css", headers={"Cache-Control": IMMUTABLE})


@lru_cache(maxsize=32)
def _css(accent: str) -> str:
    return theme_css(accent)


@lru_cache(maxsize=32)
def _version(accent: str) -> str:
    return hashlib.sha256(_css(accent).encode()).hexdigest()[:8]
