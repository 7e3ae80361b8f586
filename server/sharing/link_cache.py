"""Links in memory, so that a redirect seldom asks the database: bounded, short-lived, unknown codes too."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from server.sharing.queries import LinkTarget
from server.web.logs import log

Load = Callable[[str], Awaitable[LinkTarget | None]]

LIVES = 20.0  # seconds: how long after a withdrawal another process may still lead to the source
PATIENCE = 1.0  # where an old answer is at hand
LAST_PATIENCE = 10.0
MOST = 20_000


class LinkAway(Exception):
    """The link is not in memory and the database does not answer."""


class LinkCache:
    """The targets of the links asked for lately; codes that lead nowhere are bounded apart."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self._known: OrderedDict[str, tuple[float, LinkTarget]] = OrderedDict()
        self._unknown: OrderedDict[str, float] = OrderedDict()
        self._asking: dict[str, asyncio.Task[LinkTarget | None]] = {}

    async def find(self, code: str) -> LinkTarget | None:
        """Where a code leads, or nothing; LinkAway when nobody can say."""
        now = monotonic()
        known = self._known.get(code)
        if known is not None:
            if now - known[0] < LIVES:
                return known[1]
            self._known[code] = (now, known[1])  # the others are served the old one meanwhile
        elif now - self._unknown.get(code, -LIVES) < LIVES:
            return None
        return await self._ask(code, known[1] if known else None)

    async def _ask(self, code: str, old: LinkTarget | None) -> LinkTarget | None:
        """Those who ask for one code at once share one question, which ends whether or not they wait for it."""
        try:
            async with asyncio.timeout(PATIENCE if old else LAST_PATIENCE):
                return await asyncio.shield(self._asking.get(code) or self._begin(code))
        except Exception as error:
            log.error("link_not_read", problem=type(error).__name__)
            if old is None:
                raise LinkAway from error
            return old

    def _begin(self, code: str) -> asyncio.Task[LinkTarget | None]:
        task = self._asking[code] = asyncio.create_task(self._load(code))
        task.add_done_callback(lambda ended: self._end(code, ended))
        return task

    def _end(self, code: str, ended: asyncio.Task[LinkTarget | None]) -> None:
        del self._asking[code]
        if not ended.cancelled():
            ended.exception()  # looked at, so that one nobody waits for is not complained about

    async def _load(self, code: str) -> LinkTarget | None:
        found = await self.load(code)
        self._remember(code, found)
        return found

    def _remember(self, code: str, found: LinkTarget | None) -> None:
        now = monotonic()
        if found is None:
            self._known.pop(code, None)
            self._unknown[code] = now
            _bound(self._unknown)
        else:
            self._unknown.pop(code, None)
            self._known[code] = (now, found)
            self._known.move_to_end(code)
            _bound(self._known)


def _bound(kept: OrderedDict[str, Any]) -> None:
    while len(kept) > MOST:
        kept.popitem(last=False)
