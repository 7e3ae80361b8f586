"""Publishing a rule: the gate, the second person, the date, and nothing that was decided moves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gamification import Grant, Limit, LimitPer, RuleSpec
from server import clock
from server.rulebook.drafting import DraftClosed
from server.rulebook.keys import slug
from server.rulebook.publishing import NotPublishable, OwnDraft, approve, publish, publish_plain, refuse, resume, retire
from server.rulebook.queries import active_rules, draft, open_drafts, rule_list, rules_between
from tests.support import people
from tests.support.rulebook import A_DAY, drafted, dry_run, reading

pytestmark = pytest.mark.usefixtures("db")


async def _pays(at_hours: float = 0.0) -> dict[str, RuleSpec]:
    at = clock.now() + timedelta(hours=at_hours)
    return {rule.key: rule.spec for rule in await active_rules(at) if rule.spec.when == "article.read"}


async def test_a_new_rule_waits_for_its_day() -> None:
    await people.company()
    hr, spec = await people.person("hr", role="hr"), reading()
    tomorrow = clock.now() + timedelta(days=1)
    assert await publish(await drafted(hr, spec), spec, tomorrow, hr.id) == "published"
    assert await _pays() == {}
    assert await _pays(25) == {"reading-pays": spec}


async def test_what_is_wrong_is_said_and_nothing_changes() -> None:
    await people.company()
    hr, spec = await people.person("hr", role="hr"), RuleSpec("article.read", reading().then)
    draft_id = await drafted(hr, spec)
    with pytest.raises(NotPublishable) as no:
        await publish(draft_id, spec, clock.now(), hr.id)
    assert [problem.key for problem in no.value.problems] == ["rule.limits.missing"]
    assert await _pays(48) == {}
    assert (await draft(draft_id)).state == "open"  # type: ignore[union-attr]


async def test_yesterday_is_no_date_for_a_start() -> None:
    await people.company()
    hr, spec = await people.person("hr", role="hr"), reading()
    with pytest.raises(NotPublishable) as no:
        await publish(await drafted(hr, spec), spec, clock.now() - timedelta(days=1), hr.id)
    assert [problem.key for problem in no.value.problems] == ["publish.starts_at.past"]


async def test_the_dry_run_is_of_exactly_this_content() -> None:
    await people.company()
    hr = await people.person("hr", role="hr")
    draft_id = await drafted(hr, reading(3))
    with pytest.raises(NotPublishable) as no:
        await publish(draft_id, reading(4), clock.now(), hr.id)
    assert [problem.key for problem in no.value.problems] == ["publish.simulation.missing"]
    await dry_run(draft_id, reading(4))
    assert await publish(draft_id, reading(4), clock.now(), hr.id) == "published"


async def test_what_pays_per_unit_without_a_bound_of_units_waits_for_a_second_person() -> None:
    await people.company()
    hr = await people.person("hr", role="hr")
    spec = RuleSpec("visits.settled", Grant(10, unit_field="visitors"), limits=(A_DAY,))
    assert await publish(await drafted(hr, spec), spec, clock.now(), hr.id) == "waiting"
    bounded = replace(spec, limits=(Limit(("person",), LimitPer.DAY, max_units=20),))
    assert await publish(await drafted(hr, bounded), bounded, clock.now(), hr.id) == "published"


async def test_a_purse_that_does_not_exist_pays_for_nothing() -> None:
    await people.company()
    hr, spec = await people.person("hr", role="hr"), replace(reading(), campaign="nothing")
    with pytest.raises(NotPublishable) as no:
        await publish(await drafted(hr, spec), spec, clock.now(), hr.id)
    assert [problem.key for problem in no.value.problems] == ["rule.campaign.unknown"]


async def test_a_dry_run_of_another_time_is_not_what_decides() -> None:
    await people.company()
    hr, other = await people.person("hr", role="hr"), await people.person("nadege", role="hr")
    late, asked = await drafted(hr, reading()), await drafted(hr, reading(201))
    await publish(asked, reading(201), clock.now(), hr.id)
    with clock.moved() as time:
        time.advance(timedelta(days=8))
        with pytest.raises(NotPublishable) as no:
            await publish(late, reading(), clock.now(), hr.id)
        assert [problem.key for problem in no.value.problems] == ["publish.simulation.missing"]
        await dry_run(late, reading())
        assert await publish(late, reading(), clock.now(), hr.id) == "published"
        await approve(asked, other.id)


async def test_two_new_rules_of_one_name_stay_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key that was free at the look was taken before the write: it is not a version of the other rule."""
    await people.company()
    hr = await people.person("hr", role="hr")
    await publish(await drafted(hr, reading(3)), reading(3), clock.now(), hr.id)
    found = iter(["reading-pays", "reading-pays-2"])

    async def free(_: str) -> str:
        return next(found)

    monkeypatch.setattr("server.rulebook.publishing.free_key", free)
    await publish(await drafted(hr, reading(4)), reading(4), clock.now(), hr.id)
    assert await _pays(0.001) == {"reading-pays": reading(3), "reading-pays-2": reading(4)}


