"""/console/gifts/orders/pick-list and export.csv: the queue on paper and as a file."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.messages import N_
from server.rewards.desk.building import address, asked_of
from server.rewards.desk.exporting import export
from server.rewards.desk.pages import PickLine, PickListPage, PickPlace
from server.rewards.desk.queries import Asked, Line, all_of, places_ordered_for
from server.rewards.desk.shelves import PREPARE, READY
from server.web.locale import language, moment, say, zone
from server.web.rendering import show
from server.web.sessions import signed_in

MOST = 500
WHATS = {shelf.slug: shelf for shelf in (PREPARE, READY)}
NOWHERE = N_("Without a place")


async def pick_list(request: Request) -> Response:
    """GET /console/gifts/orders/pick-list?what=&place=&gift="""
    params = request.query_params
    shelf = WHATS.get(params.get("what", ""), PREPARE)
    asked = Asked(shelf, params.get("place", "")[:36], params.get("gift", "")[:80])
    lines = await all_of(asked, MOST + 1)
    page = PickListPage(
        what=shelf.slug,
        whats=tuple((say(each.title), _here(asked, each.slug), each is shelf) for each in WHATS.values()),
        place=asked.place,
        places=await places_ordered_for(),
        picked=tuple(_by_place(lines[:MOST])),
        total=len(lines[:MOST]),
        is_cut=len(lines) > MOST,
        printed=moment(clock.now()),
        back_href=address(asked),
    )
    return await show(request, page)


def _here(asked: Asked, what: str) -> str:
    return address(asked, "/pick-list", show="", what=what)


def _by_place(lines: Iterable[Line]) -> Iterator[PickPlace]:
    """Places by name, and in each its gifts together, each with who fetches it."""
    ordered = sorted(lines, key=lambda line: (not line.place, line.place, _gift(line), line.name, line.id))
    for place, found in groupby(ordered, key=lambda line: line.place):
        own = list(found)
        yield PickPlace(
            name=place or say(NOWHERE),
            counts=tuple(Counter(map(_gift, own)).items()),
            lines=tuple(map(_line, own)),
        )


def _gift(line: Line) -> str:
    return ", ".join(filter(None, (line.gift.of(language()), line.choice)))


def _line(line: Line) -> PickLine:
    return PickLine(reference=line.reference, name=line.name, team=line.team, gift=_gift(line), note=line.note)


async def export_csv(request: Request) -> Response:
    """GET /console/gifts/orders/export.csv: the shelf, narrowed as the page is."""
    asked = asked_of(request.query_params)
    body = await export(asked, signed_in(request).person_id)
    today = clock.now().astimezone(zone()).date()
    name = f"ricoche-gifts-{asked.shelf.slug}-{today.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)
