"""GET /console/rules: the rules as lines, their filters, their switches, and where a rule begins."""

from datetime import timedelta

import pytest
from starlette.types import ASGIApp

from gamification import RuleSpec
from server import clock
from server.database import rows
from server.rewards.commands import approve_order, fulfil_order, return_order
from server.rulebook.activation import NewVersion, put_in_force
from server.rulebook.queries import active_rules, open_drafts, rule_list
from tests.conftest import browser
from tests.support import people
from tests.support.html import Reader
from tests.support.rewards import a_reward, ordered, points_for
from tests.support.rulebook import reading
from tests.support.signing_in import as_person

LIST = "/console/rules"


@pytest.fixture
def database_url(one_database: str) -> str:
    return one_database


async def _rule(key: str) -> str:
    return next(each.id for each in await rule_list("en") if each.key == key)


async def _in_force(key: str) -> RuleSpec | None:
    return next((each.spec for each in await active_rules(clock.now()) if each.key == key), None)


async def test_the_list_says_each_rule_its_gain_and_its_cap(hr: Reader) -> None:
    page = await hr.open(LIST)
    assert page.heading == "Reward rules"
    assert "When you share an article in your own words and somebody opens it" in page.words
    assert "5 points" in page.words
    assert "3 a day" in page.words
    assert "All, 15" in page.words
    assert "Scheduled, 0" in page.words


async def test_the_budget_comes_with_people_and_says_where_it_goes(hr: Reader) -> None:
    assert "No budget yet" in (await hr.open(LIST)).words
    for name in ("alice", "bob", "chloe", "david"):
        await people.welcomed(name)
    page = await hr.open(LIST)
    assert "80 points out of 1,200" in page.words
    assert "At this pace" in page.words
    assert "fewer than 5" in page.words
    await people.welcomed("eve")
    assert "fewer than 5" not in (await hr.open(LIST)).words


async def test_the_points_that_became_gifts_are_counted(hr: Reader) -> None:
    dana = await people.person("dana")
    await points_for(dana, 100)
    assert "points in gifts0" in (await hr.open(LIST)).words
    made = await ordered(await a_reward(cost=70), dana)
    assert "points in gifts70" in (await hr.open(LIST)).words
    helene = await people.person("helene")
    await approve_order(made, helene.id)
    await fulfil_order(made, helene.id)
    assert "points in gifts70" in (await hr.open(LIST)).words
    await return_order(made, helene.id, back_in_stock=True)
    assert "points in gifts0" in (await hr.open(LIST)).words


async def test_a_switch_pauses_and_undo_brings_back(hr: Reader) -> None:
    before = await _in_force("R3")
    page = await (await hr.open(LIST)).send("Rule “Written in your own words”")
    assert "rests from now on" in page.words
    assert "Paused" in page.words
    assert await _in_force("R3") is None
    page = await page.send("Undo")
    assert "Paused" not in page.words
    assert await _in_force("R3") == before
    audited = await rows("SELECT action FROM audit_entry WHERE object_id = $1 ORDER BY id", await _rule("R3"))
    assert [each["action"] for each in audited] == ["rule.retire", "rule.publish"]


async def test_pausing_twice_is_said_and_changes_nothing(hr: Reader) -> None:
    page = await (await hr.open(LIST)).send("Rule “Welcome”")
    again = await hr.client.post(f"{LIST}/{await _rule('R11')}/pause", data={"form_key": "k" * 20})
    assert again.status_code == 422
    assert page.status == 200


async def test_what_waits_for_its_day_has_its_filter(hr: Reader) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    rule_id = await _rule("R13")
    await hr.client.post(f"{LIST}/{rule_id}/pause", data={"form_key": "p" * 20})
    await put_in_force(rule_id, NewVersion(reading(), tomorrow, None))
    page = await hr.open(f"{LIST}?state=scheduled")
    assert "Scheduled, 1" in page.words
    assert "An article you suggested" in page.words
    assert "First share of the week" not in page.words


async def test_a_filter_without_rules_says_so(hr: Reader) -> None:
    page = await hr.open(f"{LIST}?state=draft")
    assert "No rule here" in page.words
    assert page.link("See all rules") == LIST


async def test_a_new_rule_begins_with_a_sentence(hr: Reader) -> None:
    page = await (await hr.open(LIST)).follow("New rule")
    assert page.heading == "New rule"
    assert "For each visitor of a link you shared, counted the next day, you earn one point" in page.words
    page = await page.send("Start from this: Visitors of a link")
    (draft,) = await open_drafts()
    assert page.path == f"/console/rules/drafts/{draft.id}"
    assert page.status == 200
    assert draft.label_fr == "Visites d’un lien"
    listed = await hr.open(f"{LIST}?state=draft")
    assert "Being written by Nadege Test" in listed.words


async def test_a_starter_that_does_not_exist_is_nowhere(hr: Reader) -> None:
    answer = await hr.client.post(f"{LIST}/drafts", data={"form_key": "k" * 20, "starter": "moon"})
    assert answer.status_code == 404


async def test_the_next_version_begins_with_the_present_one(hr: Reader) -> None:
    page = await (await hr.open(f"{LIST}/{await _rule('R1')}")).send("Change")
    (draft,) = await open_drafts()
    assert draft.rule_key == "R1"
    assert page.path == f"/console/rules/drafts/{draft.id}"
    assert page.field("points") == "10"


@pytest.mark.parametrize("path", ["pause", "resumption", "drafts"])
async def test_a_rule_that_is_not_there(hr: Reader, path: str) -> None:
    answer = await hr.client.post(f"{LIST}/nowhere/{path}", data={"form_key": "k" * 20})
    assert answer.status_code == 404


async def test_others_stay_outside_and_switches_ask_again(app: ASGIApp, hr: Reader) -> None:
    rule_id = await _rule("R1")
    for role in ("employee", "lead", "editor"):
        asker = await as_person(browser(app), await people.person(role, role=role), stepped_up=True)
        assert (await asker.get(LIST)).status_code == 403
        assert (await asker.post(f"{LIST}/{rule_id}/pause", data={"form_key": "k" * 20})).status_code == 403
    asker = await as_person(browser(app), await people.person("tired", role="hr"))
    answer = await asker.post(f"{LIST}/{rule_id}/pause", data={"form_key": "k" * 20})
    assert (answer.status_code, "/step-up" in answer.text) == (403, True)
    assert await _in_force("R1") is not None
    assert (await hr.client.get(f"{LIST}/{rule_id}/pause")).status_code == 405
