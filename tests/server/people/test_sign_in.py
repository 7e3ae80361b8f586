"""Sign-in by code: what lets somebody in, and everything that must not."""

import asyncio
from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.models import Session, SignInCode
from server.people.sign_in.limits import PER_ACCOUNT
from server.settings import Settings, read_settings
from server.web.sessions import COOKIE_HTTPS, COOKIE_LOOPBACK, hash_of
from tests.conftest import SAME_ORIGIN, browser
from tests.support.people import company, person
from tests.support.signing_in import code_in_the_mail, code_of, letters, sign_in

ALICE = "alice@orvane.example"


@pytest.fixture(autouse=True)
async def _people(app: ASGIApp) -> None:
    await company()
    await person("alice")
    await person("bob")


async def test_address_code_session(client: httpx2.AsyncClient) -> None:
    door = await client.get("/sign-in?next=/me/devices")
    assert door.status_code == 200
    assert door.headers["x-offline"] == "purge"
    assert "X-Session-Tag" not in door.headers
    asked = await client.post("/sign-in", data={"email": " Alice@Orvane.example ", "next": "/me/devices"})
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in/code?lang=en")
    page = await client.get("/sign-in/code")
    assert ALICE in page.text
    assert 'autocomplete="one-time-code"' in page.text
    assert "data-code" in page.text
    entered = await client.post("/sign-in/code", data={"code": await code_in_the_mail()})
    assert (entered.status_code, entered.headers["location"]) == (303, "/me/devices")
    devices = await client.get("/me/devices")
    assert devices.status_code == 200
    again = await client.get("/sign-in?next=/settings")
    assert (again.status_code, again.headers["location"]) == (303, "/settings")


async def test_a_code_is_read_however_it_was_pasted(client: httpx2.AsyncClient) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    code = await code_in_the_mail()
    fullwidth = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    entered = await client.post("/sign-in/code", data={"code": f" {fullwidth[:3]} {fullwidth[3:]} "})
    assert entered.status_code == 303


async def test_known_and_unknown_addresses_get_the_same_answers(app: ASGIApp) -> None:
    answers = []
    for address in (ALICE, "nobody@orvane.example"):
        async with browser(app) as visitor:
            asked = await visitor.post("/sign-in", data={"email": address})
            page = await visitor.get("/sign-in/code")
            wrong = await visitor.post("/sign-in/code", data={"code": "000000"})
        texts = [answer.text.replace(address, "ADDRESS") for answer in (asked, page, wrong)]
        statuses = [answer.status_code for answer in (asked, page, wrong)]
        answers.append((statuses, [without_keys(text) for text in texts]))
    assert answers[0] == answers[1]
    assert [letter["to"] for letter in await letters()] == [ALICE]


def without_keys(page: str) -> list[str]:
    """The lines of a page that are not random."""
    return [line for line in page.splitlines() if "form_key" not in line]


async def test_a_leaver_is_a_stranger(client: httpx2.AsyncClient) -> None:
    await person("carol", left_company_at=clock.now())
    await client.post("/sign-in", data={"email": "carol@orvane.example"})
    assert await letters() == []


