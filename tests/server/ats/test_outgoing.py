"""What is sent: signed, in the same words at every try, without a name; what fails is counted and said."""

import json
from datetime import timedelta

import pytest
from starlette.types import ASGIApp

from server import clock
from server.ats.connection import change_address, change_secret, connection, queue
from server.ats.outgoing import NotTaken, send_message
from server.ats.standard_webhooks import key_of, verified_id
from server.database import rows
from server.jobs import claim, postpone
from server.people.models import Person
from server.referrals.moving import advance
from tests.conftest import browser
from tests.support.ats import LOOPBACK, other_system
from tests.support.bonuses import promised
from tests.support.people import company, person
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATH = "/console/referrals/ats"


async def office() -> Person:
    await company()
    return await person("hr", role="hr")


async def test_a_move_is_told_and_told_again_until_it_is_taken(app: ASGIApp) -> None:
    hr = await office()
    referral = await promised((await person()).id, None, stage="submitted")
    await advance(referral, "qualified", None)
    assert (await queue()).waiting == 0, "nobody listens yet"
    async with other_system() as other:
        await change_address(other.url, hr.id)
        secret = await change_secret("out", hr.id)
        await advance(referral, "interview", None)
        (job,) = [each for each in await claim(50) if each["kind"] == "ats.send"]
        other.status = 500
        for _ in range(2):
            with pytest.raises(NotTaken, match="500"):
                await send_message(job["payload"], LOOPBACK)
        other.status = 307
        with pytest.raises(NotTaken, match="307"):
            await send_message(job["payload"], LOOPBACK)
        stands = await connection()
        assert (stands.failures, stands.problem, stands.sent_at) == (3, "307", None)
        other.status = 204
        newer = await change_secret("out", hr.id)
        with clock.moved() as time:
            time.advance(timedelta(minutes=30))
            await send_message(job["payload"], LOOPBACK)
            assert [len(each[0]["webhook-signature"].split()) for each in other.got] == [1, 1, 1, 2]
            headers, body = other.got[-1]
            for key in (secret, newer):
                assert verified_id((key_of(key),), headers, body, clock.now()) == f"msg_{referral}_interview"
        assert len({each[1] for each in other.got}) == len({each[0]["webhook-id"] for each in other.got}) == 1
        told = json.loads(body)
        assert told["type"] == "referral.moved"
        opening = {name: told["data"].pop(name) for name in ("opening", "opening_reference")}
        assert told["data"] == {"referral": referral, "stage": "interview"}
        assert opening["opening_reference"] == "bonus"
        stands = await connection()
        assert (stands.failures, stands.problem) == (0, "")
        assert stands.sent_at is not None


async def test_nobody_there_is_a_failure_like_another(app: ASGIApp) -> None:
    hr = await office()
    await change_secret("out", hr.id)
    message = {"id": "msg_1", "body": "{}"}
    await send_message(message, LOOPBACK)  # without an address there is nothing to do
    async with other_system() as other:
        await change_address(other.url, hr.id)
        with pytest.raises(NotTaken, match="unreachable"):
            await send_message(message)  # outside of tests loopback is nobody's address
        assert other.got == []
    with pytest.raises(NotTaken, match="unreachable"):
        await send_message(message, LOOPBACK)
    assert (await connection()).failures == 2


async def test_the_page_shows_a_secret_once_and_how_it_goes(app: ASGIApp) -> None:
    hr = await office()
    async with await as_person(browser(app), hr, stepped_up=True) as client:
        assert (await client.post(f"{PATH}/test")).status_code == 422
        for wrong in ("http://ats.example/in", "https://127.0.0.1/in", "https://"):
            refused = await client.post(PATH, data={"url": wrong})
            assert (refused.status_code, wrong in refused.text) == (422, True)
        assert (await client.post(PATH, data={"url": "https://ats.example/in"})).status_code == 303
        made = await client.post(f"{PATH}/secrets", data={"direction": "out", "form_key": "k" * 20})
        assert "whsec_" in made.text
        again = await client.post(f"{PATH}/secrets", data={"direction": "out", "form_key": "k" * 20})
        assert (again.status_code, "<code>whsec_" in again.text) == (200, False)
        theirs = "whsec_" + "B" * 44
        stored = await client.post(f"{PATH}/secrets", data={"direction": "in", "secret": theirs})
        assert (stored.status_code, theirs in stored.text) == (200, False)
        short = await client.post(f"{PATH}/secrets", data={"direction": "in", "secret": "whsec_QQ=="})
        assert (short.status_code, "24 to 64 bytes" in short.text) == (422, True)
        assert (await client.post(f"{PATH}/test")).headers["location"] == f"{PATH}?said=test"
        (job,) = [each for each in await claim(50) if each["kind"] == "ats.send"]
        job["attempts"] = 8
        await postpone(job, NotTaken("500"))
        assert "was given up" in (await client.get(PATH)).text
        assert (await client.post(f"{PATH}/retries")).headers["location"] == f"{PATH}?said=again"
        assert (await queue()).given_up == 0
        kept = (await rows("SELECT sealed_out, sealed_in FROM ats_connection"))[0]
        assert theirs.removeprefix("whsec_") not in str(kept)
        audited = await rows("SELECT action, after FROM audit_entry WHERE object_type = 'ats' ORDER BY id")
        assert [each["action"] for each in audited] == ["ats.address", "ats.secret", "ats.secret", "ats.retry"]
        assert "whsec" not in str(audited)
    async with await as_person(browser(app), hr) as plain:
        assert (await plain.post(f"{PATH}/secrets", data={"direction": "out"})).status_code == 403
        assert (await plain.get(f"{PATH}/secrets")).status_code in (404, 405)
