"""The demo company behind a real `ricoche serve`, and somebody signed in there."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from benchmarks.table import CannotMeasure
from server.settings import ROOT, read_settings
from server.web.sessions import COOKIE_LOOPBACK

PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class DemoServer:
    """Where it listens and how its commands are run."""

    address: str
    environment: dict[str, str]

    def run(self, *arguments: str) -> str:
        """One `ricoche` command; what it printed."""
        return ricoche(self.environment, *arguments)

    def cookie_of(self, role: str) -> str:
        """A session of the demo's person with this role, as a Cookie header."""
        link = re.search(r"http://\S+", self.run("sign-in", address_of(role)))
        if link is None:
            raise CannotMeasure(f"Nobody of the demo is {role}.")
        with httpx2.Client(headers={"Sec-Fetch-Site": "same-origin"}) as browser:
            browser.post(link[0])
            return f"{COOKIE_LOOPBACK}={browser.cookies[COOKIE_LOOPBACK]}"

    def public_article(self) -> str:
        """The path of an article written here, which anybody may read."""
        slug = self.ask("SELECT slug FROM article WHERE url IS NULL AND state = 'published' LIMIT 1")
        return f"/a/{slug}"

    def public_opening(self) -> str:
        """The path of an open position."""
        return "/jobs/" + self.ask("SELECT slug FROM opening WHERE state = 'open' ORDER BY published_at LIMIT 1")

    def link(self) -> str:
        """The path of an employee's link to an open position."""
        return "/r/" + self.ask(
            "SELECT l.code FROM referral_link l JOIN opening o ON o.id = l.opening_id WHERE o.state = 'open' LIMIT 1"
        )

    def ask(self, statement: str, *values: str) -> str:
        """One value from the demo's own database, which is thrown away; a change is kept."""
        with closing(sqlite3.connect(Path(self.environment["RICOCHE_DATA_DIR"]) / "ricoche.db", timeout=15)) as base:
            found = base.execute(statement, values).fetchone()
            base.commit()
        return str(found[0]) if found else ""


def address_of(role: str) -> str:
    """The e-mail address of the demo's person with this role."""
    from server.demo.people import people, persona

    return persona(role, people()).email or ""  # type: ignore[arg-type]


@contextmanager
def demo_server(folder: Path | None = None) -> Iterator[DemoServer]:
    """Build the demo if it is not there yet, serve it without its worker, and stop."""
    environment = _environment(folder or read_settings().data_dir / ".cache" / "demo")
    ricoche(environment, "demo", "--if-empty")
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([*RICOCHE, "serve"], env=environment, cwd=ROOT, stdout=quiet, stderr=quiet)
    try:
        _wait(environment["RICOCHE_PUBLIC_URL"])
        yield DemoServer(environment["RICOCHE_PUBLIC_URL"], environment)
    finally:
        process.terminate()
        process.wait(PATIENCE)


RICOCHE = (sys.executable, "-m", "server.cli")


def ricoche(environment: dict[str, str], *arguments: str) -> str:
    """Run one command to its end."""
    command = [*RICOCHE, *arguments]
    said = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if said.returncode:
        raise CannotMeasure(f"ricoche {' '.join(arguments)}: {said.stderr.strip()}")
    return said.stdout


def _environment(folder: Path) -> dict[str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RICOCHE_")}
    return {
        **kept, "RICOCHE_DATA_DIR": str(folder), "RICOCHE_PORT": port, "RICOCHE_DEMO": "yes", "RICOCHE_WORKER": "no",
        "RICOCHE_PUBLIC_URL": f"http://localhost:{port}",
    }  # fmt: skip


def _wait(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if httpx2.get(f"{address}/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise CannotMeasure("The demo did not start.")
