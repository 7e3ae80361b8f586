"""Feeds are parsed in a process of its own, with little memory and time: one that goes wrong takes nothing along."""

from pydantic import TypeAdapter, ValidationError

from server.content.feed_reading import FeedRead, FeedRefused
from server.content.feed_xml import NOT_XML
from server.web.apart import heard_refusal, run_apart

_read = TypeAdapter(FeedRead)


async def read_feed_apart(body: bytes, content_type: str | None, url: str | None) -> FeedRead:
    """As `read_feed`. Raises `FeedRefused` only."""
    answer = await run_apart("server.content.feed_child", (content_type or "", url or ""), body)
    try:
        if answer is not None and answer.code == 0:
            return _read.validate_json(answer.said)
    except ValidationError:
        raise FeedRefused(NOT_XML, 1) from None
    reason, line, values = heard_refusal(answer) or (NOT_XML, 1, {})
    values.pop("line", None)
    raise FeedRefused(reason, line, **values)
