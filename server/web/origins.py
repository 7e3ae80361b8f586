"""What a file or an address named on the command line holds."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from server.messages import N_
from server.web.outbound import MAX_BYTES, PUBLIC, OutboundPolicy, OutboundRefused, fetch

UNREADABLE = N_("“{file}” cannot be read: {why}.")
TOO_LARGE = N_("“{file}” is larger than {limit} MB.")
STATUS = N_("This address answered with an error: {status}.")


class Unread(Exception):
    """Nothing was read; the sentence says why. `name` is the file's or the address."""

    def __init__(self, name: str, reason: str, values: dict[str, object]) -> None:
        super().__init__(reason)
        self.name = name
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes; of an address also where it led in the end, and what it says they are."""

    body: bytes
    url: str | None = None
    content_type: str | None = None


async def content_of(where: str, accept: str, *, max_bytes: int = MAX_BYTES, allow: OutboundPolicy = PUBLIC) -> Content:
    """Read a file, or fetch an address. Raises Unread only."""
    if "://" not in where:
        return Content(await asyncio.to_thread(_file, Path(where), max_bytes))
    try:
        answer = await fetch(where, accept=accept, max_bytes=max_bytes, allow=allow)
        if answer.status != 200:
            raise OutboundRefused(STATUS, status=answer.status)
    except OutboundRefused as no:
        raise Unread(where, no.reason, no.values) from no
    return Content(answer.body, answer.url, answer.headers.get("content-type"))


def _file(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(max_bytes + 1)
    except OSError as error:
        raise Unread(path.name, UNREADABLE, {"file": path.name, "why": error.strerror or ""}) from error
    if len(body) > max_bytes:
        raise Unread(path.name, TOO_LARGE, {"file": path.name, "limit": max_bytes // 1024 // 1024})
    return body
