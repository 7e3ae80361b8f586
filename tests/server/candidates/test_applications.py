"""POST /jobs/{slug}/applications and /r/{code}/applications: what arrives, what comes back, what is stored."""

import asyncio
import json

import httpx2
import pytest

from server.candidates.vault import candidate_by_token, cv_of, identity
from server.database import rows
from server.referrals.models import Referral
from server.referrals.queries import referral_of, referrals_of
from server.settings import Settings
from server.worker import drain
from tests.server.candidates.test_public_opening import CODE, link, spoken
from tests.support.applying import FILLED, apply_for, own_path
from tests.support.candidates import A_PDF
from tests.support.openings import opening
from tests.support.people import company, welcomed

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_an_application_arrives_sealed_with_its_letter(client: httpx2.AsyncClient, settings: Settings) -> None:
    await company()
    about, camille = await opening(), await welcomed("camille")
    await link(camille, about.id)
    path = await own_path(client, path=f"/r/{CODE}")
    token = path.rpartition("/")[2]
    seen = await candidate_by_token(token)
    assert seen is not None
    who, cv = await identity(seen.id), await cv_of(seen.id)
    assert who is not None
    assert (who.name, who.email, who.message) == (FILLED["name"], FILLED["email"], FILLED["message"])
    assert cv is not None
    assert cv.data == A_PDF
    referral = await referral_of(seen.id)
    assert referral is not None
    assert (referral.source, referral.referrer_id, referral.stage) == ("link", camille.id, "submitted")
    waiting = json.dumps(await rows("SELECT kind, payload FROM job WHERE kind = 'candidates.letter'"))
    keys = json.dumps(await rows("SELECT * FROM form_key"))
    for secret in (token, FILLED["email"], "Brandstr", CODE):
        assert secret not in waiting
        assert secret not in keys
    await drain()
    assert settings.mailbox_dir is not None
    letter = "".join(file.read_text() for file in settings.mailbox_dir.iterdir())
    assert FILLED["email"] in letter
    assert token in letter.replace("=\n", "")


@SQLITE
async def test_sent_twice_is_one_application(client: httpx2.AsyncClient) -> None:
    await company()
    await opening()
    first, second = await asyncio.gather(apply_for(client, cv=A_PDF), apply_for(client, cv=A_PDF))
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert await Referral.all().count() == 1
    elsewhere = await client.post(
        "/jobs/data-engineer/applications", data=FILLED, headers={"User-Agent": "another browser"}
    )
    assert elsewhere.headers["location"] != first.headers["location"]  # nobody reads another's page by knowing a name


@SQLITE
async def test_alone_by_phone_without_a_file(client: httpx2.AsyncClient) -> None:
    await company()
    await opening()
    answer = await client.post("/jobs/data-engineer/applications", data={"name": "Ilse B", "phone": "+46 70 123 45 67"})
    assert answer.status_code == 303
    assert (await Referral.get()).source == "public"
    assert await rows("SELECT id FROM job WHERE kind = 'candidates.letter'") == []


@SQLITE
async def test_a_said_code_is_carried_to_the_referral(client: httpx2.AsyncClient) -> None:
    await company()
    await opening()
    camille = await welcomed("camille")
    await spoken(camille)
    offered = (await client.post("/r", data={"code": "éclat 4821"})).text
    by = offered.partition("by=")[2].partition('"')[0]
    assert (await apply_for(client, by=by)).status_code == 303
    (made,) = await referrals_of(camille.id)
    assert made.source == "spoken"


@SQLITE
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Fill in this field."),
        ({"email": "", "phone": ""}, "one is enough"),
        ({"email": "not an address"}, "Write a whole address"),
        ({"email": "", "phone": "ring me"}, "Write a whole number"),
        ({"message": "x" * 3001}, "At most 3,000 characters."),
        ({"website": "https://spam.example"}, "nobody sees"),
    ],
)
async def test_what_is_wrong_comes_back_with_all_that_was_typed(
    client: httpx2.AsyncClient, changes: dict[str, str], said: str
) -> None:
    await company()
    await opening()
    answer = await apply_for(client, cv=A_PDF, **changes)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Choose your CV once more" in answer.text
    assert 'href="#cv"' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "spam.example" not in answer.text
    for name, value in {**FILLED, **changes}.items():
        if value and name != "website":
            assert value in answer.text
    assert await Referral.all().count() == 0


@SQLITE
async def test_a_network_sends_thirty_an_hour(client: httpx2.AsyncClient) -> None:
    await company()
    await opening()
    await rows("UPDATE rate_bucket SET millitokens = 0 WHERE key LIKE 'apply:%' RETURNING key")
    first = await apply_for(client)
    await rows("UPDATE rate_bucket SET millitokens = 0 WHERE key LIKE 'apply:%' RETURNING key")
    answer = await apply_for(client, name="Somebody Else", email="else@mail.example", phone="")
    assert (first.status_code, answer.status_code) == (303, 429)
    assert "Try again" not in answer.text
    assert "Send yours again in 2 minutes" in answer.text
    assert 'value="Somebody Else"' in answer.text


@SQLITE
async def test_a_closed_opening_takes_nobody(client: httpx2.AsyncClient) -> None:
    await company()
    await opening(state="closed")
    answer = await apply_for(client)
    assert answer.status_code == 410
    assert await rows("SELECT id FROM candidate") == []
