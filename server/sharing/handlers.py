"""Pages of sharing: the sheet, the hand-over, a share and its cancellation."""

from starlette.requests import Request
from starlette.responses import Response

from server.content.queries import ArticleCard, article_for_share
from server.sharing.building import handoff_page, share_page, shared_page
from server.sharing.channels import Channel
from server.sharing.commands import ArticleWithdrawn, ShareSettled, cancel_share, record_share
from server.sharing.drafts import NO_SERVER, TOO_LONG, Draft, characters_too_many, draft_of, has_good_server
from server.sharing.forms import CancellationForm, ShareForm
from server.sharing.openings import label_of
from server.sharing.pages import WithdrawnPage
from server.sharing.queries import last_channel, share_of
from server.web.forms import Filled, blank, read_form
from server.web.htmx import see_other, wants_fragment
from server.web.idempotency import once, once_for
from server.web.limits import take
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

SHARES_AN_HOUR = 60


async def new(request: Request) -> Response:
    """The share sheet, a page of its own or a fragment for the dialog."""
    article = await _article(request.path_params["id"])
    if not article.is_active:
        return await show(request, WithdrawnPage(article=article), status=410, block="sheet")
    channel = await last_channel(signed_in(request).person_id) or Channel.LINKEDIN.value
    form = blank(ShareForm, article=article.id, channel=channel, mention="on")
    return await _sheet(request, article, form)


async def preview(request: Request) -> Response:
    """What the words would bring, while they are written; nothing is recorded."""
    article = await _article(request.path_params["id"])
    form = await read_form(request, ShareForm)
    form.errors.clear()
    return await _sheet(request, article, form, block="points")


async def create(request: Request) -> Response:
    """Record the share, then hand over to the channel: a fragment that keeps the tap, or a page."""
    person_id, form = signed_in(request).person_id, await read_form(request, ShareForm)
    article = await _article(str(form.said("article")))
    draft = await _checked(form, article, _public_url(request))
    if draft is None:
        return await _sheet(request, article, form, status=422)
    await take(f"shares:{person_id}", SHARES_AN_HOUR, 3600)

    async def act() -> str:
        suffix = f"?server={draft.mastodon_server}" if draft.channel is Channel.MASTODON else ""
        return f"/shares/{await record_share(person_id, draft)}{suffix}"

    try:
        location = await once_for(person_id, request.scope["path"], form, act)
    except ArticleWithdrawn as refusal:
        return await _sheet(request, article, form.refuse("words", refusal.said), status=422)
    if not wants_fragment(request):
        return see_other(request, location)
    share_id = location.partition("?")[0].rpartition("/")[2]
    return await show(request, await handoff_page(person_id, share_id, draft.mastodon_server, _public_url(request)))


async def show_share(request: Request) -> Response:
    """A share and what became of it; a stranger's does not exist."""
    server, person_id = request.query_params.get("server", ""), signed_in(request).person_id
    page = await shared_page(person_id, request.path_params["id"], server, _public_url(request))
    return await show(request, page)


async def cancel(request: Request) -> Response:
    """It was not published: cancel it, as long as nobody opened the link."""
    person_id, share_id = signed_in(request).person_id, request.path_params["id"]
    if await share_of(person_id, share_id) is None:
        raise NotFound
    form = await read_form(request, CancellationForm)

    async def act() -> str:
        await cancel_share(person_id, share_id)
        return f"/shares/{share_id}"

    try:
        return await once(request, form, act)
    except ShareSettled as refusal:
        page = await shared_page(person_id, share_id, "", _public_url(request), refusal.said)
        return await show(request, page, status=422)


async def missing(request: Request) -> Response:
    """A code that no link has: those that lead somewhere are answered before the application."""
    raise NotFound


async def _article(article_id: str) -> ArticleCard:
    found = await article_for_share(article_id)
    if found is None:
        raise NotFound
    return found


async def _checked(form: Filled[ShareForm], article: ArticleCard, public_url: str) -> Draft | None:
    """The draft, if all that a person can correct is right; the reasons stand in the form."""
    if not form.is_valid:
        return None
    value = form.valid
    draft = await draft_of(article, value.channel, value.words, value.mention, value.mastodon_server)
    if not has_good_server(draft):
        form.refuse("mastodon_server", NO_SERVER)
    if too_many := characters_too_many(draft, public_url):
        form.refuse("words", TOO_LONG, count=too_many, channel=label_of(draft.channel))
    if not article.is_active:
        form.refuse("words", ArticleWithdrawn.message)
    return draft if form.is_valid else None


async def _sheet(
    request: Request, article: ArticleCard, form: Filled[ShareForm], *, status: int = 200, block: str = "sheet"
) -> Response:
    page = await share_page(signed_in(request).person_id, article, form, _public_url(request))
    return await show(request, page, status=status, block=block)


def _public_url(request: Request) -> str:
    return str(request.app.state.settings.public_url)
