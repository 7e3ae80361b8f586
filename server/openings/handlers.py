"""/jobs, for colleagues: openings by closeness, filters, and what they keep."""

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.messages import N_
from server.openings.cards import cards_of, under_way
from server.openings.closeness import Reader, in_order
from server.openings.listing import Choice, Listed, listed_for, places, reader
from server.openings.marks import keep_opening
from server.openings.pages import JobMarkPage, JobsPage, bookmark_href
from server.openings.queries import opening_by_slug
from server.openings.wording import CONTRACTS, contract_name, remote_text
from server.web.htmx import see_other, wants_fragment
from server.web.locale import say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

PAGE, MOST_PAGES, LONGEST = 20, 50, 80


async def index(request: Request) -> Response:
    """GET /jobs"""
    person, choice, number = signed_in(request), _choice(request), _page_number(request)
    who, everything = await reader(person.person_id), await listed_for(person.person_id)
    ordered = in_order((one for one in everything if choice.takes(one)), who, clock.now())
    start = (number - 1) * PAGE
    page = JobsPage(
        under_way=await under_way(person.person_id) if number == 1 else None,
        chips=_chips(choice, everything, who),
        words=choice.words,
        is_searching="q" in request.query_params,
        is_filtered=choice != Choice(),
        is_saved=choice.saved,
        cards=await cards_of(ordered[start : start + PAGE]),
        is_first=number == 1,
        next_href=_address(choice, number + 1) if len(ordered) > start + PAGE else "",
    )
    return await show(request, page, block="cards")


def _choice(request: Request) -> Choice:
    asked = {name: value[:LONGEST] for name, value in request.query_params.items()}
    return Choice(
        place=asked.get("place", ""),
        remote=bool(asked.get("remote")),
        contract=asked.get("contract", ""),
        saved=bool(asked.get("saved")),
        words=asked.get("q", "").strip(),
    )


def _page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < LONGEST else 1


def _chips(choice: Choice, everything: Sequence[Listed], who: Reader) -> tuple[tuple[str, str, bool], ...]:
    """Only filters that find something."""
    open_ones = [one.opening for one in everything if one.opening.is_open]
    found = {each.contract for each in open_ones}
    offered = [(say(N_("Close to you")), Choice())]
    offered += [(place, Choice(place=place)) for place in places(everything, who.site)]
    offered += [(remote_text("full"), Choice(remote=True))] if any(each.remote == "full" for each in open_ones) else []
    offered += [(contract_name(key), Choice(contract=key)) for key in CONTRACTS if key in found and len(found) > 1]
    offered += [(say(N_("Saved")), Choice(saved=True))] if any(one.is_saved for one in everything) else []
    return tuple((text, _address(each), each == choice) for text, each in offered)


def _address(choice: Choice, page: int = 1) -> str:
    asked = {
        "place": choice.place,
        "remote": "yes" if choice.remote else "",
        "contract": choice.contract,
        "saved": "yes" if choice.saved else "",
        "q": choice.words,
        "page": str(page) if page > 1 else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/jobs?{query}" if query else "/jobs"


async def keep(request: Request) -> Response:
    """POST /jobs/{slug}/bookmark"""
    return await _mark(request, kept=True)


async def drop(request: Request) -> Response:
    """POST /jobs/{slug}/bookmark/removal"""
    return await _mark(request, kept=False)


async def _mark(request: Request, *, kept: bool) -> Response:
    person, found = signed_in(request), await opening_by_slug(request.path_params["slug"])
    if found is None:
        raise NotFound
    await keep_opening(person.person_id, found.id, kept)
    if wants_fragment(request):
        page = JobMarkPage(title=found.title, save_href=bookmark_href(found.slug, kept), is_saved=kept)
        return await show(request, page, block="mark")
    return see_other(request, _where_from(request))


def _where_from(request: Request) -> str:
    """The list as it was filtered when the button was pressed."""
    came = urlsplit(request.headers.get("referer", ""))
    is_ours = came.netloc == request.headers.get("host") and came.path == "/jobs"
    return "/jobs" + (f"?{came.query}" if is_ours and came.query else "")
