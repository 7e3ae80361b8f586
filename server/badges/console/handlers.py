"""/console/badges, one of them, one award and taking it back."""

from starlette.requests import Request
from starlette.responses import Response

from gamification import BADGES, Badge, is_large_enough
from server.badges.awards import Award, award_by_id, awards_among, holder_counts
from server.badges.console.pages import AwardPage, BadgeLine, BadgePage, BadgesPage, HolderLine
from server.badges.forms import RevocationForm
from server.badges.revoking import AlreadyRevoked, OwnBadge, revoke
from server.badges.wording import badge_name, criterion
from server.people.console.queries import Listed, list_people
from server.people.queries import person_by_id
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

FEWEST_LETTERS = 2
MOST_FOUND = 20
LIVE = {badge.key: badge for badge in BADGES if badge.is_live}


async def index(request: Request) -> Response:
    """GET /console/badges"""
    counts = await holder_counts()
    return await show(request, BadgesPage(lines=tuple(_line(badge, counts) for badge in LIVE.values())))


def _line(badge: Badge, counts: dict[str, int]) -> BadgeLine:
    count = counts.get(badge.key, 0)
    criteria = tuple(criterion(badge.key, threshold) for threshold in badge.thresholds)
    return BadgeLine(badge.key, badge_name(badge.key), criteria, count if is_large_enough(count) else None)


async def show_one(request: Request) -> Response:
    """GET /console/badges/{slug}?q=: a holder is found by name, never listed."""
    badge, words = _badge(request.path_params["slug"]), request.query_params.get("q", "").strip()[:80]
    people = await _named(words) if len(words) >= FEWEST_LETTERS else []
    names = {each.id: each.name for each in people[:MOST_FOUND]}
    awards = await awards_among(badge.key, list(names))
    page = BadgePage(
        badge=_line(badge, await holder_counts()),
        words=words,
        holders=tuple(HolderLine(award, names[award.person_id]) for award in awards),
        is_cut=len(people) > MOST_FOUND,
    )
    return await show(request, page)


def _badge(slug: str) -> Badge:
    if slug not in LIVE:
        raise NotFound
    return LIVE[slug]


async def _named(words: str) -> list[Listed]:
    """People whose own name or address matches; a team's name would list its members."""
    found = await list_people("", words, 1)
    wanted = words.casefold().split()
    return [
        each for each in found.people if all(word in f"{each.name} {each.email or ''}".casefold() for word in wanted)
    ]


async def show_award(request: Request) -> Response:
    """GET /console/badges/awards/{id}"""
    return await _show(request, await _award(request), blank(RevocationForm))


async def _award(request: Request) -> Award:
    award = await award_by_id(request.path_params["id"])
    if award is None or award.badge not in LIVE:
        raise NotFound
    if award.person_id == signed_in(request).person_id:
        raise OwnBadge
    return award


async def _show(request: Request, award: Award, form: Filled[RevocationForm], status: int = 200) -> Response:
    holder = await person_by_id(award.person_id)
    decider = await person_by_id(award.revoked_by) if award.revoked_by else None
    page = AwardPage(
        badge=_line(LIVE[award.badge], await holder_counts()),
        award=award,
        holder=holder.full_name if holder else "",
        revoked_by=decider.full_name if decider else "",
        form=form,
    )
    return await show(request, page, status=status)


async def revoke_award(request: Request) -> Response:
    """POST /console/badges/awards/{id}/revocation"""
    award, form, by = await _award(request), await read_form(request, RevocationForm), signed_in(request).person_id
    if not form.is_valid:
        return await _show(request, award, form, 422)

    async def act() -> str:
        await revoke(award.id, form.valid.reason, by)
        return f"/console/badges/awards/{award.id}"

    try:
        return await once(request, form, act)
    except AlreadyRevoked as refusal:
        return await _show(request, await _award(request), form.refuse("reason", refusal.said), refusal.status)
