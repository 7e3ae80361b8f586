"""Feeds are parsed in a process of its own, with little memory and time: one that goes wrong takes nothing along."""

import asyncio
import contextlib
import sys

from pydantic import TypeAdapter, ValidationError

from server.content.feed_reading import FeedRead, FeedRefused
from server.content.feed_xml import NOT_XML
from server.settings import ROOT

SECONDS = 30  # of the clock, on a busy machine; the child gives up after ten of its own
_read = TypeAdapter(FeedRead)
_refused = TypeAdapter(tuple[str, int | None, dict[str, object]])


async def read_feed_apart(body: bytes, content_type: str | None, url: str | None) -> FeedRead:
    """As `read_feed`. Raises `FeedRefused` only."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server.content.feed_child", content_type or "", url or "", cwd=ROOT,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(SECONDS):
            said, _ = await child.communicate(body)
    except TimeoutError:
        raise FeedRefused(NOT_XML, 1) from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    return _heard(child.returncode, said)


def _heard(code: int | None, said: bytes) -> FeedRead:
    try:
        if code == 0:
            return _read.validate_json(said)
        reason, line, values = _refused.validate_json(said)
    except ValidationError:
        raise FeedRefused(NOT_XML, 1) from None
    values.pop("line", None)
    raise FeedRefused(reason, line, **values)
