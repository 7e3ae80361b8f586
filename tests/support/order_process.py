"""A process of its own for tests: acts on orders beside another, or until it is killed at one of its statements."""

import asyncio
import os
from collections import Counter
from contextlib import nullcontext
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from server import clock
from server.database import database
from server.listeners import register_listeners
from server.people.queries import forget_company
from server.rewards.code_sealing import unlock_codes
from server.rewards.commands import add_to_pot, redeem_reward
from server.rewards.known import OrderRefused, Wish
from server.settings import read_settings
from tests.support.breaking import dying_at
from tests.support.candidates import SECRETS
from tests.support.order_acts import ACTS


def take_orders(connection: Connection) -> None:
    """One job after another, until there is none: what became of all its orders, counted."""
    while job := connection.recv():
        with clock.running_from(datetime.fromisoformat(job["now"])):
            connection.send(asyncio.run(_orders(connection, job)))


async def _orders(connection: Connection, job: dict[str, Any]) -> Counter[str]:
    """Open, say so, wait for the other, order all at once."""
    _begin(job)
    async with database(job["url"]):
        connection.send("ready")
        connection.recv()
        return Counter(await asyncio.gather(*(_outcome(job, each) for each in job["people"])))


def _begin(job: dict[str, Any]) -> None:
    """Everybody listens, as in a running program; its files are this process's own."""
    folder = Path(job["folder"]) / str(os.getpid())
    folder.mkdir(exist_ok=True, parents=True)
    forget_company()
    register_listeners(read_settings({"RICOCHE_DATA_DIR": str(folder), "RICOCHE_DATABASE_URL": job["url"]}))
    unlock_codes(SECRETS)


async def _outcome(job: dict[str, Any], person_id: str) -> str:
    try:
        if "pot" in job:
            await add_to_pot(job["pot"], job["points"], person_id)
        else:
            await redeem_reward(Wish(job["slug"]), person_id)
    except OrderRefused as refused:
        return type(refused).__name__
    except Exception as error:  # what nobody expects is told to the test, not lost with the process
        return repr(error)
    return "done"


def run_until_killed(job: dict[str, Any]) -> None:
    """One act of `order_acts`, and the end of this process before its statement of a number, if it has so many."""
    with clock.running_from(datetime.fromisoformat(job["now"])):
        asyncio.run(_act(job))


async def _act(job: dict[str, Any]) -> None:
    _begin(job)
    async with database(job["url"]):
        with dying_at(job["at"]) if job["at"] else nullcontext():
            await ACTS[job["act"]].do(job["stage"], job["made"])
