"""The drawings of gifts: the same bytes for everybody, for good. No session is read."""

from typing import cast

from starlette.requests import Request
from starlette.responses import Response

from server.drawing import GIFT_ART, GiftArt, gift_svg
from server.web.assets import IMMUTABLE
from server.web.problems import NotFound


async def show_art(request: Request) -> Response:
    """GET /gifts/art/{name}.svg"""
    name = request.path_params["name"]
    if name not in GIFT_ART:
        raise NotFound
    drawn = gift_svg(cast(GiftArt, name))
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": IMMUTABLE})
