"""Every route, as every kind of person: the matrix says who gets through, and a route without a row fails."""

import csv
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio
from starlette.routing import Route
from starlette.types import ASGIApp

from server import clock
from server.people.sessions import open_session
from server.routes import routes
from server.settings import read_settings
from server.web.sessions import COOKIE_LOOPBACK
from tests.conftest import browser
from tests.support.people import company, person

MATRIX = Path(__file__).with_name("access_matrix.csv")
OPEN, SIGN_IN, JOIN, REFUSED = "open", "sign in", "join", "refused"
PEOPLE = ("anonymous", "newcomer", "opted_out", "employee", "lead", "editor", "hr", "admin", "leaver")


def matrix() -> dict[tuple[str, str], dict[str, str]]:
    with MATRIX.open(encoding="utf-8") as file:
        return {(row["method"], row["path"]): row for row in csv.DictReader(file)}


def served() -> list[tuple[str, str]]:
    settings = read_settings({"RICOCHE_DATA_DIR": "var", "RICOCHE_SECRET_KEY": "k" * 40})
    return [
        (next(iter(route.methods - {"HEAD"})), route.path)
        for route in routes(settings)
        if isinstance(route, Route) and route.methods and not route.path.startswith("/static")
    ]


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    assert sorted(served()) == sorted(matrix())


async def cookies(name: str, role: str, **state: object) -> dict[str, str]:
    made = await person(name, role=role, **state)  # type: ignore[arg-type]
    return {COOKIE_LOOPBACK: await open_session(made.id, role, "Firefox on Linux", stepped_up=True)}


@pytest_asyncio.fixture
async def everybody(app: ASGIApp) -> AsyncIterator[dict[str, httpx2.AsyncClient]]:
    await company()
    now = clock.now()
    signed_in = {
        "anonymous": {},
        "newcomer": await cookies("newcomer", "employee", joined=False),
        "opted_out": await cookies("outed", "employee", opted_out_at=now),
        "leaver": await cookies("leaver", "employee", left_company_at=now),
        **{role: await cookies(role, role) for role in ("employee", "lead", "editor", "hr", "admin")},
    }
    clients = {name: browser(app) for name in signed_in}
    for name, jar in signed_in.items():
        clients[name].cookies.update(jar)
    yield clients
    for client in clients.values():
        await client.aclose()


def outcome(path: str, response: httpx2.Response) -> str:
    """What the answer means for the one who asked."""
    there = response.headers.get("location", "")
    if response.status_code == 401 or (there.startswith("/sign-in") and not path.startswith("/sign")):
        return SIGN_IN
    if there in ("/welcome", "/settings/participation") and not path.startswith(("/welcome", "/settings", "/sign")):
        return JOIN
    return REFUSED if response.status_code == 403 else OPEN


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_matrix_holds(everybody: dict[str, httpx2.AsyncClient]) -> None:
    wrong = []
    for (method, path), row in matrix().items():
        address = re.sub(r"\{[^}]*\}", "0000", path)
        for name in PEOPLE:
            if path == "/sign-out":  # it would end the session that the next rows need
                continue
            response = await everybody[name].request(method, address)
            assert response.status_code < 500, f"{method} {path} as {name}: {response.status_code}"
            found = outcome(path, response)
            if found != row[name]:
                said = f"{found} ({response.status_code})"
                wrong.append(f"{method} {path} as {name}: {said}, the matrix says {row[name]}")
    assert not wrong, "\n".join(wrong)
