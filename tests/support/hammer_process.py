"""A worker of its own for tests: does one job after another on the database that each names, beside other workers."""

import asyncio
import random
from multiprocessing.connection import Connection
from typing import Any

from gamification import Fact, FloorError
from server import clock
from server.database import database
from server.people.queries import forget_company
from server.points.holding import hold_points
from server.points.recording import record_fact


def work(connection: Connection) -> None:
    """One job after another, until there is none."""
    while job := connection.recv():
        connection.send(asyncio.run(one_job(connection, job)))


async def one_job(connection: Connection, job: dict[str, Any]) -> bool:
    """Open, say so, wait for the others, act; whether the last thing was ours."""
    forget_company()
    async with database(job["url"]):
        connection.send("ready")
        connection.recv()  # all start together
        return await act_on(job)


async def act_on(job: dict[str, Any]) -> bool:
    """Facts against a cap and a budget, and one hold of all there is, in an order of the worker's own."""
    chance = random.Random(f"{job['seed']}:{job['worker']}")
    acts = [("capped", n) for n in range(job["times"])] + [("paid", n) for n in range(job["times"])] + [("held", 0)]
    chance.shuffle(acts)
    held = False
    for act, number in acts:
        name = f"{job['seed']}-{job['worker']}-{number}"
        if act == "held":
            held = await hold(job["gifted"], job["balance"], f"gift-{name}")
            continue
        kind, values = ("invitation.accepted", {"invited": name}) if act == "capped" else visits(name, chance)
        await record_fact(Fact(f"{act}:{name}", kind, job["person"], clock.now(), "thing", name, values))
    return held


def visits(name: str, chance: random.Random) -> tuple[str, dict[str, Any]]:
    """A settled day of one to nine visitors."""
    return "visits.settled", {"article": "a", "channel": "linkedin", "link": name, "visitors": chance.randint(1, 9)}


async def hold(person_id: str, amount: int, key: str) -> bool:
    """The whole balance for a gift, if nobody else was first."""
    try:
        await hold_points(person_id, amount, key)
    except FloorError:
        return False
    return True
