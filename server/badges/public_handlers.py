"""GET /b/{code}: what anybody who has the link may read of a badge. No session is read."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from gamification import BADGES
from server.badges.addresses import public_address
from server.badges.awards import Award, awards_shown_by
from server.badges.pages import PublicBadgePage
from server.badges.wording import badge_name, criterion
from server.messages import N_
from server.people.queries import company, names_of
from server.web.locale import day, language, say
from server.web.problems import NotFound
from server.web.rendering import show

LONGEST = 24
HEADLINE = N_("{holder}: {badge}")
AWARDED = N_("Badge awarded by {company} on {day}.")
TAKEN_BACK = N_("Badge taken back by {company} on {day}.")
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
    page = await _page(award, names[award.person_id], request.app.state.settings.public_url, code)
    return await show(request, page, headers={**FRESH, "Content-Language": language()})


async def _page(award: Award, holder: str, public_url: str, code: str) -> PublicBadgePage:
    thresholds = THRESHOLDS[award.badge]
    profile = await company()
    issuer = profile.name if profile else ""
    return PublicBadgePage(
        headline=say(HEADLINE, {"holder": holder, "badge": badge_name(award.badge)}),
        told=say(TAKEN_BACK if award.revoked_at else AWARDED, {"company": issuer, "day": day(_since(award))}),
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


def _since(award: Award) -> datetime:
    return award.revoked_at or award.awarded_at
