"""/console/gifts/orders: the queue, and one move for all that were ticked."""

import re

from starlette.requests import Request
from starlette.responses import Response

from server.rewards.desk.building import address, asked_of, chips, left_of, order_row
from server.rewards.desk.commands import mark_of, move_many, outcome_of, was_answered
from server.rewards.desk.forms import MovesForm
from server.rewards.desk.pages import QueuePage
from server.rewards.desk.queries import Asked, gifts_ordered, places_ordered_for, portion_of, shelf_counts
from server.rewards.desk.wording import moved_in_words
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import language, say
from server.web.rendering import show
from server.web.sessions import signed_in

_MARK = re.compile(r"\d{1,14}\.[0-9a-f-]{36}")
_OUTCOME = re.compile(r"[0-9a-f]{24}")


async def index(request: Request) -> Response:
    """GET /console/gifts/orders?show=&place=&gift=&after="""
    params = request.query_params
    form = blank(MovesForm, after=params.get("after", ""))
    return await _show(request, asked_of(params), form, tick_all=params.get("tick") == "all")


async def _show(
    request: Request, asked: Asked, form: Filled[MovesForm], status: int = 200, *, tick_all: bool = False
) -> Response:
    after = form.said("after") if _MARK.fullmatch(form.said("after")) else ""
    portion, outcome = await portion_of(asked, after), request.query_params.get("done", "")
    reader = signed_in(request).person_id
    ticked = {line.id for line in portion.lines} if tick_all else set(form.said("orders", ()))
    done = await outcome_of(outcome) if _OUTCOME.fullmatch(outcome) else None
    page = QueuePage(
        shelf=asked.shelf.slug,
        about=say(asked.shelf.about),
        empty=say(asked.shelf.empty),
        chips=chips(asked, await shelf_counts(asked)),
        rows=tuple(order_row(line, asked.shelf, ticked, reader) for line in portion.lines),
        moves=asked.shelf.moves,
        form=form,
        place=asked.place,
        places=await places_ordered_for(),
        gift=asked.gift,
        gifts=tuple((slug, name.of(language())) for slug, name in await gifts_ordered()),
        after=after,
        first_href=address(asked) if after else "",
        next_href=address(asked, after=portion.next) if portion.next else "",
        tick_href=address(asked, after=after, tick="all") if asked.shelf.moves and not tick_all else "",
        pick_href=address(asked, "/pick-list", show="", what=asked.shelf.slug if asked.shelf.slug == "ready" else ""),
        export_href=address(asked, "/export.csv"),
        done=moved_in_words(request.query_params.get("did", ""), done.done) if done else "",
        outcome=done,
        left=left_of(done),
    )
    return await show(request, page, status=status)


async def move(request: Request) -> Response:
    """POST /console/gifts/orders/moves"""
    form, by = await read_form(request, MovesForm), signed_in(request).person_id
    asked = asked_of(form.raw)
    if not form.is_valid:
        return await _show(request, asked, form, 422)
    if not await was_answered(form.key):
        await move_many(form, by)

    async def act() -> str:
        return address(asked, done=mark_of(form.key, by), did=form.valid.move)

    return await once(request, form, act)
