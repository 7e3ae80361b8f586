"""POST /webhooks/ats: signed messages move a referral once, and nothing else does anything."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.ats.connection import change_secret
from server.bonuses.queries import instalments_of
from server.database import rows
from server.people.models import Company
from server.people.queries import forget_company
from server.referrals.models import Referral
from tests.conftest import browser
from tests.support.ats import says
from tests.support.bonuses import bonus_plan, promised
from tests.support.people import company, person

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def start(stage: str = "submitted", **more: Any) -> tuple[str, str]:
    """A secret and a referral."""
    hr = await person("hr", role="hr")
    secret = await change_secret("in", hr.id)
    return secret, await promised((await person()).id, (await bonus_plan()).version_id, stage=stage, **more)


def machine(app: ASGIApp) -> httpx2.AsyncClient:
    """A client that is no browser: it sends no session and no word of an origin."""
    made = browser(app)
    for name in ("sec-fetch-site", "accept-language"):
        del made.headers[name]
    return made


async def test_a_signed_message_moves_once(app: ASGIApp) -> None:
    await company()
    secret, referral = await start()
    async with machine(app) as client:
        both = await asyncio.gather(*(says(client, secret, referral, "interview") for _ in range(2)))
        assert sorted(answer.json()["outcome"] for answer in both) == ["moved", "repeated"]
        assert {answer.status_code for answer in both} == {200}
        assert (await says(client, secret, referral, "interview", "msg_2")).json() == {"outcome": "unchanged"}
        assert (await says(client, secret, referral, "started", "m" * 200)).json() == {"outcome": "moved"}
        back = await says(client, secret, referral, "qualified", "msg_3")
        assert (back.status_code, "moved meanwhile" in back.json()["problem"]) == (409, True)
    steps = await rows("SELECT stage, by_id FROM referral_step WHERE referral_id = $1 ORDER BY at, id", referral)
    assert [(step["stage"], step["by_id"]) for step in steps] == [("interview", None), ("started", None)]
    assert [line.state for line in (await instalments_of([referral]))[referral]] == ["due"]
    outcomes = await rows("SELECT outcome FROM ats_message ORDER BY outcome")
    assert [each["outcome"] for each in outcomes] == ["moved", "moved", "unchanged"]


@SQLITE
async def test_it_may_end_a_referral(app: ASGIApp) -> None:
    await company()
    secret, referral = await start("interview")
    async with machine(app) as client:
        assert (await says(client, secret, referral, "rejected")).json() == {"outcome": "moved"}
        assert (await says(client, secret, referral, "hired", "msg_2")).status_code == 409
    stands = await Referral.get(id=referral)
    assert (stands.stage, stands.closed_because) == ("rejected", "other")


@SQLITE
async def test_days_are_those_of_the_programme(app: ASGIApp) -> None:
    await company()
    await Company.filter(id=1).update(zone="Pacific/Auckland")
    forget_company()
    secret, referral = await start("hired")
    async with machine(app) as client:
        with clock.moved() as time:
            time.advance(timedelta(hours=4))  # 14:00 in London, three in the morning of the next day in Auckland
            await says(client, secret, referral, "started")
            (line,) = (await instalments_of([referral]))[referral]
            assert line.due_on == (clock.now() + timedelta(days=1)).date()


@SQLITE
async def test_what_is_refused(app: ASGIApp) -> None:
    await company()
    secret, referral = await start()
    other = "whsec_" + "A" * 32
    async with machine(app) as client:
        assert (await says(client, other, referral, "interview")).status_code == 401
        assert (await client.post("/webhooks/ats", content=b"{}")).status_code == 401
        strange = await says(client, secret, referral, "promoted")
        assert (strange.status_code, "“promoted” is no stage" in strange.json()["problem"]) == (422, True)
        assert (await says(client, secret, referral, "duplicate")).status_code == 422
        assert (await says(client, secret, "nothing", "interview")).status_code == 404
        assert (await says(client, secret, "a\x00b", "interview")).status_code == 422
        assert (await says(client, secret, "a" * 70_000, "interview")).status_code == 413
        assert (await client.get("/webhooks/ats")).status_code == 405
        assert (await says(client, secret, referral, "interview")).json() == {"outcome": "moved"}, "the id is free"
    async with browser(app, **{"Sec-Fetch-Site": "cross-site"}) as page:
        assert (await says(page, secret, referral, "offer", "msg_9")).status_code == 403
    assert (await Referral.get(id=referral)).stage == "interview"


@SQLITE
async def test_an_old_secret_counts_for_a_day(app: ASGIApp) -> None:
    await company()
    old, referral = await start()
    new = await change_secret("in", (await person("boss", role="hr")).id)
    async with machine(app) as client:
        with clock.moved() as time:
            time.advance(timedelta(hours=23))
            assert (await says(client, old, referral, "qualified", "msg_1")).status_code == 200
            time.advance(timedelta(hours=2))
            assert (await says(client, old, referral, "interview", "msg_2")).status_code == 401
            assert (await says(client, new, referral, "interview", "msg_2")).status_code == 200
