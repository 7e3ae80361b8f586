"""/me/badges, /badges/{slug} and whether a badge is seen outside."""

from starlette.requests import Request
from starlette.responses import Response

from server.badges.addresses import linkedin_address, public_address
from server.badges.forms import VisibilityForm
from server.badges.pages import BadgePage, BadgesPage, Proof
from server.badges.queries import holders
from server.badges.shelf import ShelfBadge, shelf
from server.badges.showing import hide, show_by_link
from server.people.queries import company
from server.web.forms import blank, read_form
from server.web.idempotency import once
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
    badge = await _badge(request)
    count = await holders(badge.key)
    page = BadgePage(
        badge=badge,
        holders=count if count >= FEWEST else 0,
        proof=await _proof(request, badge),
        form=blank(VisibilityForm),
    )
    return await show(request, page)


async def _badge(request: Request) -> ShelfBadge:
    badges = await shelf(signed_in(request).person_id)
    found = next((each for each in badges if each.key == request.path_params["slug"]), None)
    if found is None:
        raise NotFound
    return found


async def _proof(request: Request, badge: ShelfBadge) -> Proof | None:
    if not badge.code:
        return None
    address, profile = public_address(request.app.state.settings.public_url, badge.code), await company()
    if badge.earned_at is None or profile is None:
        return Proof(address, "")
    return Proof(address, linkedin_address(badge.name, profile.name, badge.earned_at, address, badge.code))


async def change_visibility(request: Request) -> Response:
    """POST /badges/{slug}/visibility"""
    badge, form, person = await _badge(request), await read_form(request, VisibilityForm), signed_in(request)
    wanted = form.value.shown if form.value else False

    async def act() -> str:
        await (show_by_link if wanted else hide)(person.person_id, badge.key)
        return f"/badges/{badge.key}"

    return await once(request, form, act)
