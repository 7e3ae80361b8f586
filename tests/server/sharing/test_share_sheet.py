"""GET /posts/{id}/share and its preview: the sheet that opens before a share."""

from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server.content.models import Article
from server.database import rows
from server.people.models import Person
from server.sharing.channels import Channel
from tests.conftest import browser
from tests.support import people
from tests.support.sharing import OWN_TEXT, article, shared
from tests.support.signing_in import as_person

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await people.company()
    return await people.welcomed("alice")


@pytest.fixture
async def about(alice: Person) -> Article:
    return await article()


@pytest.fixture
async def hers(app: ASGIApp, alice: Person) -> httpx2.AsyncClient:
    return await as_person(browser(app), alice)


async def test_the_sheet_is_a_page(hers: httpx2.AsyncClient, about: Article) -> None:
    page = await hers.get(f"/posts/{about.id}/share")
    assert page.status_code == 200
    assert page.text.startswith("<!doctype html>")
    assert '<h1 id="sheet-title"' in page.text
    for channel in Channel:
        assert f'value="{channel.value}"' in page.text
    assert "I work at Orvane, which rewards me for sharing." in page.text
    assert "+10" in page.text
    assert 'name="form_key"' in page.text


async def test_htmx_gets_the_sheet_alone(hers: httpx2.AsyncClient, about: Article) -> None:
    sheet = await hers.get(f"/posts/{about.id}/share", headers=PARTIAL)
    assert "<!doctype" not in sheet.text
    assert sheet.text.lstrip().startswith("<form")
    assert 'data-close href="/posts/' in sheet.text


async def test_the_last_channel_is_offered_first(hers: httpx2.AsyncClient, alice: Person, about: Article) -> None:
    await shared(alice, about, Channel.TELEGRAM)
    page = await hers.get(f"/posts/{about.id}/share")
    assert "Open Telegram" in page.text.split("data-share-label")[1][:60]


async def test_who_may_open_it(app: ASGIApp, about: Article, hers: httpx2.AsyncClient) -> None:
    address = f"/posts/{about.id}/share"
    signed_out = await browser(app).get(address)
    assert (signed_out.status_code, signed_out.headers.get("location", "")[:8]) in ((303, "/sign-in"), (401, ""))
    outsider = await as_person(browser(app), await people.person("dana", joined=False))
    answer = await outsider.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/welcome")
    elsewhere = await as_person(browser(app), await people.person("charlie", of="Sales"))
    assert (await elsewhere.get(address)).status_code == 200
    assert (await hers.get("/posts/nothing/share")).status_code == 404
    assert (await hers.put(address)).status_code == 405


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("withdrawn", 410)])
async def test_an_article_that_is_not_out(hers: httpx2.AsyncClient, about: Article, state: str, status: int) -> None:
    about.state = state
    await about.save()
    answer = await hers.get(f"/posts/{about.id}/share", headers=PARTIAL)
    assert answer.status_code == status
    if status == 410:
        assert "was withdrawn" in answer.text
        assert "<!doctype" not in answer.text


async def test_a_required_mention_cannot_be_switched_off(hers: httpx2.AsyncClient, about: Article) -> None:
    from server.people.models import Company
    from server.people.queries import forget_company

    await Company.all().update(mention_required=True)
    forget_company()
    page = await hers.get(f"/posts/{about.id}/share")
    assert 'name="mention" value="on" checked disabled' in page.text
    assert "Your company asks for it." in page.text


async def preview(hers: httpx2.AsyncClient, about: Article, **said: str) -> httpx2.Response:
    form = {"article": about.id, "channel": "linkedin", "mention": "on", **said}
    return await hers.post(f"/posts/{about.id}/share/preview", data=form, headers=PARTIAL)


async def test_the_preview_follows_the_words_and_writes_nothing(hers: httpx2.AsyncClient, about: Article) -> None:
    before = await counts()
    empty = await preview(hers, about)
    own = await preview(hers, about, words=OWN_TEXT)
    copied = await preview(hers, about, words="Why your pipelines gain from staying boring. A plea for fewer parts.")
    assert await counts() == before
    assert "+10 points" in empty.text
    assert "40 more characters" in empty.text
    assert "+15 points" in own.text
    assert "Written by you" in own.text
    assert "These are your words." in own.text
    assert "+10 points" in copied.text
    assert "Very close to the article" in copied.text
    assert "<form" not in own.text


async def test_the_preview_says_why_there_is_nothing(hers: httpx2.AsyncClient, about: Article) -> None:
    on_facebook = await preview(hers, about, channel="facebook", words=OWN_TEXT)
    assert "+0 points" in on_facebook.text
    assert "visits of your link pay instead" in on_facebook.text
    without = await preview(hers, about, mention="")
    assert "Without the mention" in without.text


async def test_the_preview_without_javascript_is_the_page_with_what_was_typed(
    hers: httpx2.AsyncClient, about: Article
) -> None:
    form = {"article": about.id, "channel": "whatsapp", "words": OWN_TEXT, "form_key": "a-key-of-mine"}
    page = await hers.post(f"/posts/{about.id}/share/preview", data=form)
    assert page.status_code == 200
    assert page.text.startswith("<!doctype html>")
    assert OWN_TEXT in page.text
    assert 'value="a-key-of-mine"' in page.text
    assert 'value="whatsapp" data-button="Open WhatsApp" checked' in page.text


@pytest.mark.parametrize("said", [{"channel": "carrier-pigeon"}, {"words": "x" * 5000}, {"words": "\x00\u202e"}])
async def test_the_preview_bears_anything(hers: httpx2.AsyncClient, about: Article, said: dict[str, str]) -> None:
    assert (await preview(hers, about, **said)).status_code == 200


async def test_the_cap_of_the_day_is_said_and_sharing_stays_possible(
    hers: httpx2.AsyncClient, alice: Person, about: Article
) -> None:
    for n in range(3):
        await shared(alice, await article(f"a-{n}"), words="")
    answer = await preview(hers, about)
    assert "3 rewarded shares today. The next ones are just for fun." in answer.text
    assert "+0 points" in answer.text


async def counts() -> list[Any]:
    tables = ("share", "link", "fact", "decision", "transfer", "limit_use", "form_key", "rate_bucket")
    return [(await rows(f"SELECT COUNT(*) AS n FROM {table}"))[0]["n"] for table in tables]
