"""A dry run of the first rule over the last 90 days of the demo: facts, seconds, facts a second."""

import asyncio
import sys
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.demo_server import demo_server
from benchmarks.table import CannotMeasure, Row
from gamification import Grant, Happened
from server import clock
from server.database import database
from server.people.queries import company
from server.rulebook.queries import active_rules
from server.rulebook.simulation_running import past, simulated
from server.web.locale import speaking

ROUNDS = 5
PATIENCE = 2.0  # seconds, in the page


def measure_simulation() -> list[Row]:
    """Reading the past and replaying it on both sides, as the request does."""
    with demo_server() as demo:
        folder = Path(demo.environment["RICOCHE_DATA_DIR"])
        return asyncio.run(measure(f"sqlite:///{folder / 'ricoche.db'}"))


async def measure(url: str) -> list[Row]:
    """The rows for one database."""
    async with database(url):
        profile = await company()
        if profile is None:
            raise CannotMeasure("There is no company in the demo's database.")
        with speaking("en", profile.zone):
            rounds = [await _one() for _ in range(ROUNDS)]
    facts = rounds[0][0]
    print(f"simulation: {facts} facts in 90 days", file=sys.stderr)
    seconds = tuple(round(each[1], 3) for each in rounds)
    return [
        Row("dry run, seconds", seconds, PATIENCE, PATIENCE / 2, is_least=False),
        Row("dry run, facts a second", tuple(round(facts / each) for each in seconds), 1_000, 5_000),
    ]


async def _one() -> tuple[int, float]:
    rule = next(each for each in await active_rules(clock.now()) if isinstance(each.spec.then, Grant))
    drafted = replace(rule, spec=replace(rule.spec, then=Grant(points=12)))
    began = time.perf_counter()
    known = await past(drafted.spec)
    await simulated(known, drafted)
    return sum(isinstance(step, Happened) for step in known.steps), time.perf_counter() - began
