"""POST /shares: recorded once, whatever the network does, and handed over to the channel."""

import asyncio
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server.content.models import Article
from server.database import rows
from server.people.models import Person
from server.sharing.models import Share
from tests.conftest import browser
from tests.support import people
from tests.support.sharing import OWN_TEXT, article, facts
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


def form(about: Article, **said: str) -> dict[str, str]:
    return {
        "article": about.id, "channel": "linkedin", "words": OWN_TEXT, "mention": "on", "form_key": "key-0001", **said,
    }  # fmt: skip


async def test_a_browser_is_led_to_the_share(hers: httpx2.AsyncClient, alice: Person, about: Article) -> None:
    answer = await hers.post("/shares", data=form(about))
    share = await Share.get()
    assert (answer.status_code, answer.headers["location"]) == (303, f"/shares/{share.id}")
    assert (share.person_id, share.article_id, share.channel) == (alice.id, about.id, "linkedin")  # type: ignore[attr-defined]
    assert (share.text, share.own_words, share.mention, share.state) == (OWN_TEXT, True, True, "intended")
    assert (share.lapses_at - share.recorded_at).days == 14
    (fact,) = await facts("share.recorded")
    assert (fact["key"], fact["object_id"], fact["person_id"]) == (f"share:{share.id}", share.id, alice.id)


async def test_htmx_gets_the_opening_link_in_a_fragment(hers: httpx2.AsyncClient, about: Article) -> None:
    answer = await hers.post("/shares", data=form(about), headers=PARTIAL)
    assert answer.status_code == 200
    assert "hx-redirect" not in answer.headers
    assert "<!doctype" not in answer.text
    code = (await rows("SELECT code FROM link"))[0]["code"]
    assert 'data-open="auto" href="https://www.linkedin.com/sharing/share-offsite/?url=' in answer.text
    assert f"http%3A%2F%2Flocalhost%3A8000%2Fs%2F{code}" in answer.text
    assert f'data-copy="{OWN_TEXT}' in answer.text
    assert "I work at Orvane, which rewards me for sharing." in answer.text
    assert "+15, as soon as somebody opens your link." in answer.text
    assert "data-after-open" in answer.text


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("whatsapp", 'href="https://wa.me/?text='),
        ("telegram", 'href="https://t.me/share/url?url='),
        ("x", 'href="https://x.com/intent/post?text='),
        ("email", 'href="mailto:?subject=Why%20your%20pipelines'),
        ("sms", 'href="sms:?&amp;body='),
        ("facebook", 'href="https://www.facebook.com/sharer/sharer.php?u='),
        ("instagram", "data-system data-text="),
        ("system", "data-system data-text="),
        ("qr", '<svg class="qr"'),
        ("copy", 'data-copy-from="shared-text"'),
    ],
)
async def test_each_channel_opens_its_way(
    hers: httpx2.AsyncClient, about: Article, channel: str, expected: str
) -> None:
    answer = await hers.post("/shares", data=form(about, channel=channel, words="Short and mine."), headers=PARTIAL)
    assert answer.status_code == 200
    assert expected in answer.text
    if channel in ("email", "sms"):
        assert "_blank" not in answer.text


async def test_mastodon_opens_on_the_server_typed(hers: httpx2.AsyncClient, about: Article) -> None:
    said = form(about, channel="mastodon", mastodon_server="@alice@mastodon.example")
    answer = await hers.post("/shares", data=said)
    page = await hers.get(answer.headers["location"])
    assert 'href="https://mastodon.example/share?text=' in page.text


@pytest.mark.parametrize("server", ["", "not a server", "localhost", "javascript:alert(1)"])
async def test_a_mastodon_server_that_is_none_is_asked_for_again(
    hers: httpx2.AsyncClient, about: Article, server: str
) -> None:
    answer = await hers.post("/shares", data=form(about, channel="mastodon", mastodon_server=server), headers=PARTIAL)
    assert answer.status_code == 422
    assert "Write the name of your server, like mastodon.example." in answer.text
    assert OWN_TEXT in answer.text
    assert await Share.all().count() == 0


async def test_the_same_key_gives_the_same_share(hers: httpx2.AsyncClient, about: Article) -> None:
    first = await hers.post("/shares", data=form(about))
    again = await hers.post("/shares", data=form(about))
    assert first.headers["location"] == again.headers["location"]
    as_fragment = await hers.post("/shares", data=form(about), headers=PARTIAL)
    assert as_fragment.status_code == 200
    assert await effects() == (1, 1, 1)


