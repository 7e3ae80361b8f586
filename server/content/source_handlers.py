"""Editors choose the feeds that the worker reads."""

from starlette.requests import Request
from starlette.responses import Response

from server.content.console_queries import sources
from server.content.forms import ButtonForm, SourceForm
from server.content.pages import SourcesPage
from server.content.queries import topics
from server.content.source_commands import add_source, ask_for_fetch, remove_source
from server.messages import N_
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import say
from server.web.outbound import OutboundRefused, checked_url
from server.web.problems import Refused
from server.web.rendering import show
from server.web.sessions import signed_in

HERE = "/console/sources"


async def index(request: Request) -> Response:
    """GET /console/sources"""
    return await _show(request, blank(SourceForm, publishes="on"))


async def create(request: Request) -> Response:
    """POST /console/sources"""
    form, person = await read_form(request, SourceForm), signed_in(request)
    _check(form)
    if not form.is_valid:
        return await _show(request, form, status=422)

    async def act() -> str:
        value = form.valid
        made = await add_source(
            value.url, value.title, value.topic or None, bool(value.publishes), actor_id=person.person_id
        )
        await ask_for_fetch(made["id"])
        return HERE

    try:
        return await once(request, form, act)
    except Refused as no:
        return await _show(request, form.refuse("url", no.said, **no.values), status=422)


def _check(form: Filled[SourceForm]) -> None:
    if form.value is not None:
        try:
            checked_url(form.value.url)
        except OutboundRefused as no:
            form.refuse("url", no.reason, **no.values)


async def destroy(request: Request) -> Response:
    """POST /console/sources/{id}/deletion"""
    form, person = await read_form(request, ButtonForm), signed_in(request)

    async def act() -> str:
        await remove_source(request.path_params["id"], person.person_id)
        return HERE

    return await once(request, form, act)


async def fetch_now(request: Request) -> Response:
    """POST /console/sources/{id}/fetch"""
    form = await read_form(request, ButtonForm)

    async def act() -> str:
        await ask_for_fetch(request.path_params["id"])
        return HERE

    return await once(request, form, act)


async def _show(request: Request, form: Filled[SourceForm], status: int = 200) -> Response:
    known = await topics()
    page = SourcesPage(
        sources=await sources(),
        form=form,
        topics=(("", say(N_("No topic"))), *((topic.id, topic.name) for topic in known)),
        topic_names={topic.id: topic.name for topic in known},
        key=blank(ButtonForm).key,
    )
    return await show(request, page, status=status)
