"""GET /s/{code}: always leads on, gives each request one verdict, and only people confirm a share."""

import random
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.people.models import Person
from server.sharing.flood import MISSES_A_MINUTE
from server.sharing.models import Link
from tests.conftest import browser
from tests.support import people
from tests.support.sharing import (
    ANDROID,
    IPHONE,
    LINKEDIN_BOT,
    SOURCE,
    article,
    facts,
    heard,
    shared,
    state_of,
    verdicts,
    visitor,
)
from tests.support.signing_in import as_person

PERSON = {"User-Agent": IPHONE}


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await people.company()
    return await people.welcomed("alice")


@pytest.fixture
async def share(alice: Person) -> tuple[str, str]:
    return await shared(alice, await article())


def leads_to(answer: httpx2.Response, address: str) -> bool:
    return answer.status_code == 302 and answer.headers["location"] == address


async def test_a_person_is_counted_and_the_share_confirmed(app: ASGIApp, alice: Person, share: Any) -> None:
    share_id, code = share
    with heard() as said:
        answer = await visitor(app).get(f"/s/{code}")
    assert leads_to(answer, SOURCE)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    assert await verdicts() == {"valid": 1}
    assert await state_of(share_id) == "seen"
    assert [(fact.kind, fact.key, fact.person) for fact in said] == [("share.seen", f"seen:{share_id}", alice.id)]
    assert (await rows("SELECT valid, previews, others FROM link_day")) == [{"valid": 1, "previews": 0, "others": 0}]


async def test_the_second_person_counts_and_confirms_nothing_again(app: ASGIApp, share: Any) -> None:
    _, code = share
    await visitor(app, "203.0.113.5").get(f"/s/{code}")
    with heard() as said:
        await visitor(app, "203.0.113.6").get(f"/s/{code}")
    assert await verdicts() == {"valid": 2}
    assert said == []