async def test_the_same_key_with_other_words_is_refused(hers: httpx2.AsyncClient, about: Article) -> None:
    first = await hers.post("/shares", data=form(about))
    other = await hers.post("/shares", data=form(about, words="Something else altogether."))
    assert other.status_code == 409
    assert first.headers["location"] in other.text
    assert await effects() == (1, 1, 1)


async def test_parallel_taps_give_one_share(app: ASGIApp, alice: Person, about: Article) -> None:
    taps = [await as_person(browser(app), alice) for _ in range(6)]
    answers = await asyncio.gather(*(tap.post("/shares", data=form(about)) for tap in taps))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert await effects() == (1, 1, 1)


async def test_sharing_again_uses_the_same_link(hers: httpx2.AsyncClient, about: Article) -> None:
    await hers.post("/shares", data=form(about))
    await hers.post("/shares", data=form(about, form_key="key-0002"))
    await hers.post("/shares", data=form(about, form_key="key-0003", channel="whatsapp"))
    assert await effects() == (3, 2, 3)
    assert [share.own_words for share in await Share.all().order_by("recorded_at", "id")] == [True, False, False]


async def test_a_text_too_long_for_its_channel_is_kept(hers: httpx2.AsyncClient, about: Article) -> None:
    long = "word " * 60
    answer = await hers.post("/shares", data=form(about, channel="x", words=long), headers=PARTIAL)
    assert answer.status_code == 422
    assert "too many for X" in answer.text
    assert long.strip() in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'value="key-0001"' in answer.text
    assert await effects() == (0, 0, 0)
    corrected = await hers.post("/shares", data=form(about, channel="x"))
    assert corrected.status_code == 303


async def test_an_article_withdrawn_meanwhile_is_said_kindly(hers: httpx2.AsyncClient, about: Article) -> None:
    about.state = "withdrawn"
    await about.save()
    answer = await hers.post("/shares", data=form(about), headers=PARTIAL)
    assert answer.status_code == 422
    assert "This article was withdrawn meanwhile. Your words are safe here." in answer.text
    assert OWN_TEXT in answer.text
    assert await effects() == (0, 0, 0)


async def test_without_the_mention_the_text_has_none_unless_it_is_required(
    hers: httpx2.AsyncClient, about: Article
) -> None:
    said = form(about)
    del said["mention"]
    answer = await hers.post("/shares", data=said, headers=PARTIAL)
    assert "I work at Orvane" not in answer.text
    from server.people.models import Company
    from server.people.queries import forget_company

    await Company.all().update(mention_required=True)
    forget_company()
    answer = await hers.post("/shares", data={**said, "form_key": "key-0002"}, headers=PARTIAL)
    assert "I work at Orvane" in answer.text


@pytest.mark.parametrize("said", [{"channel": "pigeon"}, {"words": "x" * 3001}])
async def test_what_is_no_form_of_ours_is_refused(
    hers: httpx2.AsyncClient, about: Article, said: dict[str, str]
) -> None:
    assert (await hers.post("/shares", data=form(about, **said))).status_code == 422
    assert await effects() == (0, 0, 0)


async def test_who_may_share(app: ASGIApp, hers: httpx2.AsyncClient, about: Article) -> None:
    assert (await browser(app).post("/shares", data=form(about))).status_code in (303, 401)
    outsider = await as_person(browser(app), await people.person("dana", joined=False))
    assert (await outsider.post("/shares", data=form(about))).status_code == 403
    assert (await hers.post("/shares", data={**form(about), "article": "nothing"})).status_code == 404
    assert (await hers.get("/shares")).status_code in (404, 405)
    cross = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    assert (await hers.post("/shares", data=form(about), headers=cross)).status_code == 403
    assert await effects() == (0, 0, 0)


async def test_a_flood_of_shares_is_slowed(hers: httpx2.AsyncClient, about: Article, monkeypatch: Any) -> None:
    from server.sharing import handlers

    monkeypatch.setattr(handlers, "SHARES_AN_HOUR", 2)
    answers = [await hers.post("/shares", data=form(about, form_key=f"key-000{n}")) for n in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert OWN_TEXT in answers[2].text


async def effects() -> tuple[int, ...]:
    """Shares, links, facts."""
    queries = ("share", "link", "fact WHERE kind = 'share.recorded'")
    return tuple([(await rows(f"SELECT COUNT(*) AS n FROM {query}"))[0]["n"] for query in queries])
