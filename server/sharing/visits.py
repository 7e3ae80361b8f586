"""The one writer of visits in a process: batches in the order of arrival, and each answer waits for its batch."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from server.database.outages import is_away
from server.sharing.arrivals import Arrival
from server.web.logs import log

Record = Callable[[Sequence[Arrival]], Awaitable[object]]

GATHER = 0.003  # seconds in which a batch comes together
LONGEST_WAIT = 1.0
BATCH = 500
MOST_KEPT = 10_000
RETRY = (0.05, 0.2, 0.5, 1.0, 2.0)
LAST_CHANCE = 5.0


class VisitWriter:
    """Keeps visits until the database has them; never makes a redirect fail, nor wait longer than a second."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.dropped = 0
        self._waiting: list[Arrival] = []
        self._writing: list[Arrival] = []
        self._task: asyncio.Task[None] | None = None
        self._answer: asyncio.Event | None = None
        self._failures = 0

    @property
    def kept(self) -> int:
        """How many visits are not in the database yet."""
        return len(self._waiting) + len(self._writing)

    async def add(self, arrival: Arrival) -> None:
        """Return when the visit is in the database, or when waiting longer helps nobody."""
        if self.kept >= MOST_KEPT:
            self._drop(1, "memory is full")
            return
        self._waiting.append(arrival)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="visits")
        if not self._failures:
            await self._answered().wait()

    async def close(self) -> None:
        """Write what is there; what the database does not take in time is counted and said."""
        if self._task is not None and not self._task.done():
            await asyncio.wait({self._task}, timeout=LAST_CHANCE)
            self._task.cancel()
        if self.kept:
            self._drop(self.kept, "the server stopped")
            self._waiting, self._writing = [], []

    def _answered(self) -> asyncio.Event:
        """What those wait for who came since the last batch began."""
        if self._answer is None:
            self._answer = asyncio.Event()
            asyncio.get_running_loop().call_later(LONGEST_WAIT, self._answer.set)
        return self._answer

    async def _run(self) -> None:
        while self.kept:
            await asyncio.sleep(RETRY[min(self._failures, len(RETRY)) - 1] if self._failures else GATHER)
            self._writing, self._waiting = self._writing + self._waiting, []
            answer, self._answer = self._answer, None
            await self._write_all()
            if answer:
                answer.set()

    async def _write_all(self) -> None:
        try:
            await self._write()
            self._failures = 0
        except Exception as error:
            self._failures += 1
            log.error("visits_wait", kept=self.kept, tries=self._failures, problem=type(error).__name__)

    async def _write(self) -> None:
        """Batch after batch; one that can never be written is taken apart, so that it costs nobody else's visit."""
        size = BATCH
        while self._writing:
            batch = self._writing[:size]
            try:
                await self.record(batch)
            except Exception as error:
                if is_away(error):
                    raise
                if len(batch) > 1:
                    size = 1
                    continue
                self._drop(1, type(error).__name__)
            del self._writing[: len(batch)]

    def _drop(self, count: int, reason: str) -> None:
        self.dropped += count
        log.error("visits_dropped", count=count, total=self.dropped, reason=reason)
