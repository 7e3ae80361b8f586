"""Static texts made as small as they get, once: a release changes their addresses, so no copy goes stale."""

import asyncio
from functools import cache
from pathlib import Path

import brotli
from starlette.responses import Response

TEXTS = (".css", ".js", ".svg", ".txt")


async def compressed_file(path: Path, media_type: str | None) -> Response:
    """The file's answer to a browser that reads Brotli."""
    body = await asyncio.to_thread(_small, path)
    return Response(body, media_type=media_type, headers={"Content-Encoding": "br", "Vary": "Accept-Encoding"})


@cache
def _small(path: Path) -> bytes:
    return squeeze(path.read_bytes())


def squeeze(body: bytes) -> bytes:
    """As small as Brotli makes it; a tenth of a second for the largest file we have."""
    return bytes(brotli.compress(body, quality=11))


def takes_brotli(accepted: str) -> bool:
    """Whether an Accept-Encoding header names Brotli and does not refuse it."""
    for part in accepted[:400].split(","):
        name, _, weight = part.strip().partition(";q=")
        if name == "br":
            return weight.strip(" 0.") != "" or not weight
    return False