async def test_a_code_works_once(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    cookies = dict(client.cookies)
    code = await code_in_the_mail()
    assert (await client.post("/sign-in/code", data={"code": code})).status_code == 303
    async with browser(app) as replaying:
        replaying.cookies.update(cookies)
        assert (await replaying.post("/sign-in/code", data={"code": code})).status_code == 422
    assert await Session.all().count() == 1


async def test_the_sixth_try_is_not_looked_at(client: httpx2.AsyncClient) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    code = await code_in_the_mail()
    wrong = "999999" if code != "999999" else "111111"
    for _ in range(5):
        assert (await client.post("/sign-in/code", data={"code": wrong})).status_code == 422
    assert (await client.post("/sign-in/code", data={"code": code})).status_code == 422
    assert await Session.all().count() == 0


async def test_the_fifth_try_still_counts(client: httpx2.AsyncClient) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    code = await code_in_the_mail()
    wrong = "999999" if code != "999999" else "111111"
    for _ in range(4):
        await client.post("/sign-in/code", data={"code": wrong})
    assert (await client.post("/sign-in/code", data={"code": code})).status_code == 303


async def test_a_code_lapses_after_ten_minutes(client: httpx2.AsyncClient) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    code = await code_in_the_mail()
    with clock.moved() as moved:
        moved.advance(timedelta(minutes=10, seconds=1))
        assert (await client.post("/sign-in/code", data={"code": code})).status_code == 422


async def test_a_code_works_in_the_browser_that_asked(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    code = await code_in_the_mail()
    async with browser(app) as elsewhere:
        assert (await elsewhere.post("/sign-in/code", data={"code": code})).status_code == 422
        await elsewhere.post("/sign-in", data={"email": ALICE})
        assert (await elsewhere.post("/sign-in/code", data={"code": code})).status_code == 422


async def test_a_code_of_one_account_opens_no_other(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    alices = await code_in_the_mail()
    async with browser(app) as bobs:
        await bobs.post("/sign-in", data={"email": "bob@orvane.example"})
        if code_of((await letters())[0]) != alices:
            assert (await bobs.post("/sign-in/code", data={"code": alices})).status_code == 422


async def test_one_code_at_the_same_time_opens_one_session(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    code = await code_in_the_mail()
    async with browser(app) as twin:
        twin.cookies.update(dict(client.cookies))
        answers = await asyncio.gather(
            *(one.post("/sign-in/code", data={"code": code}) for one in (client, twin, client, twin))
        )
    assert sorted(answer.status_code for answer in answers) == [303, 422, 422, 422]
    assert await Session.all().count() == 1


async def test_sent_again_both_codes_count_in_that_browser_once(client: httpx2.AsyncClient) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    first = await code_in_the_mail()
    await client.post("/sign-in", data={"email": ALICE})
    assert await code_in_the_mail()
    assert (await client.post("/sign-in/code", data={"code": first})).status_code == 303
    assert await SignInCode.filter(used_at=None).count() == 0


async def test_a_double_tap_sends_one_letter(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    async with browser(app) as twin:
        asked = {"email": ALICE, "form_key": "one-key-of-the-page"}
        await asyncio.gather(client.post("/sign-in", data=asked), twin.post("/sign-in", data=asked))
        code = await code_in_the_mail()
        assert (await twin.post("/sign-in/code", data={"code": code})).status_code == 303


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "javascript:alert(1)", "evil"],
)
async def test_next_leads_nowhere_else(client: httpx2.AsyncClient, path: str) -> None:
    page = await client.get("/sign-in", params={"next": path})
    assert "evil" not in page.text
    await client.post("/sign-in", data={"email": ALICE, "next": path})
    entered = await client.post("/sign-in/code", data={"code": await code_in_the_mail()})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    signed_in = await client.get("/sign-in", params={"next": path})
    assert signed_in.headers["location"] == "/"


async def test_a_forged_request_cookie_is_no_request(client: httpx2.AsyncClient) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    code, real = await code_in_the_mail(), client.cookies["ricoche-waiting"]
    client.cookies.clear()
    client.cookies.set("ricoche-waiting", real[:-2] + ("AA" if real[-2:] != "AA" else "BB"))
    page = await client.post("/sign-in/code", data={"code": code})
    assert page.status_code == 422
    assert "Write your address again" in page.text


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "12 34", "１２３"])
async def test_what_is_no_code_is_named(client: httpx2.AsyncClient, code: str) -> None:
    await client.post("/sign-in", data={"email": ALICE})
    page = await client.post("/sign-in/code", data={"code": code})
    assert page.status_code == 422
    assert (await SignInCode.get()).attempts == 0


@pytest.mark.parametrize(
    "email", ["", "alice", "alice@", "@orvane.example", "a@b@orvane.example", "a\r\nb@orvane.example"]
)
async def test_what_is_no_address_is_named_and_kept(client: httpx2.AsyncClient, email: str) -> None:
    page = await client.post("/sign-in", data={"email": email})
    assert page.status_code == 422
    assert 'id="email-error"' in page.text
    assert await SignInCode.all().count() == 0


async def test_strangers_cannot_lock_a_known_browser_out(app: ASGIApp) -> None:
    async with browser(app) as known, browser(app) as stranger:
        assert (await sign_in(known, ALICE)).status_code == 303
        await known.post("/sign-out")
        for _ in range(PER_ACCOUNT + 3):
            last = await stranger.post("/sign-in", data={"email": ALICE})
        assert last.status_code == 429
        await letters()
        assert (await sign_in(known, ALICE)).status_code == 303


async def test_too_many_requests_say_when_to_come_back_and_keep_the_address(client: httpx2.AsyncClient) -> None:
    for _ in range(PER_ACCOUNT):
        assert (await client.post("/sign-in", data={"email": ALICE})).status_code == 303
    page = await client.post("/sign-in", data={"email": ALICE})
    assert page.status_code == 429
    assert int(page.headers["retry-after"]) > 60
    assert ALICE in page.text


async def test_a_known_browser_is_known_for_its_own_account_only(app: ASGIApp) -> None:
    async with browser(app) as bobs, browser(app) as stranger:
        assert (await sign_in(bobs, "bob@orvane.example")).status_code == 303
        await bobs.post("/sign-out")
        for _ in range(PER_ACCOUNT):
            await stranger.post("/sign-in", data={"email": ALICE})
        assert (await bobs.post("/sign-in", data={"email": ALICE})).status_code == 429


async def test_signing_in_gives_a_new_id_and_ends_the_one_before(client: httpx2.AsyncClient) -> None:
    await sign_in(client, ALICE)
    before = client.cookies[COOKIE_LOOPBACK]
    client.cookies.set("ricoche-waiting", "")
    await client.post("/sign-in", data={"email": ALICE})
    await client.post("/sign-in/code", data={"code": await code_in_the_mail()})
    ids = {session.id_hash for session in await Session.all()}
    assert hash_of(before) not in ids
    assert len(ids) == 1


async def test_a_planted_cookie_is_never_adopted(client: httpx2.AsyncClient) -> None:
    client.cookies.set(COOKIE_LOOPBACK, "planted")
    await sign_in(client, ALICE)
    assert (await Session.get()).id_hash != hash_of("planted")


async def test_signing_out_ends_the_session_for_a_copied_cookie_too(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    await sign_in(client, ALICE)
    copied = client.cookies[COOKIE_LOOPBACK]
    out = await client.post("/sign-out")
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert out.headers["clear-site-data"] == '"storage"'
    assert out.headers["x-offline"] == "purge"
    async with browser(app) as thief:
        thief.cookies.set(COOKIE_LOOPBACK, copied)
        refused = await thief.get("/settings")
    assert (refused.status_code, refused.headers["location"]) == (303, "/sign-in?next=%2Fsettings")


async def test_wrong_methods(client: httpx2.AsyncClient) -> None:
    for path in ("/sign-out", "/step-up"):
        assert (await client.get(path)).status_code == 405


async def test_over_tls_the_cookies_are_secure_and_bound_to_the_host(settings: Settings, app: ASGIApp) -> None:
    from server.app import create_app

    served = read_settings(
        {
            "RICOCHE_DATA_DIR": str(settings.data_dir),
            "RICOCHE_DATABASE_URL": settings.database_url,
            "RICOCHE_PUBLIC_URL": "https://ricoche.example",
            "RICOCHE_WORKER": "no",
        }
    )
    transport = httpx2.ASGITransport(app=create_app(served), client=("198.51.100.7", 40000))
    async with httpx2.AsyncClient(transport=transport, base_url="https://ricoche.example", headers=SAME_ORIGIN) as far:
        entered = await sign_in(far, ALICE)
    cookies = {cookie.partition("=")[0]: cookie for cookie in entered.headers.get_list("set-cookie")}
    assert set(cookies) == {COOKIE_HTTPS, "__Host-ricoche-waiting", "__Host-ricoche-known"}
    for cookie in cookies.values():
        flags = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= flags
        assert not any(flag.startswith("domain") for flag in flags)
