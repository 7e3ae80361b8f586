"""Tells a database that is away or busy from a statement that will never work."""

import sys

from tortoise.exceptions import IntegrityError, OperationalError

_AWAY = (OperationalError, OSError, TimeoutError)


def is_away(error: BaseException) -> bool:
    """Whether trying again later can help: no connection, a lock, a deadlock, a full disk. A broken row cannot."""
    return isinstance(error, _AWAY + _of_postgresql()) and not isinstance(error, IntegrityError)


def _of_postgresql() -> tuple[type[BaseException], ...]:
    """PostgreSQL's own errors, where its driver was needed at all."""
    driver = sys.modules.get("asyncpg")
    return (driver.PostgresError, driver.InterfaceError) if driver else ()
