"""Statements that never reach the database: an act breaks off at the n-th of them, or a process dies there."""

import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.asyncpg.client import TransactionWrapper as PostgresqlTransaction
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper

CLIENTS = (SqliteClient, SqliteTransactionWrapper, AsyncpgDBClient, PostgresqlTransaction)
STATEMENTS = ("execute_insert", "execute_many", "execute_query", "execute_query_dict", "execute_script")


class Broken(Exception):
    """What a statement raises instead of being run."""


class Count:
    """How many statements came."""

    def __init__(self) -> None:
        self.statements = 0

    def next(self) -> int:
        self.statements += 1
        return self.statements


@contextmanager
def breaking_at(number: int) -> Iterator[Count]:
    """Within, the statement of this number raises Broken and is not run; what comes after runs as ever."""
    count = Count()

    def break_off() -> None:
        if count.next() == number:
            raise Broken

    with pytest.MonkeyPatch.context() as patched:
        _before_each(patched, STATEMENTS, break_off)
        yield count


@contextmanager
def dying_at(number: int) -> Iterator[Count]:
    """Within, this process is killed before its statement or commit of this number, or right after its last commit.

    Between two statements nothing else can be lost: dying after one is dying before the next.
    """
    count = Count()

    def die() -> None:
        if count.next() == number:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.MonkeyPatch.context() as patched:
        _before_each(patched, (*STATEMENTS, "commit"), die)
        yield count
        die()


def _before_each(patched: pytest.MonkeyPatch, names: tuple[str, ...], look: Callable[[], None]) -> None:
    for client in CLIENTS:
        for name in names:
            if name in client.__dict__:
                patched.setattr(client, name, _looked_at(client.__dict__[name], look))


def _looked_at(real: Callable[..., Awaitable[Any]], look: Callable[[], None]) -> Callable[..., Awaitable[Any]]:
    @wraps(real)
    async def looking(*values: Any, **named: Any) -> Any:
        look()
        return await real(*values, **named)

    return looking
