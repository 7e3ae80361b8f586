"""The first rules about shares and the visits they bring: R1 to R5."""

from .rules import Condition, Confirm, ConfirmMode, Grant, Limit, LimitPer, Multiply, Op, RuleSpec

SHARE_VOID_DAYS = 14
HOT_CAMPAIGN = "hot-openings"

_WHEN_SEEN = Confirm(ConfirmMode.ON_FACT, fact_kind="share.seen", void_after_days=SHARE_VOID_DAYS)
_PAYING_SHARE = (
    (Condition("onboarded", Op.IS, True),),
    (Condition("article_active", Op.IS, True),),
    (Condition("channel_pays", Op.IS, True),),
)
_HOT = ((Condition("hot", Op.IS, True),),)
_EACH = ("person",)
_LINK = ("person", "link")
_ONCE_PER_LINK = Limit(("person", "article", "channel"), LimitPer.EVER, max_times=1)
_THREE_A_DAY = Limit(_EACH, LimitPer.DAY, max_times=3)


def share_confirmed() -> RuleSpec:
    """R1: ten points for a share, once its first visitor came."""
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


def first_of_week() -> RuleSpec:
    """R2: recognition for the first share of the week that is confirmed, maybe recorded after one that never is."""
    return RuleSpec(
        when="share.seen",
        then=Grant(recognition=10),
        limits=(Limit(_EACH, LimitPer.WEEK, max_times=1),),
    )


def own_words() -> RuleSpec:
    """R3: five points more for own words."""
    return RuleSpec(
        when="share.recorded",
        conditions=((Condition("own_words", Op.IS, True),),),
        eligibility=_PAYING_SHARE,
        then=Grant(points=5),
        confirm=_WHEN_SEEN,
        limits=(_THREE_A_DAY, _ONCE_PER_LINK),
    )


def visits() -> RuleSpec:
    """R4: a point a visitor; no link pays for more than fifty in its life."""
    return RuleSpec(
        when="visits.settled",
        then=Grant(points=1, recognition=1, unit_field="visitors"),
        limits=(
            Limit(_LINK, LimitPer.DAY, max_units=20),
            Limit(_EACH, LimitPer.WEEK, max_units=60),
            Limit(_LINK, LimitPer.EVER, max_units=50),
        ),
    )


def hot_share() -> RuleSpec:
    """R5: a share of a hot opening counts double while the campaign can pay."""
    return RuleSpec("share.recorded", Multiply(20_000, ("R1",)), conditions=_HOT, campaign=HOT_CAMPAIGN)


def hot_visits() -> RuleSpec:
    """R5 for the visitors of a hot opening."""
    return RuleSpec("visits.settled", Multiply(20_000, ("R4",)), conditions=_HOT, campaign=HOT_CAMPAIGN)
