"""The closed schema of facts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from gamification import FACT_KINDS, OPTIONAL, Fact, FactValue, InvalidFactError, validate_fact

READ = Fact("read:1", "article.read", "ana", datetime(2026, 11, 22, 9, tzinfo=UTC), "article", "a1", {"article": "a1"})


def test_every_kind_the_product_names_has_a_schema() -> None:
    assert set(FACT_KINDS) == {
        "share.recorded", "share.seen", "visits.settled", "application.received", "referral.qualified",
        "referral.interview", "referral.hired", "referral.started", "referral.retained", "article.read",
        "suggestion.published", "onboarding.completed", "team_goal.reached", "challenge.completed",
        "thanks.given", "invitation.accepted", "gift.donated",
    }  # fmt: skip


def test_a_whole_fact_is_accepted() -> None:
    validate_fact(READ)


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        (replace(READ, kind="article.eaten"), "fact.kind.unknown"),
        (replace(READ, key=""), "fact.identity.empty"),
        (replace(READ, person=""), "fact.identity.empty"),
        (replace(READ, occurred_at=datetime(2026, 11, 22)), "fact.occurred_at.not_utc"),
        (
            replace(READ, occurred_at=datetime(2026, 11, 22, tzinfo=timezone(timedelta(hours=1)))),
            "fact.occurred_at.not_utc",
        ),
        (replace(READ, values={}), "fact.field.missing"),
        (replace(READ, values={"article": "a1", "mood": "good"}), "fact.field.unknown"),
        (replace(READ, values={"article": 1}), "fact.field.type"),
    ],
)
def test_anything_else_is_refused(fact: Fact, problem: str) -> None:
    with pytest.raises(InvalidFactError) as refusal:
        validate_fact(fact)
    assert refusal.value.problem == problem


@pytest.mark.parametrize("visitors", [-1, True, "3", 3.0])
def test_a_number_is_a_whole_one_from_zero_up(visitors: FactValue) -> None:
    values: dict[str, FactValue] = {"article": "a", "channel": "x", "link": "l", "visitors": visitors}
    with pytest.raises(InvalidFactError):
        validate_fact(replace(READ, kind="visits.settled", values=values))


@pytest.mark.parametrize(("kind", "field"), sorted(OPTIONAL))
def test_a_fact_stored_before_a_field_came_is_still_whole(kind: str, field: str) -> None:
    examples: dict[str, FactValue] = {"text": "a", "number": 1, "flag": True, "labels": ()}
    values = {name: examples[type_.value] for name, type_ in FACT_KINDS[kind].items()}
    whole = replace(READ, kind=kind, values=values)
    validate_fact(whole)
    validate_fact(replace(whole, values={name: value for name, value in values.items() if name != field}))
    with pytest.raises(InvalidFactError):
        validate_fact(replace(whole, values={**values, field: "yes"}))
