"""What no browser sends gets a refusal, never a bug page; a database that must be asked again says so."""

import asyncpg
import httpx2
import pytest
from starlette.types import ASGIApp

from server.people.sessions import open_session
from tests.conftest import browser
from tests.support.people import company, welcomed

FORM = "application/x-www-form-urlencoded"
PART = b'--x\r\nContent-Disposition: form-data; name="display_name"\r\n\r\n%s\r\n--x--\r\n'
ODD: tuple[tuple[str, str, bytes, dict[str, str]], ...] = (
    ("GET", "/me/ledger?before=%00", b"", {}),
    ("GET", "/console/people?q=%00&page=99999999999999999999999", b"", {}),
    ("POST", "/settings/profile", b"form_key=abcdefgh%00&display_name=a%00b", {"Content-Type": FORM}),
    ("POST", "/settings/profile", b"display_name=%ff%fe", {"Content-Type": FORM}),
    ("POST", "/settings/profile", b"x", {}),
    ("POST", "/settings/profile", b"--x\r\nbroken", {"Content-Type": "multipart/form-data; boundary=x"}),
    *(
        (
            "POST",
            "/settings/profile",
            PART % rb"\ud800",
            {"Content-Type": f"multipart/form-data; boundary=x; {charset}"},
        )
        for charset in ("charset=unicode_escape", "Charset=punycode")
    ),
    ("POST", "/sign-in", b"email=a", {"Content-Type": FORM, "Sec-Fetch-Site": "", "Origin": "http://["}),
)


@pytest.mark.parametrize("odd", ODD, ids=[f"{each[1]} {n}" for n, each in enumerate(ODD)])
async def test_odd_input_is_no_bug_signed_in_or_not(
    app: ASGIApp, client: httpx2.AsyncClient, odd: tuple[str, str, bytes, dict[str, str]]
) -> None:
    await company()
    admin = await welcomed(role="admin")
    method, address, body, headers = odd
    signed_out = await client.request(method, address, content=body, headers=headers)
    async with browser(app) as mine:
        mine.cookies.set("ricoche", await open_session(admin.id, "admin", "", stepped_up=True))
        signed_in = await mine.request(method, address, content=body, headers=headers)
    assert max(signed_out.status_code, signed_in.status_code) < 500


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "away",
    [
        asyncpg.DeadlockDetectedError(),
        asyncpg.AdminShutdownError(),
        asyncpg.InterfaceError("closed"),
        ConnectionRefusedError(),
    ],
)
async def test_a_database_that_is_away_for_a_moment_says_try_again(
    app: ASGIApp, client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch, away: Exception
) -> None:
    async def fail(person: object, in_console: bool) -> None:
        raise away

    monkeypatch.setattr(app.app.state, "frame", fail)  # type: ignore[attr-defined]
    response = await client.get("/sign-in")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "3"
    assert "default-src 'none'" in response.headers["content-security-policy"]
