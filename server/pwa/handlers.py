"""What makes the site an application: manifest, worker, offline page. Public, without a session."""

from dataclasses import dataclass
from typing import ClassVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.frame import DEFAULT_ACCENT
from server.messages import N_
from server.people.queries import company
from server.pwa.manifest import ManifestColours, Screenshot, manifest
from server.pwa.theme import theme_address
from server.pwa.worker_script import worker_script
from server.settings import PRODUCT_NAME
from server.web.assets import asset
from server.web.locale import language, say
from server.web.rendering import Page, show

PAPER = "#f9f7f2"
NAME = N_("{product} at {company}")
DESCRIPTION = N_("Read, share in your own words, recommend people you know.")
SCREENSHOTS: tuple[Screenshot, ...] = ()
SPEAKS = {"Vary": "Accept-Language"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePage(Page):
    """What is shown where there is no network and no saved copy."""

    template: ClassVar[str] = "pwa/offline.html"
    tab: ClassVar[str] = "feed"


async def show_manifest(request: Request) -> Response:
    """The application as phones see it, in the language asked for."""
    profile = await company()
    found = manifest(
        name=say(NAME, {"product": PRODUCT_NAME, "company": profile.name}) if profile else PRODUCT_NAME,
        short_name=PRODUCT_NAME,
        description=say(DESCRIPTION),
        language=language(),
        colours=ManifestColours(PAPER, profile.accent if profile else DEFAULT_ACCENT),
        asset=asset,
        _=say,
        screenshots=SCREENSHOTS,
    )
    headers = {**SPEAKS, "Cache-Control": "public, max-age=300"}
    return JSONResponse(found, media_type="application/manifest+json", headers=headers)


async def show_worker(request: Request) -> Response:
    """The service worker's first module."""
    profile = await company()
    theme = theme_address(profile.accent if profile else DEFAULT_ACCENT)
    text = worker_script(theme, request.app.state.push_key)
    return Response(text, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


async def show_offline(request: Request) -> Response:
    """The page the worker keeps for when there is no network."""
    return await show(request, OfflinePage(), headers={**SPEAKS, "Cache-Control": "no-cache"})
