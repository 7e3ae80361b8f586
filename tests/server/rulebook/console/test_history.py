"""GET /console/rules/{id} and its versions: what changed, when, by whom."""

from datetime import timedelta

import pytest

from gamification import Condition, Grant, Limit, LimitPer, Op, RuleSpec
from server import clock
from server.people.models import Person
from server.rulebook.differences import differences
from server.rulebook.publishing import approve, publish
from server.rulebook.queries import rule_list
from server.web.locale import speaking
from tests.support import people
from tests.support.html import Reader
from tests.support.rulebook import drafted, reading


@pytest.fixture
def database_url(one_database: str) -> str:
    return one_database


async def _published() -> str:
    """Reading paid three points; from next week two hundred and one, approved by another."""
    ana, marc = await people.person("ana", role="hr"), await people.person("marc", role="hr")
    await publish(await drafted(ana, reading(3)), reading(3), clock.now(), ana.id)
    rule_id = next(each.id for each in await rule_list("en") if each.key == "reading-pays")
    much = reading(201, Limit(("person",), LimitPer.WEEK, max_times=1))
    draft_id = await drafted(ana, much, rule_id=rule_id)
    assert await publish(draft_id, much, clock.now() + timedelta(days=7), ana.id) == "waiting"
    await approve(draft_id, marc.id)
    return rule_id


async def test_the_history_says_what_changed_and_who_agreed(hr: Reader) -> None:
    rule_id = await _published()
    page = await hr.open(f"/console/rules/{rule_id}")
    assert page.heading == "Reading pays"
    assert "When you read an article to the end, you earn 3 points, twice a day at most." in page.words
    assert "by Ana Test, approved by Marc Test" in page.words
    for change in ("Taken away: 3 points", "Added: 201 points", "Taken away: twice a day", "Added: once a week"):
        assert change in page.words
    for act in ("Ana Test asked a second person.", "Marc Test approved.", "Ana Test published a version."):
        assert act in page.words


async def test_one_version_stands_alone(hr: Reader) -> None:
    rule_id = await _published()
    page = await (await hr.open(f"/console/rules/{rule_id}")).follow("Version 2")
    assert page.heading == "Version 2"
    assert "you earn 201 points, once a week at most" in page.words
    assert "To come" in page.words
    assert "Dry run over 90 days" in page.words


@pytest.mark.parametrize("path", ["nowhere", "nowhere/versions/1", "{id}/versions/9", "{id}/versions/x"])
async def test_nothing_there(hr: Reader, path: str) -> None:
    rule_id = next(each.id for each in await rule_list("en") if each.key == "R1")
    assert (await hr.open(f"/console/rules/{path.format(id=rule_id)}")).status == 404


async def test_somebody_who_left_no_name_is_nobody(hr: Reader) -> None:
    rule_id = await _published()
    await Person.filter(given_name="Ana").update(given_name="", family_name="")
    assert (await hr.open(f"/console/rules/{rule_id}")).status == 200


def test_every_kind_of_phrase_has_words() -> None:
    before = RuleSpec("share.recorded", Grant(points=1), limits=(Limit(("person",), LimitPer.DAY, max_times=1),))
    after = RuleSpec(
        "share.recorded",
        Grant(points=1, recognition=2),
        conditions=((Condition("channel", Op.IN, ("linkedin", "email")), Condition("own_words", Op.IS, True)),),
        limits=(Limit(("person", "article"), LimitPer.EVER, max_times=1),),
        campaign="spring",
        stack_group="best",
    )
    with speaking("en"):
        found = differences(before, after, {"spring": "The spring"})
    assert [each.text for each in found if each.kind == "added"] == [
        "on LinkedIn or by e-mail",
        "in your own words",
        "one point and 2 of recognition, which count for the level",
        "once per article",
        "Paid from the purse “The spring”, as long as it lasts",
        "Of several rules of one group, only the one that gives most counts",
    ]
    assert [each.text for each in found if each.kind == "removed"] == ["one point", "once a day"]
