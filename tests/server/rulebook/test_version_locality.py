"""Invariant 19: one version at most at any instant, and nothing that happens to a rule changes what was."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gamification import Rule
from server import clock
from server.database import rows
from server.people.models import Person
from server.rulebook.activation import AlreadySo, NewVersion, create_rule, put_in_force, resume, retire
from server.rulebook.queries import active_rules, rule_by_id, rules_between
from server.rulebook.versions import spans
from tests.support import people
from tests.support.rulebook import reading

pytestmark = pytest.mark.usefixtures("db")

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
ACTS = st.lists(
    st.tuples(st.sampled_from(("publish", "publish", "retire", "resume")), st.integers(0, 30), st.integers(0, 20)),
    min_size=1,
    max_size=6,
)


async def _seen(until: datetime, key: str) -> list[Rule]:
    """Which version was in force, hour by hour."""
    hours = int((until - START) / HOUR)
    found = []
    for hour in range(hours):
        found += [each for each in await active_rules(START + hour * HOUR) if each.key == key]
    return found


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
async def test_the_past_stays_and_no_two_versions_meet(acts: list[tuple[str, int, int]]) -> None:
    with clock.moved() as time:
        time.set(START)
        by = await Person.filter(given_name="Hr").first() or await people.person("hr", role="hr")
        counted = await rows("SELECT count(*) AS n FROM rule")
        key = f"rule-{counted[0]['n']}"
        rule_id, now = await create_rule(key, "Règle", "Rule"), START
        for place, (act, wait, ahead) in enumerate(acts, start=1):
            before = await _seen(now, key)
            await _do(act, rule_id, now + ahead * HOUR, place, by.id)
            assert await _seen(now, key) == before
            await _one_at_a_time(rule_id, key, now)
            now += wait * HOUR
            time.set(now)


async def _do(act: str, rule_id: str, at: datetime, points: int, by: str) -> None:
    try:
        if act == "publish":
            await put_in_force(rule_id, NewVersion(reading(points), at, by))
        elif act == "retire":
            await retire(rule_id, at, by)
        else:
            await resume(rule_id, by)
    except AlreadySo:
        pass


async def _one_at_a_time(rule_id: str, key: str, now: datetime) -> None:
    """The list of versions, the query of an instant and the bounds between two say the same, and one at most."""
    line = await rule_by_id(rule_id, "en")
    between = await rules_between(now, now + 48 * HOUR)
    for hour in range(0, 48, 3):
        at = now + hour * HOUR
        asked = [each.version for each in await active_rules(at) if each.key == key]
        listed = [each.rule.version for each in line.versions if each.holds(at)] if line else []
        bounded = [
            rule.version
            for rule, since, until in between
            if rule.key == key and since <= at and (until is None or at < until)
        ]
        assert asked == listed == bounded
        assert len(asked) <= 1


INSTANTS = st.integers(0, 50)
WRITTEN = st.lists(st.tuples(INSTANTS, st.one_of(st.none(), INSTANTS)), max_size=6)


@given(WRITTEN, INSTANTS)
def test_spans_never_meet(written: list[tuple[int, int | None]], at: int) -> None:
    versions = [
        {"number": place, "active_from": start, "active_to": end if end is None else max(start, end)}
        for place, (start, end) in enumerate(written, start=1)
    ]
    instant = datetime.fromtimestamp(at / 1000, UTC)
    assert len([each for each in spans(versions) if each.holds(instant)]) <= 1


async def test_a_label_changes_no_version() -> None:
    await people.company()
    before = await active_rules(START)
    await rows("UPDATE rule SET label_fr = 'Autre', label_en = 'Other' RETURNING id")
    assert await active_rules(START) == before


async def test_what_is_written_down_stays_written() -> None:
    await people.company()
    for change in ("spec = '{}'", "spec_hash = 'x'", "number = 9", "active_from = 5"):
        with pytest.raises(Exception, match="rule_version_frozen"):
            await rows(f"UPDATE rule_version SET {change} RETURNING id")
