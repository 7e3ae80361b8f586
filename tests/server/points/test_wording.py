"""What a line says of what was given in part: neither refused nor whole."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from gamification import Decision, Fact, Grant, Limit, LimitPer, Outcome, Rule, RuleSpec, evaluate
from server import clock
from server.me.lines import in_words
from server.points.journal import journal
from server.points.recording import record_fact
from server.points.wording import reason
from server.web.locale import speaking
from tests.support.people import company, welcomed
from tests.support.rules import replace_rules

A_DAY = (Limit(("person",), LimitPer.DAY, max_units=4),)
VISITS = Rule("V", 1, 1, RuleSpec("visits.settled", Grant(3, unit_field="visitors"), limits=A_DAY))
PAID = Rule("V", 1, 1, RuleSpec("visits.settled", Grant(3, unit_field="visitors"), limits=A_DAY, campaign="spring"))


def visits(person: str, at: datetime) -> Fact:
    values: dict[str, str | int] = {"article": "a", "channel": "linkedin", "link": "l", "visitors": 6}
    return Fact("visits:l:day", "visits.settled", person, at, "link", "l", values)


def decided(rule: Rule, left: int) -> Decision:
    fact = visits("ana", datetime(2026, 11, 22, tzinfo=UTC))
    (decision,) = evaluate(fact, [rule], {}, ZoneInfo("UTC"), None, campaigns={"spring": left}, partly={"spring"})
    return decision


@pytest.mark.parametrize(
    ("rule", "left", "said"),
    [
        (VISITS, 0, "Rewarded in part: 4 a day."),
        (PAID, 7, "The campaign paid 6 of 12 points: its budget is used up."),
    ],
)
def test_what_came_in_part_is_not_said_to_be_refused(rule: Rule, left: int, said: str) -> None:
    decision = decided(rule, left)
    assert decision.outcome is Outcome.PARTIAL
    with speaking("en"):
        assert reason(decision.reason.key, decision.reason.values, in_part=True) == said


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("db")
async def test_the_journal_says_why_less_came() -> None:
    await company()
    alice = await welcomed("alice")
    await replace_rules(VISITS)
    await record_fact(visits(alice.id, clock.now()))
    with speaking("en"):
        line = next(each for each in await in_words(await journal(alice.id, "en")) if each.points == 12)
    assert line.why == "Rewarded in part: 4 a day."
