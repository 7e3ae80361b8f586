"""/console/referrals/ats: the connection to the other system, for HR."""

from starlette.requests import Request
from starlette.responses import Response

from gamification import STAGES
from server.ats.connection import Connection, change_address, change_secret, connection, queue, try_again
from server.ats.forms import AddressForm, ButtonForm, SecretForm
from server.ats.incoming import BY_THEM
from server.ats.outgoing import send_test
from server.ats.pages import AtsPage
from server.ats.standard_webhooks import key_of
from server.messages import N_
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import Act, once, once_for
from server.web.locale import say
from server.web.outbound import OutboundRefused, checked_url
from server.web.problems import Refused
from server.web.rendering import show
from server.web.sessions import signed_in

HERE = "/console/referrals/ats"
RECEIVES = "/webhooks/ats"
SAID = {
    "saved": N_("Saved."),
    "test": N_("A test message is on its way: read below how it went."),
    "again": N_("The messages are on their way once more."),
}
UNREACHABLE = N_("The address could not be reached.")
NO_SECRET = N_("The secret cannot be read with this installation’s keys: make a new one.")
ANSWERED = N_("The other system answered {status}.")


async def index(request: Request) -> Response:
    """GET /console/referrals/ats"""
    said = SAID.get(request.query_params.get("said", ""))
    return await _show(request, said=say(said) if said else "")


async def _show(
    request: Request,
    form: Filled[AddressForm] | None = None,
    secret: Filled[SecretForm] | None = None,
    *,
    shown: str = "",
    said: str = "",
    refused: str = "",
    status: int = 200,
) -> Response:
    stands = await connection()
    page = AtsPage(
        connection=stands,
        queue=await queue(),
        problem=_problem(stands),
        form=form or blank(AddressForm, url=stands.url),
        secret=secret or blank(SecretForm),
        direction=str(secret.said("direction")) if secret else "",
        shown=shown,
        said=said,
        refused=refused,
        receives_at=request.app.state.settings.public_url.rstrip("/") + RECEIVES,
        stages=", ".join((*STAGES, *BY_THEM)),
        key=blank(ButtonForm).key,
    )
    return await show(request, page, status=status, headers={"Cache-Control": "no-store"})


def _problem(stands: Connection) -> str:
    if not stands.problem:
        return ""
    known = {"unreachable": UNREACHABLE, "secret": NO_SECRET}
    return say(known.get(stands.problem, ANSWERED), {"status": stands.problem})


async def update(request: Request) -> Response:
    """POST /console/referrals/ats"""
    form, by = await read_form(request, AddressForm), signed_in(request).person_id
    if form.is_valid and form.valid.url:
        try:
            checked_url(form.valid.url)
        except OutboundRefused as no:
            form.refuse("url", no.reason, **no.values)
    if not form.is_valid:
        return await _show(request, form, status=422)

    async def act() -> str:
        await change_address(form.valid.url, by)
        return f"{HERE}?said=saved"

    return await once(request, form, act)


async def make_secret(request: Request) -> Response:
    """POST /console/referrals/ats/secrets: the answer shows it, and nothing ever shows it again."""
    form, by = await read_form(request, SecretForm), signed_in(request).person_id
    if not form.is_valid:
        return await _show(request, secret=form, status=422)
    made: list[str] = []

    async def act() -> str:
        theirs = key_of(form.valid.secret) if form.valid.secret else None
        made.append(await change_secret(form.valid.direction, by, theirs))
        return HERE

    await once_for(by, request.scope["path"], form, act)
    again = blank(SecretForm, direction=form.valid.direction)
    return await _show(request, secret=again, shown="" if form.valid.secret else "".join(made), said=say(SAID["saved"]))


async def test(request: Request) -> Response:
    """POST /console/referrals/ats/test"""
    form = await read_form(request, ButtonForm)

    async def act() -> str:
        await send_test()
        return f"{HERE}?said=test"

    return await _once_or_why(request, form, act)


async def again(request: Request) -> Response:
    """POST /console/referrals/ats/retries"""
    form, by = await read_form(request, ButtonForm), signed_in(request).person_id

    async def act() -> str:
        await try_again(by)
        return f"{HERE}?said=again"

    return await _once_or_why(request, form, act)


async def _once_or_why(request: Request, form: Filled[ButtonForm], act: Act) -> Response:
    try:
        return await once(request, form, act)
    except Refused as no:
        return await _show(request, refused=say(no.said, no.values), status=422)
