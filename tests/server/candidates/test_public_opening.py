"""GET /jobs/{slug}, /r/{code}, /r: the same for everybody, and what a code opens."""

import json
import re
from io import BytesIO

import httpx2
import pytest
from PIL import Image
from starlette.types import ASGIApp

from server import clock
from server.people.models import Person
from server.referrals.models import ReferralLink, SpokenCode
from tests.conftest import browser
from tests.server.candidates.test_structured_data import problems
from tests.support.openings import opening
from tests.support.people import company, welcomed
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CODE = "bcdfghjkmnpqrstv"


async def link(of: Person, to: str, words: str = "We are six, and nobody writes at night.", code: str = CODE) -> str:
    """Somebody's link to an opening."""
    await ReferralLink.create(code=code, person_id=of.id, opening_id=to, words=words, created_at=clock.now())
    return code


async def test_the_same_bytes_for_everybody_and_no_cookie(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await company()
    camille = await welcomed("camille")
    await link(camille, (await opening()).id)
    async with await as_person(browser(app), camille) as colleague:
        for path in ("/jobs/data-engineer", f"/r/{CODE}", "/r"):
            anonymous, signed_in = await client.get(path), await colleague.get(path)
            assert anonymous.status_code == 200
            if path != "/r":
                assert anonymous.content == signed_in.content
            for answer in (anonymous, signed_in):
                assert "set-cookie" not in answer.headers
                assert "x-session-tag" not in answer.headers


async def test_it_presents_itself(client: httpx2.AsyncClient) -> None:
    await company()
    await opening(title="Data <engineer>", description="Move **events** & see </script>.")
    answer = await client.get("/jobs/data-engineer")
    page = answer.text
    for words in (
        '<link rel="canonical" href="http://localhost:8000/jobs/data-engineer">',
        'hreflang="fr" href="http://localhost:8000/jobs/data-engineer?lang=fr"',
        'property="og:title" content="Data &lt;engineer&gt; at Orvane"',
        "<strong>events</strong>",
        "€48k to €58k",
        "6 people",
        "within 5 working days",
        "Erased by itself 3 months after a refusal",
    ):
        assert words in page
    assert "noindex" not in page
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert "Accept-Language" in answer.headers["vary"]
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(blocks) == len(re.findall("<script", page)) == 1
    said = json.loads(blocks[0])
    assert problems(said) == []
    assert said["title"] == "Data <engineer>"


async def test_its_card_is_a_picture_that_messengers_show(client: httpx2.AsyncClient) -> None:
    await company()
    await opening(title="Ingénieure ou ingénieur de la fiabilité des plateformes de données")
    page = (await client.get("/jobs/data-engineer")).text
    assert '"og:image" content="http://localhost:8000/jobs/data-engineer/card.png?lang=en"' in page
    answer = await client.get("/jobs/data-engineer/card.png?lang=en")
    assert answer.headers["content-type"] == "image/png"
    assert "set-cookie" not in answer.headers
    with Image.open(BytesIO(answer.content)) as drawn:
        assert drawn.size == (1200, 630)
    assert len(answer.content) < 100_000
    assert (await client.get("/jobs/nothing/card.png")).status_code == 404


async def test_it_speaks_both_languages(client: httpx2.AsyncClient) -> None:
    await company()
    await opening()
    for asked, spoken in (("?lang=fr", "fr"), ("?lang=en", "en"), ("", "en")):
        answer = await client.get(f"/jobs/data-engineer{asked}")
        assert answer.headers["content-language"] == spoken
        assert f'<html lang="{spoken}">' in answer.text


async def test_a_link_says_who_recommends_and_is_in_no_index(client: httpx2.AsyncClient) -> None:
    await company()
    camille = await welcomed("camille", job_title="Data engineer")
    await link(camille, (await opening()).id, "Come & <see>")
    answer = await client.get(f"/r/{CODE}")
    page = answer.text
    assert "Camille" in page
    assert "Data engineer at Orvane, recommends this job to you" in page
    assert "Come &amp; &lt;see&gt;" in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="http://localhost:8000/jobs/data-engineer">' in page
    assert f'"og:url" content="http://localhost:8000/r/{CODE}"' in page
    assert "ld+json" not in page
    assert answer.headers["cache-control"] == "no-store"
    declined = await client.get(f"/r/{CODE}/declined")
    assert declined.status_code == 200
    assert "Nothing was noted" in declined.text


async def test_a_link_of_somebody_who_left_still_leads_to_the_opening(client: httpx2.AsyncClient) -> None:
    await company()
    camille = await welcomed("camille", left_company_at=clock.now())
    await link(camille, (await opening()).id)
    page = (await client.get(f"/r/{CODE}")).text
    assert "Data engineer" in page
    assert "Camille" not in page


async def test_a_closed_one_says_so_and_leads_on(client: httpx2.AsyncClient) -> None:
    await company()
    closed = await opening("gone", state="closed", closed_at=clock.now())
    for slug in ("one", "two", "three"):
        await opening(slug)
    await opening("draft", state="draft")
    await link(await welcomed(), closed.id)
    for path in ("/jobs/gone", f"/r/{CODE}"):
        answer = await client.get(path)
        assert answer.status_code == 410
        assert "“Gone” takes nobody any more" in answer.text
        assert len(set(re.findall(r'href="/jobs/([a-z]+)\?', answer.text))) == 2
        assert "noindex" in answer.text
        assert "<form" not in answer.text


@pytest.mark.parametrize("path", ["/jobs/nothing", "/jobs/draft", "/r/bcdfghjkmnpqrstw", "/r/short", "/r/x/declined"])
async def test_nothing_is_nothing(client: httpx2.AsyncClient, path: str) -> None:
    await company()
    await opening("draft", state="draft")
    assert (await client.get(path)).status_code == 404


async def spoken(of: Person) -> None:
    await SpokenCode.create(person_id=of.id, code="eclat4821", shown="Éclat 4821", created_at=clock.now())


async def test_a_spoken_code_shows_a_name_and_what_is_open(client: httpx2.AsyncClient) -> None:
    await company()
    await spoken(await welcomed("camille", job_title="Data engineer"))
    await opening()
    answer = await client.post("/r", data={"code": " ECLAT 48-21 "})
    assert answer.status_code == 200
    assert "Camille" in answer.text
    assert "set-cookie" not in answer.headers
    href = re.search(r'href="(/jobs/data-engineer\?[^"]+)"', answer.text)
    assert href is not None
    page = (await client.get(href[1].replace("&amp;", "&"))).text
    assert "recommends this job to you" in page
    assert "noindex" in page
    forged = (await client.get("/jobs/data-engineer?by=abc.def.ghi")).text
    assert "recommends this job to you" not in forged


async def test_ten_tries_an_hour_for_a_network(client: httpx2.AsyncClient) -> None:
    await company()
    answers = [await client.post("/r", data={"code": "nobody 0000"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert "Try again in 6 minutes" in answers[-1].text
    assert 'value="nobody 0000"' in answers[-1].text
    assert "Nobody has this code" in answers[0].text
