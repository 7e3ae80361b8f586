"""GET /rules: what everybody reads, and what is not promised."""

from datetime import timedelta

import pytest
from starlette.types import ASGIApp

from gamification import Condition, Grant, Limit, LimitPer, Multiply, Op, RuleSpec
from server import clock
from server.events import CampaignFunded, announce
from server.rulebook.activation import NewVersion, create_rule, put_in_force
from server.rulebook.campaigns import create_campaign
from tests.conftest import browser
from tests.support import people
from tests.support.html import Reader
from tests.support.rulebook import reading
from tests.support.signing_in import as_person


@pytest.fixture
def database_url(one_database: str) -> str:
    return one_database


async def _employee(app: ASGIApp) -> Reader:
    await people.company()
    return Reader(await as_person(browser(app), await people.person("alice")))


async def test_the_rules_stand_as_sentences_by_theme(app: ASGIApp) -> None:
    page = await (await _employee(app)).open("/rules")
    assert page.heading == "How points are earned"
    order = [
        page.words.index(said)
        for said in (
            "When you share an article and somebody opens it, you earn 10 points",
            "For each visitor of a link you shared",
            "When you join the programme",
            "Points lapse twelve months after they became yours.",
            "from 300",
        )
    ]
    assert order == sorted(order)


async def test_what_no_feature_announces_is_not_promised(app: ASGIApp) -> None:
    page = await (await _employee(app)).open("/rules")
    for absent in ("suggest", "double"):
        assert absent not in page.words


async def test_a_rule_to_come_says_its_day(app: ASGIApp) -> None:
    reader = await _employee(app)
    rule_id = await create_rule("reading", "Lire", "Reading")
    starts_at = clock.now() + timedelta(days=3)
    await put_in_force(rule_id, NewVersion(reading(), starts_at, None))
    page = await reader.open("/rules")
    assert "From " in page.words
    assert "When you read an article to the end, you earn 3 points, twice a day at most." in page.words


async def test_a_boost_is_shown_while_its_purse_pays(app: ASGIApp) -> None:
    reader = await _employee(app)
    hr = await people.person("nadege", role="hr")
    await create_campaign("Le printemps", "The spring", None, None, False, hr.id)
    boost = RuleSpec(
        "share.recorded",
        Multiply(20_000, ("R1",)),
        conditions=((Condition("channel", Op.IS, "mastodon"),),),
        campaign="the-spring",
    )
    await put_in_force(await create_rule("boost", "Élan", "Boost"), NewVersion(boost, clock.now(), None))
    assert "double" not in (await reader.open("/rules")).words
    await announce(CampaignFunded("the-spring", 100, "first"))
    page = await reader.open("/rules")
    assert "on Mastodon, the points of “A share that somebody outside opens” count double." in page.words
    assert "Paid from the purse “The spring”" in page.words


async def test_a_rule_whose_time_has_gone_is_gone(app: ASGIApp) -> None:
    reader = await _employee(app)
    limit = Limit(("person",), LimitPer.DAY, max_times=1)
    spec = RuleSpec("article.read", Grant(points=1), limits=(limit,), campaign="nobody-pays")
    await put_in_force(await create_rule("past", "Passé", "Past"), NewVersion(spec, clock.now(), None))
    assert "read an article" not in (await reader.open("/rules")).words


async def test_a_newcomer_may_read_them_and_a_stranger_may_not(app: ASGIApp) -> None:
    await people.company()
    newcomer = Reader(await as_person(browser(app), await people.person("nina", joined=False)))
    assert (await newcomer.open("/rules")).heading == "How points are earned"
    assert (await browser(app).get("/rules")).status_code == 303
    assert (await newcomer.client.post("/rules")).status_code == 405
