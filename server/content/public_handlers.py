"""What anybody may fetch: the public page of an article, pictures, covers. No session is read."""

import asyncio

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from server.content.article_queries import article_for_everybody, other_public_articles
from server.content.media import picture_file
from server.content.pages import PublicArticlePage
from server.content.plain_text import cut_at_word
from server.content.wording import body_of
from server.drawing import cover_svg
from server.web.assets import IMMUTABLE
from server.web.locale import language
from server.web.problems import NotFound
from server.web.rendering import show

KINDS = ("halftone", "strata", "interference", "cairn")
DESCRIPTION = 160
SOME_MINUTES = {
    "Cache-Control": "public, max-age=300",
    "Vary": "Accept-Language, HX-Request-Type",
}


async def show_public(request: Request) -> Response:
    """GET /a/{slug}"""
    article = await article_for_everybody(request.path_params["slug"])
    if article is None:
        raise NotFound
    public_url = request.app.state.settings.public_url
    page = PublicArticlePage(
        article=article,
        body=body_of(article),
        description=cut_at_word(article.excerpt, DESCRIPTION),
        address=f"{public_url}/a/{article.slug}",
        picture=f"{public_url}{article.picture}",
        others=await other_public_articles(article.slug),
    )
    headers = {**SOME_MINUTES, "Content-Language": language()}
    return await show(request, page, status=410 if article.is_withdrawn else 200, headers=headers)


async def show_picture(request: Request) -> Response:
    """GET /media/{name}"""
    settings = request.app.state.settings
    file = await asyncio.to_thread(picture_file, settings.media_dir, request.path_params["name"])
    if file is None:
        raise NotFound
    return FileResponse(file, media_type="image/webp", headers={"Cache-Control": IMMUTABLE})


async def show_cover(request: Request) -> Response:
    """GET /covers/{seed}.svg"""
    kind, seed = request.query_params.get("kind", ""), request.path_params["seed"]
    if len(seed) > 64 or (kind and kind not in KINDS):
        raise NotFound
    return Response(cover_svg(seed, kind), media_type="image/svg+xml", headers={"Cache-Control": IMMUTABLE})
