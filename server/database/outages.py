"""Tells a database that is away or busy from a statement that will never work."""

import asyncpg
from tortoise.exceptions import IntegrityError, OperationalError

_AWAY = (OperationalError, OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)


def is_away(error: BaseException) -> bool:
    """Whether trying again later can help: no connection, a lock, a deadlock, a full disk. A broken row cannot."""
    return isinstance(error, _AWAY) and not isinstance(error, IntegrityError)
