"""POST /console/people/invitations and /console/people/cards."""

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.people.console.forms import PeopleForm
from server.people.inviting.cards import make_cards
from server.people.inviting.commands import invite, invite_everyone
from server.people.inviting.pages import CardsPage
from server.settings import Settings
from server.web.forms import read_form
from server.web.idempotency import once
from server.web.problems import Refused
from server.web.rendering import show
from server.web.sessions import signed_in

NOBODY = N_("Tick at least one person.")


async def create(request: Request) -> Response:
    """POST /console/people/invitations"""
    form, settings = await read_form(request, PeopleForm), _settings(request)
    by = signed_in(request).person_id
    if not form.is_valid or not (form.valid.people or form.valid.everyone):
        raise Refused(NOBODY)

    async def act() -> str:
        if form.valid.everyone:
            await invite_everyone(by, settings.public_url)
        else:
            await invite(form.valid.people, by, settings.public_url)
        return "/console/people?sent=yes"

    return await once(request, form, act)


async def print_cards(request: Request) -> Response:
    """POST /console/people/cards: shown here and nowhere again; asked again, new cards end these."""
    form, settings = await read_form(request, PeopleForm), _settings(request)
    if not form.is_valid or not form.valid.people:
        raise Refused(NOBODY)
    cards = await make_cards(form.valid.people, signed_in(request), settings.public_url)
    page = CardsPage(cards=tuple(cards), host=settings.public_url)
    return await show(request, page, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings
