"""A form that may hold a file, from anybody: bounded in bytes and in time, kept in memory, never on disk."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from server.messages import N_
from server.web.problems import Problem

KEPT, DRAINED = 6 * 1024 * 1024, 32 * 1024 * 1024
LARGEST = 1024 * 1024 * 1024  # where the server itself stops listening; what is above KEPT is never kept
FIELDS, FIELD_BYTES = 20, 64 * 1024
MULTIPART, URLENCODED = "multipart/form-data", "application/x-www-form-urlencoded"

Outcome = Literal["whole", "large", "slow", "cut"]


@dataclass(slots=True)
class Intake:
    """How much of a body is kept, how long it may take in seconds, how many are in memory at once, and in how many
    of them a file is looked into. One per application."""

    kept: int = KEPT
    drained: int = DRAINED
    lasts: float = 120.0
    reading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(6))
    looking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Be one of those whose body is in memory, from its first byte to the answer. Raises Crowded."""
        try:
            await asyncio.wait_for(self.reading.acquire(), self.lasts)
        except TimeoutError:
            raise Crowded from None
        try:
            yield
        finally:
            self.reading.release()


class Crowded(Problem):
    """All places were taken for as long as anybody is made to wait."""

    status = 503
    message = N_("Many people are sending at this moment. Go back, and send yours again in a minute.")


class _TooLarge(Exception):
    """More came than is kept."""


class _InMemory(MultiPartParser):
    """What a stranger sends touches no disk before it is sealed."""

    spool_max_size = LARGEST
    is_whole = False

    def on_end(self) -> None:
        """The last boundary came."""
        self.is_whole = True

    def let_go(self) -> None:
        """Of a file that never ended."""
        if not self.is_whole and self._current_part.file is not None:
            self._current_part.file.file.close()


class _FieldsAlone(FormParser):
    """A form that no file can come in: bounded like the other, for nobody is obliged to send a file."""

    is_whole = True  # it has no last boundary: what came is all

    @property
    def items(self) -> list[tuple[str, str | UploadFile]]:
        """The fields so far."""
        return self._items

    def let_go(self) -> None:
        """There is no file."""


_Parser = _InMemory | _FieldsAlone


async def take_in(request: Request, intake: Intake) -> Outcome:
    """Read a form so that `read_form` and `uploaded` find it. Short of "whole" there is no file, and the fields that
    came before it are kept; the rest is thrown away, so that the browser reads the answer."""
    request._form = FormData()
    if not _kind(request).startswith((MULTIPART, URLENCODED)):
        return "whole"  # no form: nothing of it is read
    outcome: Outcome = "slow"
    parts: list[_Parser] = []
    try:
        async with asyncio.timeout(intake.lasts):
            outcome = await _read(request, intake, parts)
            if outcome != "whole":
                await _drain(request, intake)
    except TimeoutError:
        outcome = outcome if outcome == "large" else "slow"
    request._form = FormData([item for parser in parts for item in parser.items if _stays(item, outcome)])
    return outcome


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").strip().lower()


def _stays(item: tuple[str, str | UploadFile], outcome: Outcome) -> bool:
    """Whether a part is given to the form: a file only when all came; another one goes at once."""
    if outcome == "whole" or isinstance(item[1], str):
        return True
    item[1].file.close()
    return False


async def _read(request: Request, intake: Intake, parts: list[_Parser]) -> Outcome:
    try:
        async with aclosing(_pieces(request, intake.kept)) as pieces:
            parser = _parser(request, pieces)
            parts.append(parser)
            await parser.parse()
    except _TooLarge:
        return "large"
    except (MultiPartException, ClientDisconnect):
        return "cut"
    finally:
        for parser in parts:
            parser.let_go()
    return "whole" if parts[0].is_whole else "cut"


def _parser(request: Request, pieces: AsyncGenerator[bytes, None]) -> _Parser:
    if _kind(request).startswith(URLENCODED):
        return _FieldsAlone(request.headers, pieces, max_fields=FIELDS, max_part_size=FIELD_BYTES)
    return _InMemory(request.headers, pieces, max_files=1, max_fields=FIELDS, max_part_size=FIELD_BYTES)


async def _pieces(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    came = 0
    async for piece in request.stream():
        came += len(piece)
        if came > most:
            raise _TooLarge
        yield piece


async def _drain(request: Request, intake: Intake) -> None:
    """Throw away what still comes, up to a bound: a browser reads no answer while it sends."""
    came = 0
    while came < intake.drained and not request._stream_consumed:
        message = await request.receive()
        came += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return
