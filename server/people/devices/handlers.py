"""GET /me/devices; POST /me/devices/{tag}/deletion, /me/devices/deletion"""

from starlette.requests import Request
from starlette.responses import Response

from server.people.devices.commands import sign_device_out, sign_out_elsewhere
from server.people.devices.pages import DevicesPage
from server.people.queries import devices_of
from server.web.htmx import see_other
from server.web.rendering import show
from server.web.sessions import forget_session, signed_in


async def index(request: Request) -> Response:
    """GET /me/devices"""
    person = signed_in(request)
    devices = await devices_of(person.person_id, person.session_hash)
    return await show(request, DevicesPage(devices=devices))


async def destroy(request: Request) -> Response:
    """POST /me/devices/{tag}/deletion: signing out what is signed out already is a 404, as a stranger's is."""
    person = signed_in(request)
    ended = await sign_device_out(person.person_id, request.path_params["tag"])
    if ended != person.session_hash:
        return see_other(request, "/me/devices")
    response = see_other(request, "/sign-in")
    forget_session(request, response)
    return response


async def destroy_others(request: Request) -> Response:
    """POST /me/devices/deletion"""
    person = signed_in(request)
    await sign_out_elsewhere(person.person_id, person.session_hash)
    return see_other(request, "/me/devices")
