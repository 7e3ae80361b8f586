"""/dev/mailbox exists on one's own machine without a mail server, and for that machine only."""

import httpx2
import pytest
from starlette.types import ASGIApp

from server import worker
from server.mail.handlers import has_mailbox
from server.mail.letters import enqueue_letter
from server.routes import routes
from server.settings import Settings, read_settings
from tests.conftest import SAME_ORIGIN


def at_home(app: ASGIApp, host: str = "localhost", client: str = "127.0.0.1", **headers: str) -> httpx2.AsyncClient:
    """A browser on the server's own machine."""
    transport = httpx2.ASGITransport(app=app, client=(client, 40000))
    return httpx2.AsyncClient(transport=transport, base_url=f"http://{host}:8000", headers={**SAME_ORIGIN, **headers})


async def test_letters_are_listed_and_shown(app: ASGIApp) -> None:
    await enqueue_letter("alice@orvane.example", "First <b>", "See http://localhost:8000/sign-in/link/x now")
    await worker.drain()
    async with at_home(app) as near:
        page = await near.get("/dev/mailbox")
        assert "First &lt;b&gt;" in page.text
        path = page.text.split('href="/dev/mailbox/')[1].split('"')[0]
        shown = await near.get(f"/dev/mailbox/{path}")
        assert 'href="http://localhost:8000/sign-in/link/x"' in shown.text
        assert (await near.get("/dev/mailbox/1763848000000-00000000")).status_code == 404


@pytest.mark.parametrize(
    "far",
    [
        {"client": "198.51.100.7"}, {"client": "192.168.1.4"}, {"host": "ricoche.example"},
        {"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"},
    ],
)  # fmt: skip
async def test_nobody_else_reads_them(app: ASGIApp, far: dict[str, str]) -> None:
    async with at_home(app, **far) as other:
        assert (await other.get("/dev/mailbox")).status_code == 404
        assert (await other.get("/dev/mailbox/1763848000000-00000000")).status_code == 404


@pytest.mark.parametrize(
    ("environment", "exists"),
    [
        ({}, True),
        ({"RICOCHE_SMTP_URL": "smtp://mail.example"}, False),
        ({"RICOCHE_PUBLIC_URL": "https://ricoche.example"}, False),
    ],
)
def test_elsewhere_the_addresses_do_not_exist(
    tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str], exists: bool
) -> None:
    served: Settings = read_settings({"RICOCHE_DATA_DIR": str(tmp_path_factory.mktemp("data")), **environment})
    assert has_mailbox(served) is exists
    assert any(getattr(found, "path", "").startswith("/dev/") for found in routes(served)) is exists
