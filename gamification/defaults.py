"""The rules a new programme starts with; HR can change every number."""

from . import default_referrals as referrals
from . import default_sharing as sharing
from .rules import Condition, Grant, Group, Limit, LimitPer, Op, Rule, RuleSpec


def default_rules() -> tuple[Rule, ...]:
    """R1 to R14, first versions, in their order; R5 is one multiplier per kind of fact."""
    specs = {
        "R1": sharing.share_confirmed(),
        "R2": sharing.first_of_week(),
        "R3": sharing.own_words(),
        "R4": sharing.visits(),
        "R5": sharing.hot_share(),
        "R5-visits": sharing.hot_visits(),
        "R6": referrals.application(),
        "R7": referrals.qualified(),
        "R8": referrals.interview(),
        "R9": referrals.hired(),
        "R10": referrals.retained(),
        "R11": _onboarding(),
        "R12": _team_goal(),
        "R13": _suggestion(),
        "R14": _thanks(),
    }
    return tuple(Rule(key, 1, position, spec) for position, (key, spec) in enumerate(specs.items(), start=1))


def _onboarding() -> RuleSpec:
    return RuleSpec(
        when="onboarding.completed",
        then=Grant(points=20, recognition=30),
        limits=(Limit(("person",), LimitPer.EVER, max_times=1),),
    )


def _team_goal() -> RuleSpec:
    return RuleSpec(
        when="team_goal.reached",
        conditions=(_is_true("took_part"),),
        then=Grant(points=10, recognition=20),
        limits=(Limit(("person", "team"), LimitPer.MONTH, max_times=1),),
    )


def _suggestion() -> RuleSpec:
    return RuleSpec(
        when="suggestion.published",
        then=Grant(points=20),
        limits=(Limit(("person",), LimitPer.MONTH, max_times=5),),
    )


def _thanks() -> RuleSpec:
    # A lead has a hundred points a month to thank with: twenty times five.
    return RuleSpec(
        when="thanks.given",
        conditions=(_is_true("with_words"),),
        then=Grant(points=5),
        limits=(Limit(("giver",), LimitPer.MONTH, max_times=20),),
    )


def _is_true(field: str) -> Group:
    return (Condition(field, Op.IS, True),)
