"""Runs what the outbox holds, and the chores that come round."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from server import jobs
from server.people.queries import company
from server.web.locale import language, speak
from server.web.logs import log

BATCH = 20
POLL = 2.0
CHORE_EVERY = timedelta(seconds=30)
TIMEOUT = jobs.LEASE.total_seconds() * 0.8

chores: list[Callable[[], Awaitable[None]]] = []
closers: dict[str, Callable[[], Awaitable[None]]] = {}  # what jobs keep open between each other, by name


class TryLater(Exception):
    """A job's service asked for patience."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"after {after}")
        self.after = after


async def run(stop: asyncio.Event) -> None:
    """Until told to stop: jobs as they come, chores twice a minute."""
    try:
        await asyncio.gather(_loop(stop), _chore_loop(stop))
    finally:
        await _close()


async def drain() -> int:
    """Run the chores and everything that is due, then return how many jobs ran (`ricoche worker --once`)."""
    await do_chores()
    ran = 0
    try:
        while batch := await jobs.claim(BATCH):
            await _run_batch(batch)
            ran += len(batch)
    finally:
        await _close()
    return ran


async def _close() -> None:
    for close in closers.values():
        await close()


async def do_chores() -> None:
    """Each chore once; one that fails does not keep the others from running."""
    for chore in chores:
        try:
            await _live_in_the_programmes_zone()
            await chore()
        except Exception as error:
            log.error("chore_failed", chore=chore.__name__, problem=type(error).__name__, exc_info=True)


async def _live_in_the_programmes_zone() -> None:
    """Days and weeks begin there, also where no request says so."""
    profile = await company()
    if profile is not None:
        speak(language(), profile.zone)


async def _loop(stop: asyncio.Event) -> None:
    while not stop.is_set():
        jobs.wake.clear()
        try:
            batch = await jobs.claim(BATCH)
        except Exception as error:
            log.error("outbox_unreachable", problem=type(error).__name__)
            batch = []
        if batch:
            await _run_batch(batch)
        else:
            await _first_of(stop.wait(), jobs.wake.wait(), timeout=POLL)


async def _chore_loop(stop: asyncio.Event) -> None:
    while not stop.is_set():
        await do_chores()
        await _first_of(stop.wait(), timeout=CHORE_EVERY.total_seconds())


async def _first_of(*waits: Any, timeout: float) -> None:  # noqa: ASYNC109  several waits share it
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _run_batch(batch: list[dict[str, Any]]) -> None:
    results = await asyncio.gather(*(_run_one(job) for job in batch))
    await jobs.finish([job_id for job_id in results if job_id is not None])


async def _run_one(job: dict[str, Any]) -> int | None:
    try:
        async with asyncio.timeout(TIMEOUT):
            await _live_in_the_programmes_zone()
            await jobs.handlers[job["kind"]](job["payload"])
        return int(job["id"])
    except TryLater as patience:
        await jobs.postpone(job, patience, patience.after)
    except Exception as error:
        log.error("job_failed", kind=job["kind"], attempt=job["attempts"], problem=type(error).__name__, exc_info=True)
        await jobs.postpone(job, error)
    return None
