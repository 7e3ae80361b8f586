"""/me/badges and /badges/{slug}."""

from starlette.requests import Request
from starlette.responses import Response

from server.badges.pages import BadgePage, BadgesPage
from server.badges.queries import holders
from server.badges.shelf import shelf
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

FEWEST = 5


async def index(request: Request) -> Response:
    """Every badge that can be earned."""
    badges = await shelf(signed_in(request).person_id)
    return await show(request, BadgesPage(badges=badges, held=sum(each.tier > 0 for each in badges)))


async def detail(request: Request) -> Response:
    """One badge: held, or how to earn it. How many hold it is said from five on."""
    badges = await shelf(signed_in(request).person_id)
    badge = next((each for each in badges if each.key == request.path_params["slug"]), None)
    if badge is None:
        raise NotFound
    count = await holders(badge.key)
    return await show(request, BadgePage(badge=badge, holders=count if count >= FEWEST else 0))