async def test_no_name_takes_the_keys_of_challenges() -> None:
    """The rule and the purse of a challenge are found by theirs: a rule of HR's must not be replaced by them."""
    assert slug("Challenge: spring!") == "own-challenge-spring"
    assert slug("The challenge") == "the-challenge"
    assert len(slug("challenge " * 9)) <= 36


@pytest.mark.parametrize(("points", "expected"), [(3, 5001), (201, 10)])
async def test_what_costs_much_waits_for_a_second_person(points: int, expected: int) -> None:
    await people.company()
    hr, other = await people.person("hr", role="hr"), await people.person("nadege", role="hr")
    spec = reading(points)
    draft_id = await drafted(hr, spec, points=expected)
    assert await publish(draft_id, spec, clock.now(), hr.id) == "waiting"
    assert await _pays() == {}
    with pytest.raises(OwnDraft):
        await approve(draft_id, hr.id)
    await approve(draft_id, other.id)
    assert await _pays() == {"reading-pays": spec}
    line = next(each for each in await rule_list("fr") if each.key == "reading-pays")
    assert (line.versions[0].created_by, line.versions[0].approved_by) == ("Hr Test", "Nadege Test")


async def test_a_refusal_opens_the_draft_again_with_its_reason() -> None:
    await people.company()
    hr, other = await people.person("hr", role="hr"), await people.person("nadege", role="hr")
    spec = reading(201)
    draft_id = await drafted(hr, spec)
    await publish(draft_id, spec, clock.now(), hr.id)
    await refuse(draft_id, "Too much for a read", other.id)
    found = await draft(draft_id)
    assert found is not None
    assert (found.state, found.refused_reason, found.asked_by) == ("open", "Too much for a read", None)
    with pytest.raises(DraftClosed):
        await approve(draft_id, other.id)


async def test_a_new_version_ends_the_one_before_and_leaves_yesterday_alone() -> None:
    await people.company()
    hr = await people.person("hr", role="hr")
    await publish(await drafted(hr, reading(3)), reading(3), clock.now(), hr.id)
    before = await active_rules(clock.now())
    rule_id = next(each.id for each in await rule_list("fr") if each.key == "reading-pays")
    next_week = clock.now() + timedelta(days=7)
    await publish(await drafted(hr, reading(4), rule_id=rule_id), reading(4), next_week, hr.id)
    assert await active_rules(clock.now()) == before
    assert (await _pays(24 * 8))["reading-pays"] == reading(4)


async def test_what_waits_for_its_day_may_be_replaced() -> None:
    await people.company()
    hr = await people.person("hr", role="hr")
    await publish(await drafted(hr, reading(3)), reading(3), clock.now(), hr.id)
    rule_id = next(each.id for each in await rule_list("fr") if each.key == "reading-pays")
    for points, days in ((4, 7), (5, 3), (6, 9)):
        starts_at = clock.now() + timedelta(days=days)
        await publish(await drafted(hr, reading(points), rule_id=rule_id), reading(points), starts_at, hr.id)
    for days, points in ((0, 3), (4, 3), (8, 3), (10, 6)):
        assert (await _pays(24 * days + 1))["reading-pays"] == reading(points), days
    spans = await rules_between(clock.now(), clock.now() + timedelta(days=30))
    assert [rule.version for rule, _, _ in spans if rule.key == "reading-pays"] == [1, 4]


async def test_a_pause_ends_the_version_and_can_be_undone() -> None:
    await people.company()
    hr = await people.person("hr", role="hr")
    await publish(await drafted(hr, reading(3)), reading(3), clock.now(), hr.id)
    rule_id = next(each.id for each in await rule_list("fr") if each.key == "reading-pays")
    await retire(rule_id, clock.now(), hr.id)
    assert await _pays(0.001) == {}
    assert await resume(rule_id, hr.id) == 2
    assert await _pays(0.001) == {"reading-pays": reading(3)}


async def test_a_rule_of_another_feature_passes_the_same_gate() -> None:
    await people.company()
    hr = await people.person("hr", role="hr")
    ends_at = clock.now() + timedelta(days=3)
    await publish_plain("challenge:x", "Défi", "Challenge", reading(), clock.now(), hr.id, ends_at)
    assert (await _pays())["challenge:x"].window.ends_at == ends_at
    with pytest.raises(NotPublishable):
        await publish_plain("challenge:y", "Défi", "Challenge", reading(0), clock.now(), hr.id)


async def test_drafts_are_listed_until_they_are_done() -> None:
    await people.company()
    hr = await people.person("hr", role="hr")
    first, second = await drafted(hr, reading()), await drafted(hr, reading(4))
    assert {each.id for each in await open_drafts()} == {first, second}
    await publish(first, reading(), clock.now(), hr.id)
    assert [(each.id, each.edited_by) for each in await open_drafts()] == [(second, "Hr Test")]
