"""A process of its own for tests: posts one form many times and opens one link, on the database it is given."""

import asyncio
import json
import sys
from datetime import datetime
from typing import Any

from server import clock
from server.app import create_app
from server.people.models import Person
from server.settings import read_settings
from tests.conftest import browser
from tests.support.sharing import visitor
from tests.support.signing_in import as_person


async def main(url: str, data_dir: str, job: str) -> None:
    """Do the job beside other processes, at the hour of the test, and say what was answered."""
    with clock.running_from(datetime.fromisoformat(json.loads(job)["now"])):
        await work(url, data_dir, json.loads(job))


async def work(url: str, data_dir: str, what: dict[str, Any]) -> None:
    """Tap the form five times and open the link as often as there are visitors."""
    settings = read_settings(
        {
            "RICOCHE_DATA_DIR": data_dir,
            "RICOCHE_DATABASE_URL": url,
            "RICOCHE_PUBLIC_URL": "http://localhost:8000",
            "RICOCHE_WORKER": "no",
            "RICOCHE_SECRET_KEY": "k" * 40,
        }
    )
    made = create_app(settings)
    async with made.app.router.lifespan_context(made.app):  # type: ignore[attr-defined]
        person = await Person.get(id=what["person"])
        taps = [await as_person(browser(made), person) for _ in range(5)]
        visitors = [visitor(made, f"203.0.113.{n}") for n in range(what["visitors"])]
        sys.stdin.readline()  # all start together
        posted = await asyncio.gather(*(tap.post("/shares", data=what["form"]) for tap in taps))
        opened = await asyncio.gather(*(each.get(f"/s/{what['code']}") for each in visitors))
        shares = [[answer.status_code, answer.headers.get("location", "")] for answer in posted]
        print(json.dumps({"shares": shares, "visits": [answer.status_code for answer in opened]}))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
