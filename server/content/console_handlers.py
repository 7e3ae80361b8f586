"""Editors write, import, publish and withdraw articles."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from server.content import commands
from server.content.article_queries import article_for_editor
from server.content.console_queries import STATES, PostDraft, known_page, post_to_edit, posts, states
from server.content.forms import ArticleForm, PageForm, VersionForm
from server.content.importing import import_article, page_key
from server.content.jobs import fetch_page
from server.content.page_reading import PageRefused, read_page
from server.content.pages import PostPage, PostsPage, PreviewPage
from server.content.queries import topics
from server.content.wording import body_of, whole_meta_of
from server.messages import N_
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import LANGUAGE_NAMES, language, say
from server.web.outbound import OutboundRefused
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

STATE_NAMES = {"draft": N_("Drafts"), "published": N_("Published"), "withdrawn": N_("Withdrawn")}
EMPTY = N_("Write the article: at least a few words.")
NO_SUCH_TOPIC = N_("This topic does not exist any more.")
FIELDS = ("title", "topic", "language", "body", "excerpt", "angle", "question", "version")


async def index(request: Request) -> Response:
    """GET /console/posts"""
    asked = request.query_params
    state = asked.get("state", "") if asked.get("state") in STATES else ""
    topic, words, after = (asked.get(name, "")[:200].replace("\0", "") for name in ("topic", "q", "page"))
    found, following = await posts(state, topic, after, words)
    page = PostsPage(
        posts=found,
        filters=await _filters(state),
        topics=await topics(),
        topic=topic,
        state=state,
        words=words,
        next_href=_address(state=state, topic=topic, q=words, page=following) if following else "",
    )
    return await show(request, page)


async def _filters(state: str) -> tuple[tuple[str, str, bool], ...]:
    counts = await states()
    named = ((f"{say(STATE_NAMES[each])} ({counts[each]})", _address(state=each), state == each) for each in STATES)
    return ((say(N_("All")), "/console/posts", state == ""), *named)


def _address(**asked: str) -> str:
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"/console/posts?{kept}" if kept else "/console/posts"


async def new(request: Request) -> Response:
    """GET /console/posts/new"""
    return await _show(request, None, blank(ArticleForm, language=language()), page_form=blank(PageForm))


async def create(request: Request) -> Response:
    """POST /console/posts"""
    form, person = await read_form(request, ArticleForm), signed_in(request)
    await _check(form, is_ours=True)
    if not form.is_valid:
        return await _show(request, None, form, status=422, page_form=blank(PageForm))

    async def act() -> str:
        return f"/console/posts/{await commands.write_article(form.valid, person.person_id)}"

    return await once(request, form, act)


async def edit(request: Request) -> Response:
    """GET /console/posts/{id}"""
    post = await _post(request)
    values = {name: getattr(post, name) for name in FIELDS}
    return await _show(request, post, blank(ArticleForm, **values))


async def update(request: Request) -> Response:
    """POST /console/posts/{id}"""
    post, form = await _post(request), await read_form(request, ArticleForm)
    await _check(form, is_ours=post.url is None)
    if not form.is_valid:
        return await _show(request, post, form, status=422)

    async def act() -> str:
        await commands.edit_article(post.id, form.valid)
        return f"/console/posts/{post.id}"

    try:
        return await once(request, form, act)
    except commands.Stale:
        return await _show_both(request, form)


async def _check(form: Filled[ArticleForm], *, is_ours: bool) -> None:
    """What the fields alone cannot tell."""
    if form.value is None:
        return
    if is_ours and not form.value.body:
        form.refuse("body", EMPTY)
    if form.value.topic and form.value.topic not in {topic.id for topic in await topics()}:
        form.refuse("topic", NO_SUCH_TOPIC)


async def _show_both(request: Request, form: Filled[ArticleForm]) -> Response:
    """Both texts: what was typed stays in the form, what was saved in between stands beside it."""
    newer = await _post(request)
    form.raw["version"] = newer.version
    return await _show(request, newer, form, status=409, newer=newer)


async def publish(request: Request) -> Response:
    """POST /console/posts/{id}/publication"""
    return await _act_on_version(request, commands.publish_article)


async def withdraw(request: Request) -> Response:
    """POST /console/posts/{id}/withdrawal"""
    return await _act_on_version(request, commands.withdraw_article)


async def _act_on_version(request: Request, command: commands.OnVersion) -> Response:
    post, form, person = await _post(request), await read_form(request, VersionForm), signed_in(request)
    if not form.is_valid:
        raise NotFound

    async def act() -> str:
        await command(post.id, form.valid.version, person.person_id)
        return f"/console/posts/{post.id}"

    return await once(request, form, act)


async def preview(request: Request) -> Response:
    """GET /console/posts/{id}/preview"""
    article = await article_for_editor(request.path_params["id"])
    if article is None:
        raise NotFound
    page = PreviewPage(article=article, body=body_of(article), meta=whole_meta_of(article))
    return await show(request, page)


async def import_page(request: Request) -> Response:
    """POST /console/posts/imports"""
    form = await read_form(request, PageForm)
    if form.is_valid:
        location = await _imported(form)
    if not form.is_valid:
        return await _show(request, None, blank(ArticleForm, language=language()), status=422, page_form=form)

    async def act() -> str:
        return location

    return await once(request, form, act)


async def _imported(form: Filled[PageForm]) -> str:
    """Fetch before any transaction; the page's own key decides whether it is known."""
    try:
        answer = await fetch_page(form.valid.url)
        content_type = answer.headers.get("content-type")
        key = page_key(read_page(answer.body, content_type, answer.url).canonical_url)
    except (OutboundRefused, PageRefused) as no:
        form.refuse("url", no.reason, **no.values)
        return ""
    slug = next((topic.slug for topic in await topics() if topic.id == form.valid.topic), None)
    await import_article(answer.body, answer.url, slug, publish=False, content_type=content_type)
    return f"/console/posts/{await known_page(key)}"


async def _post(request: Request) -> PostDraft:
    post = await post_to_edit(request.path_params["id"])
    if post is None:
        raise NotFound
    return post


async def _show(
    request: Request,
    post: PostDraft | None,
    form: Filled[ArticleForm],
    *,
    status: int = 200,
    page_form: Filled[PageForm] | None = None,
    newer: PostDraft | None = None,
) -> Response:
    page = PostPage(
        post=post,
        form=form,
        page_form=page_form,
        topics=(("", say(N_("No topic"))), *((topic.id, topic.name) for topic in await topics())),
        languages=_languages(form.said("language")),
        newer=newer,
        public_address=f"{request.app.state.settings.public_url}/a/{post.slug}" if post and not post.url else "",
        key=blank(VersionForm).key,
    )
    return await show(request, page, status=status)


def _languages(own: str) -> tuple[tuple[str, str], ...]:
    return tuple((LANGUAGE_NAMES | ({} if own in LANGUAGE_NAMES or not own else {own: own})).items())
