"""A SQLite connection that runs each statement where it is asked for, without a thread of its own.

For programs with nothing else to do meanwhile: handing statements over to a thread is most of what they cost.
"""

from collections.abc import Callable, Generator
from typing import Any

import aiosqlite


class DirectConnection(aiosqlite.Connection):
    """The same interface as the stock connection; its thread is never started."""

    def __await__(self) -> Generator[Any, None, aiosqlite.Connection]:
        """Connect at once."""
        return self._connect().__await__()

    async def _connect(self) -> aiosqlite.Connection:
        self._connection = self._connector()
        return self

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    def stop(self) -> None:
        """There is no thread to stop."""
        self._running = False
