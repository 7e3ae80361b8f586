"""Static files at versioned addresses: immutable for a year, and a release changes the address."""

import asyncio
import base64
import hashlib
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from server.settings import ROOT
from server.web.compressed import TEXTS, compressed_file, squeeze, takes_brotli
from server.web.stylesheet import SHEETS, stylesheet

STATIC = ROOT / "static"
WORKER = ROOT / "service_worker"
IMMUTABLE = "public, max-age=31536000, immutable"
NOTHING_MORE = "default-src 'none'"  # a file asks for nothing; the pages' longer policy would cost more than scripts do


@cache
def version() -> str:
    """One version for everything served from disk, so that modules import each other by relative address."""
    digest = hashlib.sha256()
    for folder in (STATIC, WORKER):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """The versioned address of a file below static/."""
    return f"/static/{version()}/{path}"


def stylesheet_address(sheet: str = "ricoche") -> str:
    """The versioned address of a stylesheet: everybody's, or the console's beside it."""
    return asset(f"{sheet}.css")


def worker_address() -> str:
    """The versioned address of the service worker's first module."""
    return f"/service_worker/{version()}/main.js"


@cache
def integrity(path: str) -> str:
    """The subresource integrity of a vendored file, computed from its bytes."""
    digest = hashlib.sha384((STATIC / path).read_bytes()).digest()
    return "sha384-" + base64.b64encode(digest).decode()


class VersionedFiles(StaticFiles):
    """Serves <version>/<path>; another version's address still serves the file, but is not kept."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file behind its version."""
        asked, _, rest = path.partition("/")
        response = await super().get_response(rest, scope)
        if response.status_code not in (200, 304):
            return response
        if asked == version() and isinstance(response, FileResponse) and _may_squeeze(scope, rest):
            response = await compressed_file(Path(response.path), response.media_type)
        response.headers["Cache-Control"] = IMMUTABLE if asked == version() else "no-cache"
        if self.directory == STATIC:
            response.headers["Content-Security-Policy"] = NOTHING_MORE
        return response


def _may_squeeze(scope: Scope, path: str) -> bool:
    headers = Headers(scope=scope)
    return path.endswith(TEXTS) and "range" not in headers and takes_brotli(headers.get("accept-encoding", ""))


@cache
def _stylesheet_bytes(sheet: str) -> bytes:
    return stylesheet(sheet).replace(b"/static/fonts/", asset("fonts/").encode())


@cache
def _small_stylesheet(sheet: str) -> bytes:
    return squeeze(_stylesheet_bytes(sheet))


async def serve_stylesheet(request: Request) -> Response:
    """A stylesheet, made of the files of static/css."""
    sheet = request.path_params["sheet"]
    if sheet not in SHEETS:
        raise HTTPException(404)
    kept = IMMUTABLE if request.path_params["version"] == version() else "no-cache"
    headers = {"Cache-Control": kept, "Content-Security-Policy": NOTHING_MORE, "Vary": "Accept-Encoding"}
    if not takes_brotli(request.headers.get("accept-encoding", "")):
        return Response(_stylesheet_bytes(sheet), media_type="text/css", headers=headers)
    body = await asyncio.to_thread(_small_stylesheet, sheet)
    return Response(body, media_type="text/css", headers={**headers, "Content-Encoding": "br"})
