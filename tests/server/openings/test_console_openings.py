"""/console/jobs: values kept, refusals in a sentence, drafts nowhere else, and who may not."""

import re

import httpx2
import pytest
from starlette.types import ASGIApp

from server.database import rows
from tests.conftest import browser
from tests.support.bonuses import bonus_plan
from tests.support.content import topic
from tests.support.openings import opening
from tests.support.people import company, person
from tests.support.referrals import applied
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATH = "/console/jobs"
FIELDS = {
    "title": "Data engineer", "place": "Nantes", "remote": "full", "contract": "permanent", "pay_from": "48000",
    "pay_to": "58000", "pay_currency": "EUR", "pay_per": "year", "skills": "Python\nKafka", "language": "en",
    "steps": "A call: with Nadège", "description": "You move events.", "answer_days": "5", "is_hot": "on",
    "reference": "REF-7",
}  # fmt: skip


async def stored(opening_id: str) -> dict[str, object]:
    return (await rows("SELECT * FROM opening WHERE id = $1", opening_id))[0]


async def test_from_a_typed_draft_to_closed_and_open_again(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await company()
    data, plan = await topic(), await bonus_plan()
    hr, lead = await person("hr", role="hr", joined=False), await person("lead", role="lead")
    await as_person(client, hr, stepped_up=True)
    chosen = {**FIELDS, "recruiter": hr.id, "manager": lead.id, "bonus_plan": plan.id, "topics": [data.id]}
    first, again = [await client.post(PATH, data={**chosen, "form_key": "k" * 20}) for _ in range(2)]
    assert (first.status_code, first.headers["location"]) == (303, again.headers["location"])
    one = first.headers["location"]
    page = (await client.get(one)).text
    assert 'value="Data engineer"' in page
    assert 'value="REF-7"' in page
    assert "A call: with Nadège" in page
    assert f'id="topic-{data.slug}" name="topics" value="{data.id}" checked' in page
    assert "Bonus" in page
    assert f"/jobs/{'data-engineer'}" not in page  # a draft has no public page
    assert (await client.post(one, data={**chosen, "place": "Brest", "version": "1"})).status_code == 303
    stale = await client.post(one, data={**chosen, "place": "Lyon", "version": "1"})
    assert (stale.status_code, 'value="Lyon"' in stale.text, "meanwhile" in stale.text) == (409, True, True)
    assert 'name="version" value="2"' in stale.text
    assert (await client.post(f"{one}/publication", data={"version": "1"})).status_code == 409
    assert (await client.post(f"{one}/publication", data={"version": "2"})).status_code == 303
    assert 'href="/jobs/data-engineer"' in (await client.get(one)).text
    assert (await client.post(f"{one}/closing", data={"because": "gone"})).status_code == 422
    assert (await client.post(f"{one}/closing", data={"because": "filled"})).status_code == 303
    assert "Somebody was found." in (await client.get(one)).text
    version = str((await stored(one.rpartition("/")[2]))["version"])
    assert (await client.post(f"{one}/publication", data={"version": version})).status_code == 303
    assert (await stored(one.rpartition("/")[2]))["state"] == "open"


async def test_what_cannot_be_published_says_why(client: httpx2.AsyncClient) -> None:
    await company()
    await as_person(client, await person("hr", role="hr"), stepped_up=True)
    draft = await opening(state="draft", published_at=None, description="")
    refused = await client.post(f"{PATH}/{draft.id}/publication", data={"version": "1"})
    assert (refused.status_code, "a description before it is published" in refused.text) == (422, True)
    assert (await stored(draft.id))["state"] == "draft"
    shown = await opening("cook")
    emptied = await client.post(f"{PATH}/{shown.id}", data={**FIELDS, "description": "", "version": "1"})
    assert (emptied.status_code, 'value="Data engineer"' in emptied.text) == (422, True)
    assert (await stored(shown.id))["description"]


async def test_a_wrong_value_keeps_the_others(client: httpx2.AsyncClient) -> None:
    await company()
    await as_person(client, await person("hr", role="hr"), stepped_up=True)
    wrong = {"pay_to": "40000", "recruiter": "nobody", "bonus_plan": "none", "topics": "astrology"}
    for changed in ({"title": ""}, wrong):
        answer = await client.post(PATH, data={**FIELDS, **changed})
        assert answer.status_code == 422
        assert "You move events." in answer.text
    assert "The upper end of the pay is below the lower one." in answer.text
    right_pay = (await client.post(PATH, data={**FIELDS, **wrong, "pay_to": ""})).text
    for said in ("Choose somebody of the list.", "This plan is no longer offered.", "This topic does not exist any"):
        assert said in right_pay
    assert await rows("SELECT id FROM opening") == []


async def test_the_list_has_states_words_and_counts_without_names(client: httpx2.AsyncClient) -> None:
    await company()
    alice = await person()
    await as_person(client, await person("hr", role="hr"))
    wanted = await opening()
    await applied(wanted, alice, name="zoe")
    await opening("cook", state="draft", published_at=None, place="Lyon")
    page = (await client.get(PATH)).text
    assert "Drafts (1)" in page
    assert re.search(r'data-l="Referrals" class="r">1<', page)
    assert "zoe" not in page.casefold()
    assert "Alice" not in page
    for query, found in (("state=draft", "Cook"), ("q=lyon", "Cook"), ("q=engin", "Data engineer")):
        names = re.findall(
            r'<a href="/console/jobs/[0-9a-f-]{36}">([^<]+)</a>', (await client.get(f"{PATH}?{query}")).text
        )
        assert names == [found]
    assert "Nothing here yet" in (await client.get(f"{PATH}?q=%25")).text
    assert (await client.get(f"{PATH}?page=0&state=x")).status_code == 200


async def test_who_may_not(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await company()
    one = (await opening()).id
    await as_person(client, await person("hr", role="hr"))
    for path in (PATH, f"{PATH}/{one}", f"{PATH}/{one}/closing"):
        assert (await client.post(path, data={**FIELDS, "because": "filled"})).status_code == 403  # no fresh code
    assert (await client.get(f"{PATH}/{'0' * 36}")).status_code == 404
    assert (await client.get(f"{PATH}/{one}/closing")).status_code == 405
    async with browser(app) as other:
        await as_person(other, await person("ed", role="editor"), stepped_up=True)
        assert (await other.get(PATH)).status_code == 403
        assert (await other.post(f"{PATH}/{one}/publication", data={"version": "1"})).status_code == 403
    assert (await stored(one))["state"] == "open"
