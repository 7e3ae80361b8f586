"""Openings are read in a process of its own, with little memory and time."""

from pydantic import TypeAdapter, ValidationError

from server.messages import N_
from server.openings.reading.postings import OpeningsRead, OpeningsRefused
from server.web.apart import heard_refusal, run_apart

TOO_MUCH = N_("This file takes too long or too much memory to be read.")
_read = TypeAdapter(OpeningsRead)


async def read_openings_apart(
    body: bytes, content_type: str | None = None, url: str | None = None, language: str | None = None
) -> OpeningsRead:
    """As `read_openings`. Raises `OpeningsRefused` only."""
    answer = await run_apart("server.openings.reading.child", (content_type or "", url or "", language or ""), body)
    try:
        if answer is not None and answer.code == 0:
            return _read.validate_json(answer.said)
    except ValidationError:
        raise OpeningsRefused(TOO_MUCH) from None
    reason, line, values = heard_refusal(answer) or (TOO_MUCH, None, {})
    values.pop("line", None)
    raise OpeningsRefused(reason, line, **values)
