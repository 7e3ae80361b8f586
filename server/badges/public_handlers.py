"""GET /b/{code}: what anybody who has the link may read of a badge. No session is read."""

from starlette.requests import Request
from starlette.responses import Response

from gamification import BADGES
from server.badges.addresses import public_address
from server.badges.awards import Award, awards_shown_by
from server.badges.pages import PublicBadgePage
from server.badges.wording import badge_name, criterion
from server.people.queries import names_of
from server.web.locale import language
from server.web.problems import NotFound
from server.web.rendering import show

LONGEST = 24
FRESH = {"Cache-Control": "no-cache", "Vary": "Accept-Language, HX-Request-Type", "X-Robots-Tag": "noindex"}
THRESHOLDS = {badge.key: badge.thresholds for badge in BADGES}


async def show_public(request: Request) -> Response:
    """Who holds which badge since when, or that it was taken back; hidden, unknown and gone are all 404."""
    code = request.path_params["code"]
    awards = await awards_shown_by(code) if len(code) <= LONGEST else ()
    names = await names_of([awards[0].person_id]) if awards else {}
    if not names:
        raise NotFound
    # The highest tier that stands; when none does, the one by which the page was shown.
    award = ([each for each in awards if each.is_live] or [each for each in awards if each.code])[-1]
    page = _page(award, names[award.person_id], request.app.state.settings.public_url, code)
    return await show(request, page, headers={**FRESH, "Content-Language": language()})


def _page(award: Award, holder: str, public_url: str, code: str) -> PublicBadgePage:
    thresholds = THRESHOLDS[award.badge]
    return PublicBadgePage(
        key=award.badge,
        name=badge_name(award.badge),
        criterion=criterion(award.badge, thresholds[award.tier - 1]),
        tier=award.tier,
        tiers=len(thresholds),
        holder=holder,
        awarded_at=award.awarded_at,
        revoked_at=award.revoked_at,
        address=public_address(public_url, code),
        public_url=public_url,
    )
