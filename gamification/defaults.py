"""The rules a new programme starts with; HR can change every number."""

from .rules import Condition, Confirm, ConfirmMode, Grant, Limit, LimitPer, Op, Rule, RuleSpec

SHARE_VOID_DAYS = 14

_WHEN_SEEN = Confirm(ConfirmMode.ON_FACT, fact_kind="share.seen", void_after_days=SHARE_VOID_DAYS)
_PAYING_SHARE = (
    (Condition("onboarded", Op.IS, True),),
    (Condition("article_active", Op.IS, True),),
    (Condition("channel_pays", Op.IS, True),),
)
_EACH = ("person",)
_ONCE_PER_LINK = Limit(("person", "article", "channel"), LimitPer.EVER, max_times=1)
_THREE_A_DAY = Limit(_EACH, LimitPer.DAY, max_times=3)


def default_rules() -> tuple[Rule, ...]:
    """R1 to R4 and R11, first versions, in their order."""
    specs = {
        "R1": _share_confirmed(),
        "R2": _first_of_week(),
        "R3": _own_words(),
        "R4": _visits(),
        "R11": _onboarding(),
    }
    return tuple(Rule(key, 1, position, spec) for position, (key, spec) in enumerate(specs.items(), start=1))


def _share_confirmed() -> RuleSpec:
    return RuleSpec(
        when="share.recorded",
        eligibility=_PAYING_SHARE,
        then=Grant(points=10),
        confirm=_WHEN_SEEN,
        limits=(
            _THREE_A_DAY,
            Limit(_EACH, LimitPer.WEEK, max_times=8),
            _ONCE_PER_LINK,
        ),
    )


def _first_of_week() -> RuleSpec:
    # The first share of the week that is confirmed may be recorded after one that never is.
    return RuleSpec(
        when="share.seen",
        then=Grant(recognition=10),
        limits=(Limit(_EACH, LimitPer.WEEK, max_times=1),),
    )


def _own_words() -> RuleSpec:
    return RuleSpec(
        when="share.recorded",
        conditions=((Condition("own_words", Op.IS, True),),),
        eligibility=_PAYING_SHARE,
        then=Grant(points=5),
        confirm=_WHEN_SEEN,
        limits=(_THREE_A_DAY, _ONCE_PER_LINK),
    )


def _visits() -> RuleSpec:
    return RuleSpec(
        when="visits.settled",
        then=Grant(points=1, recognition=1, unit_field="visitors"),
        limits=(
            Limit(("person", "link"), LimitPer.DAY, max_units=20),
            Limit(_EACH, LimitPer.WEEK, max_units=60),
        ),
    )


def _onboarding() -> RuleSpec:
    return RuleSpec(
        when="onboarding.completed",
        then=Grant(points=20, recognition=30),
        limits=(Limit(_EACH, LimitPer.EVER, max_times=1),),
    )