@pytest.mark.parametrize(
    ("headers", "method", "verdict"),
    [
        ({"User-Agent": IPHONE}, "HEAD", "head"),
        ({"User-Agent": IPHONE, "Sec-Purpose": "prefetch;prerender"}, "GET", "prefetch"),
        ({"User-Agent": IPHONE, "Purpose": "prefetch"}, "GET", "prefetch"),
        ({"User-Agent": LINKEDIN_BOT}, "GET", "preview"),
        ({"User-Agent": "WhatsApp/2.23.20.0"}, "GET", "preview"),
        ({"User-Agent": "curl/8.5.0"}, "GET", "bot"),
        ({"User-Agent": ""}, "GET", "bot"),
        ({"User-Agent": IPHONE, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, "GET", "bot"),
    ],
)
async def test_what_is_not_a_person_is_led_on_and_confirms_nothing(
    app: ASGIApp, share: Any, headers: dict[str, str], method: str, verdict: str
) -> None:
    share_id, code = share
    with heard() as said:
        answer = await visitor(app).request(method, f"/s/{code}", headers=headers)
    assert leads_to(answer, SOURCE)
    assert answer.content == b""
    assert await verdicts() == {verdict: 1}
    assert await state_of(share_id) == "intended"
    assert said == []
    assert await facts("share.seen") == []


async def test_a_preview_is_noted_for_the_sharer(app: ASGIApp, share: Any) -> None:
    _, code = share
    await visitor(app, agent=LINKEDIN_BOT).get(f"/s/{code}")
    link = await Link.get(code=code)
    assert link.preview_at is not None
    assert await rows("SELECT valid, previews FROM link_day") == [{"valid": 0, "previews": 1}]


async def test_the_sharers_own_session_counts_as_self(app: ASGIApp, alice: Person, share: Any) -> None:
    share_id, code = share
    own = await as_person(browser(app), alice)
    assert leads_to(await own.get(f"/s/{code}", headers=PERSON), SOURCE)
    assert await verdicts() == {"self": 1}
    assert await state_of(share_id) == "intended"


async def test_a_colleagues_session_counts_as_internal(app: ASGIApp, share: Any) -> None:
    share_id, code = share
    bob = await as_person(browser(app), await people.person("bob"))
    assert leads_to(await bob.get(f"/s/{code}", headers=PERSON), SOURCE)
    assert await verdicts() == {"internal": 1}
    assert await state_of(share_id) == "intended"


async def test_an_ended_session_and_an_invented_one_prove_nothing(app: ASGIApp, alice: Person, share: Any) -> None:
    _, code = share
    own = await as_person(browser(app), alice)
    await rows("UPDATE session SET expires_at = $1", to_millis(clock.now()) - 1)
    await own.get(f"/s/{code}", headers=PERSON)
    await visitor(app, "203.0.113.6", Cookie="ricoche=invented").get(f"/s/{code}")
    assert await verdicts() == {"valid": 2}


async def test_where_a_colleague_was_signed_in_today_a_browser_without_cookie_is_internal(
    app: ASGIApp, alice: Person, share: Any
) -> None:
    share_id, code = share
    bob = await as_person(visitor(app, "192.0.2.9", ANDROID), await people.person("bob"))
    await bob.get(f"/shares/{share_id}")  # any page: this one is not his
    assert leads_to(await visitor(app, "192.0.2.9", ANDROID).get(f"/s/{code}"), SOURCE)
    assert await verdicts() == {"internal": 1}
    own = await as_person(visitor(app, "192.0.2.10", ANDROID), alice)
    await own.get(f"/shares/{share_id}")
    await visitor(app, "192.0.2.10", ANDROID).get(f"/s/{code}")
    assert await verdicts() == {"internal": 1, "self": 1}
    assert await state_of(share_id) == "intended"


async def test_nobody_who_does_not_take_part_leaves_a_trace(app: ASGIApp, share: Any) -> None:
    outsider = await as_person(visitor(app, "192.0.2.9"), await people.person("dana", joined=False))
    await outsider.get("/feed")
    assert await rows("SELECT id FROM employee_trace") == []


async def test_one_person_counts_once_a_day_and_link(app: ASGIApp, alice: Person, share: Any) -> None:
    _, code = share
    _, other = await shared(alice, await article("another"))
    for path in (code, code, other):
        await visitor(app).get(f"/s/{path}")
    assert await verdicts() == {"valid": 2, "duplicate": 1}


async def test_a_new_day_a_new_visit(app: ASGIApp, share: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, code = share
    start = clock.now()
    from datetime import timedelta

    with clock.moved() as time:
        time.set(start)
        await visitor(app).get(f"/s/{code}")
        time.advance(timedelta(days=1))
        await visitor(app).get(f"/s/{code}")
    assert await verdicts() == {"valid": 2}
    assert len(await rows("SELECT day FROM link_day")) == 2


async def test_a_flood_is_served_and_not_counted(app: ASGIApp, share: Any) -> None:
    _, code = share
    for n in range(65):
        assert leads_to(await visitor(app, f"203.0.113.{n}").get(f"/s/{code}"), SOURCE)
    found = await verdicts()
    assert found["valid"] + found["rate"] == 65
    assert found["rate"] > 0


async def test_an_article_of_our_own_leads_to_its_public_page(app: ASGIApp, alice: Person) -> None:
    _, code = await shared(alice, await article("ours", url=None))
    assert leads_to(await visitor(app).get(f"/s/{code}"), "http://localhost:8000/a/ours")


async def test_a_withdrawn_article_leads_to_the_page_that_says_so(app: ASGIApp, alice: Person) -> None:
    about = await article()
    _, code = await shared(alice, about)
    about.state = "withdrawn"
    await about.save()
    assert leads_to(await visitor(app).get(f"/s/{code}"), "http://localhost:8000/a/boring-pipelines")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://127.0.0.1/", "ftp://files.example.com/", "//x"])
async def test_a_stored_address_that_is_no_web_address_is_not_led_to(app: ASGIApp, alice: Person, address: str) -> None:
    _, code = await shared(alice, await article("odd", url=address))
    assert leads_to(await visitor(app).get(f"/s/{code}"), "http://localhost:8000/a/odd")


async def test_signs_of_other_scripts_and_line_ends_stay_one_header(app: ASGIApp, alice: Person) -> None:
    _, code = await shared(alice, await article("odd", url="https://www.example.com/é\r\nX-Bad: 1"))
    answer = await visitor(app).get(f"/s/{code}")
    assert leads_to(answer, "https://www.example.com/%C3%A9%0D%0AX-Bad:%201")
    assert "x-bad" not in answer.headers


@pytest.mark.parametrize("code", ["bcdfghjkmnpqrst2", "short", "%2e%2e", "x" * 200, "BCDFGHJKMNPQRST2", ""])
async def test_an_unknown_code_is_the_404_page(app: ASGIApp, share: Any, code: str) -> None:
    answer = await visitor(app).get(f"/s/{code}")
    assert answer.status_code == 404
    assert await verdicts() == {}


async def test_other_methods_are_not_for_links(app: ASGIApp, share: Any) -> None:
    _, code = share
    answer = await visitor(app, **{"Sec-Fetch-Site": "same-origin"}).post(f"/s/{code}")
    assert answer.status_code == 405
    assert await verdicts() == {}


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_every_request_has_exactly_one_verdict(app: ASGIApp, share: Any, seed: int) -> None:
    _, code = share
    chance = random.Random(seed)
    agents = [IPHONE, ANDROID, LINKEDIN_BOT, "curl/8.5.0", ""]
    for _ in range(40):
        person = visitor(app, f"203.0.113.{chance.randrange(6)}", chance.choice(agents))
        headers = chance.choice([{}, {}, {"Sec-Purpose": "prefetch"}, {"Cookie": "ricoche=none"}])
        answer = await person.request(chance.choice(["GET", "GET", "HEAD"]), f"/s/{code}", headers=headers)
        assert answer.status_code == 302
    found = await verdicts()
    assert found.total() == 40
    days = await rows("SELECT SUM(valid) AS valid, SUM(previews) AS previews, SUM(others) AS others FROM link_day")
    assert (int(days[0]["valid"]), int(days[0]["previews"])) == (found["valid"], found["preview"])
    assert sum(map(int, days[0].values())) == 40


async def test_nothing_personal_reaches_the_database(app: ASGIApp, alice: Person, share: Any) -> None:
    _, code = share
    await visitor(app, "203.0.113.77", IPHONE).get(f"/s/{code}")
    await visitor(app, "2001:db8:77::5", ANDROID).get(f"/s/{code}", headers={"Cookie": "ricoche=abcdef"})
    own = await as_person(visitor(app, "203.0.113.78", ANDROID), alice)
    await own.get("/feed")
    await own.get(f"/s/{code}")
    written = repr(await everything())
    for secret in ("203.0.113.7", "2001:db8", "Mozilla", "iPhone OS", "AppleWebKit", "abcdef"):
        assert secret not in written
    assert code in written


async def everything() -> list[Any]:
    """Every row of every table."""
    from tortoise import Tortoise

    return [await model.all().values() for model in Tortoise.apps["ricoche"].values()]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_who_guesses_links_is_told_to_wait_and_nobody_else(app: ASGIApp, alice: Person) -> None:
    _, code = await shared(alice, await article())
    with clock.moved() as moving:
        moving.set(clock.now())
        guesses = [(await visitor(app).get(f"/s/{number:016}")).status_code for number in range(MISSES_A_MINUTE)]
        assert guesses == [404] * MISSES_A_MINUTE
        refused = await visitor(app).get(f"/s/{0:016}")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
        assert (await visitor(app).get(f"/s/{code}")).status_code == 302
        assert (await visitor(app, "198.51.100.1").get(f"/s/{0:016}")).status_code == 404
        moving.advance(timedelta(minutes=1))
        assert (await visitor(app).get(f"/s/{0:016}")).status_code == 404
