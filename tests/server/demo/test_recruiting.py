"""The openings and referrals of the demo: whole, in order, and of people who are there."""

from datetime import UTC, date, datetime

import pytest

from gamification import ENDS, STAGES
from server.demo.people import named, people
from server.demo.recruiting import openings, plans, referrals
from server.demo.recruiting_acts import CloseOpening, MoveOn, Post, Recommend, recruiting_acts
from server.demo.season import Season, season_start
from server.demo.topics import TOPICS
from server.referrals.referring.forms import RELATIONS

NOW = datetime(2026, 3, 20, 17, 0, tzinfo=UTC)


def test_everything_named_is_there() -> None:
    slugs = {opening.slug for opening in openings()}
    assert len(slugs) == len(openings())
    assert {topic for opening in openings() for topic in opening.topics} <= {topic.slug for topic in TOPICS}
    assert all(opening.plan is None or opening.plan < len(plans()) for opening in openings())
    for referral in referrals():
        assert referral.opening in slugs
        assert referral.relation in RELATIONS
        assert named(referral.by, people())
        assert referral.email.endswith("@courriel.example")


def test_stages_go_forward() -> None:
    order = [*STAGES, *ENDS]
    for referral in referrals():
        stages, days = list(referral.stages), list(referral.stages.values())
        assert stages[0] == "submitted"
        assert stages == sorted(stages, key=order.index)
        assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("weeks", [1, 2, 13])
def test_a_season_of_any_length_is_in_order(weeks: int) -> None:
    season = Season(season_start(date(2026, 3, 20), weeks), weeks)
    acts = recruiting_acts(season, NOW)
    posted = {act.opening.slug: act.at for act in acts if isinstance(act, Post)}
    assert len(posted) == len(openings())
    closed = {act.opening.slug: act.at for act in acts if isinstance(act, CloseOpening)}
    for slug, at in closed.items():
        assert at > posted[slug]
    applied = {act.referral.name: act.at for act in acts if isinstance(act, Recommend)}
    for name, at in applied.items():
        opening = next(each.opening for each in referrals() if each.name == name)
        assert posted[opening] < at < closed.get(opening, NOW)
    assert all(applied[act.referral.name] <= act.at for act in acts if isinstance(act, MoveOn))
    assert applied
