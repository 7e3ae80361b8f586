"""An answer's body, unpacked, within a limit that counts before and after unpacking."""

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import aiohttp

_CHUNK = 64 * 1024
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_BARE_DEFLATE = -zlib.MAX_WBITS


class BodyRefused(Exception):
    """The body is too large, or packed in a way we do not read."""

    def __init__(self, *, too_large: bool) -> None:
        super().__init__()
        self.too_large = too_large


async def read_body(response: "aiohttp.ClientResponse", limit: int) -> bytes:
    """The whole body or `BodyRefused`; never holds much more than twice the limit."""
    if (response.content_length or 0) > limit:
        raise BodyRefused(too_large=True)
    packed = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        packed += chunk
        if len(packed) > limit:
            raise BodyRefused(too_large=True)
    return unpack(bytes(packed), response.headers.get("Content-Encoding", ""), limit)


def unpack(packed: bytes, encoding: str, limit: int) -> bytes:
    """The body without its compression; it stops inflating at the limit."""
    kind = encoding.strip().lower()
    if kind in {"", "identity"} or not packed:
        return packed
    if kind not in {"gzip", "x-gzip", "deflate"}:
        raise BodyRefused(too_large=False)
    try:
        return _inflated(packed, _GZIP_OR_ZLIB, limit)
    except zlib.error:
        pass  # "deflate" means two things to servers
    try:
        return _inflated(packed, _BARE_DEFLATE, limit)
    except zlib.error:
        raise BodyRefused(too_large=False) from None


def _inflated(packed: bytes, window: int, limit: int) -> bytes:
    inflater = zlib.decompressobj(window)
    body = inflater.decompress(packed, limit + 1)
    if len(body) > limit:
        raise BodyRefused(too_large=True)
    if not inflater.eof:
        raise BodyRefused(too_large=False)
    return body
