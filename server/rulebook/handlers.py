"""GET /rules: how points are earned, for everybody."""

from starlette.requests import Request
from starlette.responses import Response

from gamification import LEVELS
from server.badges.wording import level_name
from server.rulebook.pages import ReadingPage
from server.rulebook.reading import read_rules
from server.web.rendering import show


async def index(request: Request) -> Response:
    """GET /rules"""
    levels = tuple((level_name(level.key), level.threshold) for level in LEVELS)
    return await show(request, ReadingPage(themes=await read_rules(), levels=levels))
