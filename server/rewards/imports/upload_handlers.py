"""/console/gifts/imports: choose a file of gifts or of codes; examples of both."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.rewards.code_sealing import code_hash
from server.rewards.codes import today
from server.rewards.imports import guide
from server.rewards.imports.drafts import drafts_of, keep_codes, keep_gifts
from server.rewards.imports.forms import CodesFileForm, GiftsFileForm
from server.rewards.imports.pages import ImportsPage
from server.rewards.imports.planning import vouchers
from server.rewards.imports.reading_codes import CodesFile, read_codes
from server.rewards.imports.reading_gifts import MAX_BYTES, MAX_ROWS, GiftsFile, read_gifts
from server.rewards.queries import places
from server.tables.lines import FileRefused
from server.tables.remarks import Remark, worded
from server.tables.showing import NO_FILE, csv_file, status_of
from server.web.forms import Filled, FormModel, blank, chosen_file, read_form
from server.web.idempotency import once
from server.web.locale import language, say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

HERE = "/console/gifts/imports"
F = TypeVar("F", bound=FormModel)
R = TypeVar("R")
PUT_AWAY = N_("The file is put away: nothing more of it is kept.")
CHOOSE_VOUCHER = N_("Choose the voucher that these codes belong to.")


async def index(request: Request) -> Response:
    """GET /console/gifts/imports"""
    return await _show(request, code_form=blank(CodesFileForm, gift=request.query_params.get("gift", "")))


async def _show(
    request: Request,
    gift_form: Filled[GiftsFileForm] | None = None,
    code_form: Filled[CodesFileForm] | None = None,
    status: int = 200,
) -> Response:
    page = ImportsPage(
        gift_form=gift_form or blank(GiftsFileForm),
        code_form=code_form or blank(CodesFileForm),
        said=say(PUT_AWAY) if request.query_params.get("said") == "put_away" else "",
        vouchers=tuple((each.id, each.name.of(language())) for each in await vouchers()),
        drafts=tuple(await drafts_of(signed_in(request).person_id)),
        limit=MAX_BYTES // 1024 // 1024,
        most=MAX_ROWS,
        gift_guide=guide.guide_of(guide.GIFTS, language()),
        code_guide=guide.guide_of(guide.CODES, language()),
    )
    return await show(request, page, status=status)


async def create_gifts(request: Request) -> Response:
    """POST /console/gifts/imports"""
    form, person = await read_form(request, GiftsFileForm), signed_in(request)

    async def keep(file: GiftsFile, name: str) -> str:
        return await keep_gifts(file, name, person.person_id)

    return await _create(request, form, "file", read_gifts, keep, lambda status: _show(request, form, status=status))


async def create_codes(request: Request) -> Response:
    """POST /console/gifts/imports/codes"""
    form, person = await read_form(request, CodesFileForm), signed_in(request)
    if form.said("gift") not in [each.id for each in await vouchers()]:
        form.errors["gift"] = say(CHOOSE_VOUCHER)

    async def keep(file: CodesFile, name: str) -> str:
        return await keep_codes(file, form.valid.gift, name, person.person_id)

    async def again(status: int) -> Response:
        return await _show(request, code_form=form, status=status)

    return await _create(request, form, "codes", read_codes, keep, again)


async def _create(
    request: Request,
    form: Filled[F],
    name: str,
    read: Callable[[bytes, str], R],
    keep: Callable[[R, str], Awaitable[str]],
    again: Callable[[int], Awaitable[Response]],
) -> Response:
    """Read a chosen file beside the event loop and keep it; what is wrong is said, and the rest of the form stays."""
    body, filename = await chosen_file(request, name, MAX_BYTES)
    if not filename:
        form.refuse(name, NO_FILE)
    if form.errors:
        return await again(422)
    # The mark by which the same form is known again hangs on a secret: a short file of codes could be guessed from it.
    form.raw |= {name: filename, "content": code_hash(hashlib.sha256(body).hexdigest())}
    try:
        file = await asyncio.to_thread(read, body, filename)
    except FileRefused as no:
        form.errors[name] = worded(Remark(no.line or 1, no.reason, no.values))
        return await again(status_of(no))

    async def act() -> str:
        return f"{HERE}/{await keep(file, filename)}"

    return await once(request, form, act)


async def example(request: Request) -> Response:
    """GET /console/gifts/imports/examples/{kind}.csv"""
    kind, spoken = request.path_params["kind"], language()
    if kind == "gifts":
        here = [place.name for place in await places()]
        return csv_file(guide.example_gifts(spoken, here), "gifts.csv", say(N_("gifts.csv")))
    if kind == "codes":
        return csv_file(guide.example_codes(spoken, today()), "codes.csv", "codes.csv")
    raise NotFound
