"""Tells a database that is away or busy from a statement that will never work."""

import sys

from tortoise.exceptions import IntegrityError, OperationalError

_AWAY = (OperationalError, OSError, TimeoutError)


def is_away(error: BaseException) -> bool:
    """Whether trying again later can help: no connection, a lock, a deadlock, a full disk. A broken row cannot."""
    return isinstance(error, _AWAY + _of_postgresql()) and not isinstance(error, IntegrityError)


# connection, rolled back to let another go on, resources, operator, system
_PASSING_STATES = ("08", "40", "53", "57", "58")


def is_passing(error: BaseException) -> bool:
    """Whether PostgreSQL's own words say that the same act may work in a moment: a restart, a deadlock, too many."""
    driver = sys.modules.get("asyncpg")
    said = str(getattr(error, "sqlstate", None) or "")
    return isinstance(error, ConnectionError) or (
        driver is not None and (said.startswith(_PASSING_STATES) or isinstance(error, driver.InterfaceError))
    )


def _of_postgresql() -> tuple[type[BaseException], ...]:
    """PostgreSQL's own errors, where its driver was needed at all."""
    driver = sys.modules.get("asyncpg")
    return (driver.PostgresError, driver.InterfaceError) if driver else ()
