"""Editors write, publish and withdraw; two who edit at once both keep their text."""

import httpx2
import pytest
from starlette.types import ASGIApp

from server.content.models import Article
from server.database import rows
from server.web.models import AuditEntry
from tests.conftest import browser
from tests.support.content import article, topic
from tests.support.people import company, person
from tests.support.signing_in import as_person

FIELDS = {"title": "Six mois à Nantes", "body": "Le *premier* jour.", "language": "fr"}


async def _editor(app: ASGIApp) -> httpx2.AsyncClient:
    await company()
    return await as_person(browser(app), await person("edith", role="editor"))


async def test_a_draft_is_written_once(app: ASGIApp) -> None:
    edith = await _editor(app)
    veille = await topic()
    sent = {**FIELDS, "topic": veille.id, "angle": "A", "question": "Q?", "form_key": "k" * 20, "state": "published"}
    first, again = [await edith.post("/console/posts", data=sent) for _ in range(2)]
    other = await edith.post("/console/posts", data={**sent, "title": "Another"})
    assert (first.status_code, other.status_code) == (303, 409)
    assert first.headers["location"] == again.headers["location"]
    made = await Article.get()
    assert (made.slug, made.state, made.excerpt, made.version) == (
        "six-mois-a-nantes", "draft", "Le premier jour.", 1,
    )  # fmt: skip
    assert (await edith.get(first.headers["location"])).status_code == 200
    assert "<em>premier</em>" in (await edith.get(f"{first.headers['location']}/preview")).text


async def test_slugs_stay_apart(app: ASGIApp) -> None:
    edith = await _editor(app)
    for _ in range(3):
        await edith.post("/console/posts", data=FIELDS)
    slugs = {each.slug for each in await Article.all()}
    assert slugs == {"six-mois-a-nantes", "six-mois-a-nantes-2", "six-mois-a-nantes-3"}


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"title": "x" * 201}, {"body": ""}, {"language": "français"}, {"topic": "nothing"},
     {"excerpt": "x" * 501}, {"angle": "x" * 501}, {"question": "x" * 301}],
)  # fmt: skip
async def test_what_is_wrong_is_said_and_kept(app: ASGIApp, wrong: dict[str, str]) -> None:
    edith = await _editor(app)
    answer = await edith.post("/console/posts", data={**FIELDS, "question": "Kept?", **wrong})
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.text
    assert "Six mois" in answer.text or "title" in wrong
    assert await Article.all().count() == 0


async def test_a_stale_edit_shows_both_texts(app: ASGIApp) -> None:
    edith = await _editor(app)
    one = await article("One")
    sent = {**FIELDS, "version": "1"}
    assert (await edith.post(f"/console/posts/{one.id}", data={**sent, "body": "Theirs, first."})).status_code == 303
    stale = await edith.post(f"/console/posts/{one.id}", data={**sent, "body": "Mine, second."})
    assert stale.status_code == 409
    assert "Theirs, first." in stale.text
    assert "Mine, second." in stale.text
    assert 'name="version" value="2"' in stale.text
    await one.refresh_from_db()
    assert one.body == "Theirs, first."
    again = await edith.post(f"/console/posts/{one.id}", data={**sent, "body": "Mine, second.", "version": "2"})
    assert again.status_code == 303


async def test_the_text_of_others_is_never_kept(app: ASGIApp) -> None:
    edith = await _editor(app)
    one = await article("One", url="https://a.example/", body="")
    await edith.post(f"/console/posts/{one.id}", data={**FIELDS, "version": "1"})
    await one.refresh_from_db()
    assert (one.title, one.body) == ("Six mois à Nantes", "")


async def test_publishing_and_withdrawing_leave_a_trail(app: ASGIApp) -> None:
    edith = await _editor(app)
    one = await article("One", state="draft", published_at=None)
    empty = await article("Empty", state="draft", published_at=None, body="")
    published = await edith.post(f"/console/posts/{one.id}/publication", data={"version": "1"})
    assert published.status_code == 303
    assert (await edith.get("/a/one")).status_code == 200
    assert (await edith.post(f"/console/posts/{one.id}/withdrawal", data={"version": "1"})).status_code == 409
    assert (await edith.post(f"/console/posts/{one.id}/withdrawal", data={"version": "2"})).status_code == 303
    assert (await edith.get("/a/one")).status_code == 410
    assert (await edith.post(f"/console/posts/{one.id}/publication", data={"version": "3"})).status_code == 303
    assert (await edith.post(f"/console/posts/{empty.id}/publication", data={"version": "1"})).status_code == 422
    trail = await AuditEntry.all().order_by("at", "id")
    assert [each.action for each in trail] == ["article.published", "article.withdrawn", "article.published"]
    assert {each.object_id for each in trail} == {one.id}


async def test_the_list_is_filtered_and_paged(app: ASGIApp) -> None:
    edith = await _editor(app)
    for number in range(52):
        await article(f"Title {number:02}", state="draft" if number % 2 else "published")
    first = await edith.get("/console/posts")
    assert first.text.count('<th scope="row"') == 50
    following = first.text.partition('class="btn tonal" href="/console/posts?page=')[2].partition('"')[0]
    assert (await edith.get(f"/console/posts?page={following}")).text.count('<th scope="row"') == 2
    assert (await edith.get("/console/posts?state=draft")).text.count('<th scope="row"') == 26
    assert (await edith.get("/console/posts?q=Title+07")).text.count('<th scope="row"') == 1
    assert "Nothing here yet" in (await edith.get("/console/posts?q=%25nothing")).text


async def test_a_page_that_cannot_be_fetched_is_said(app: ASGIApp) -> None:
    edith = await _editor(app)
    for url in ("http://127.0.0.1/x", "ftp://a.example", "http://[::1]/"):
        answer = await edith.post("/console/posts/imports", data={"url": url})
        assert answer.status_code == 422
        assert url in answer.text


ROUTES = [
    ("GET", "/console/posts"), ("GET", "/console/posts/new"), ("POST", "/console/posts"),
    ("POST", "/console/posts/imports"), ("GET", "/console/posts/{id}"), ("POST", "/console/posts/{id}"),
    ("GET", "/console/posts/{id}/preview"), ("POST", "/console/posts/{id}/publication"),
    ("POST", "/console/posts/{id}/withdrawal"), ("GET", "/console/sources"), ("POST", "/console/sources"),
    ("POST", "/console/sources/{id}/deletion"), ("POST", "/console/sources/{id}/fetch"),
]  # fmt: skip


async def test_who_may_not(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    edith = await _editor(app)
    alice = await as_person(browser(app), await person("alice"))
    lead = await as_person(browser(app), await person("lea", role="lead"))
    one = await article("One", state="draft", published_at=None)
    for method, path in ROUTES:
        address = path.format(id=one.id)
        assert (await client.request(method, address)).status_code in (303, 401), path
        for employee in (alice, lead):
            assert (await employee.request(method, address)).status_code == 403, path
        if "{id}" in path:
            sent = {**FIELDS, "version": "1"} if method == "POST" else None
            assert (await edith.request(method, path.format(id="nothing"), data=sent)).status_code == 404, path
        assert (await edith.delete(address)).status_code == 405, path
    assert len(await rows("SELECT id FROM article")) == 1
