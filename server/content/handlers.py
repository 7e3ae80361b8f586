"""The feed and its articles, for colleagues."""

from urllib.parse import urlencode, urlsplit

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from server.badges.queries import streak_of
from server.content import commands
from server.content.article_queries import ArticleView, article_for_reader
from server.content.cards import drawn
from server.content.companions import points_of_share
from server.content.feed_queries import FOR_YOU, SAVED, FeedRow, cursor_of, feed_page
from server.content.pages import ArticlePage, BookmarkPage, FeedPage, StreakPanel
from server.content.queries import topics
from server.content.wording import body_of, card_of, streak_panel, whole_meta_of
from server.messages import N_
from server.people.queries import is_streak_paused
from server.sharing.queries import Sharers, sharers_of
from server.web.htmx import see_other, wants_fragment
from server.web.locale import say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import SignedIn, signed_in

OTHERS = 3
NOBODY = Sharers(0, ())


async def index(request: Request) -> Response:
    """GET /feed"""
    person, chosen = signed_in(request), request.query_params.get("topic", "")
    start = request.query_params.get("page", "")
    found = await feed_page(person.person_id, await _selection(chosen), cursor_of(start))
    page = FeedPage(
        greeting=say(N_("Hello {name}"), {"name": person.given_name}),
        streak=await _streak(person.person_id) if not start else None,
        chips=await _chips(chosen),
        chosen=chosen,
        cards=await _cards(person, found.rows, is_first=not start),
        is_first=not start,
        next_href=_address(chosen, str(found.following)) if found.following else "",
    )
    return await show(request, page, block="cards")


async def _streak(person_id: str) -> StreakPanel:
    return streak_panel(await streak_of(person_id), await is_streak_paused(person_id))


async def _selection(chosen: str) -> str:
    """What the address asks for: everything for this person, what they saved, or one topic."""
    if chosen in ("", SAVED):
        return SAVED if chosen else FOR_YOU
    found = next((topic.id for topic in await topics() if topic.slug == chosen), None)
    if found is None:
        raise NotFound
    return found


async def _chips(chosen: str) -> tuple[tuple[str, str, bool], ...]:
    return (
        (say(N_("For you")), "/feed", chosen == ""),
        *((topic.name, _address(topic.slug), chosen == topic.slug) for topic in await topics()),
        (say(N_("Saved")), _address(SAVED), chosen == SAVED),
    )


def _address(chosen: str, page: str = "") -> str:
    asked = urlencode({name: value for name, value in (("topic", chosen), ("page", page)) if value})
    return f"/feed?{asked}" if asked else "/feed"


async def _cards(person: SignedIn, found: tuple[FeedRow, ...], *, is_first: bool) -> tuple[Markup, ...]:
    sharers = await sharers_of([row.id for row in found])
    points = await points_of_share(person.person_id, found[0].id) if found else 0
    cards = (card_of(row, sharers.get(row.id, NOBODY), points) for row in found)
    return tuple(drawn(card, eager=is_first and place == 0) for place, card in enumerate(cards))


async def show_article(request: Request) -> Response:
    """GET /posts/{id}"""
    person = signed_in(request)
    article = await _article(request, person)
    return await show(request, await _page(person, article), status=410 if article.is_withdrawn else 200)


async def _article(request: Request, person: SignedIn) -> ArticleView:
    article = await article_for_reader(request.path_params["id"], person.person_id)
    if article is None:
        raise NotFound
    return article


async def _page(person: SignedIn, article: ArticleView) -> ArticlePage:
    others: tuple[FeedRow, ...] = ()
    if article.is_withdrawn:
        others = (await feed_page(person.person_id, FOR_YOU, cursor_of(""))).rows[:OTHERS]
    return ArticlePage(
        article=article,
        body=body_of(article),
        meta=whole_meta_of(article),
        points=0 if article.is_withdrawn else await points_of_share(person.person_id, article.id),
        others=tuple(drawn(card_of(row, NOBODY, 0)) for row in others),
    )


async def mark_read(request: Request) -> Response:
    """POST /posts/{id}/read"""
    person = signed_in(request)
    article = await _article(request, person)
    if article.is_withdrawn:
        raise NotFound
    await commands.mark_read(person.person_id, article.id)
    if wants_fragment(request):
        return await show(request, await _page(person, await _article(request, person)), block="reading")
    return see_other(request, f"/posts/{article.id}")


async def save(request: Request) -> Response:
    """POST /posts/{id}/bookmark"""
    return await _bookmark(request, saved=True)


async def unsave(request: Request) -> Response:
    """POST /posts/{id}/bookmark/removal"""
    return await _bookmark(request, saved=False)


async def _bookmark(request: Request, *, saved: bool) -> Response:
    person = signed_in(request)
    article = await _article(request, person)
    await commands.save_for_later(person.person_id, article.id, saved)
    if wants_fragment(request):
        page = BookmarkPage(article=await _article(request, person))
        return await show(request, page, block="mark")
    return see_other(request, _where_from(request, f"/posts/{article.id}"))


async def dismiss(request: Request) -> Response:
    """POST /posts/{id}/dismissal"""
    return await _dismiss(request, dismissed=True)


async def undismiss(request: Request) -> Response:
    """POST /posts/{id}/dismissal/removal"""
    return await _dismiss(request, dismissed=False)


async def _dismiss(request: Request, *, dismissed: bool) -> Response:
    person = signed_in(request)
    article = await _article(request, person)
    await commands.dismiss(person.person_id, article.id, dismissed)
    return see_other(request, f"/posts/{article.id}")


def _where_from(request: Request, otherwise: str) -> str:
    """The page of ours on which the button was pressed."""
    came = urlsplit(request.headers.get("referer", ""))
    is_ours = came.netloc == request.headers.get("host") and came.path.split("/")[1:2] in (["feed"], ["posts"])
    return came.path + (f"?{came.query}" if came.query else "") if is_ours else otherwise
