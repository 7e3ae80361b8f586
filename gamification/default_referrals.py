"""The first rules about referrals, R6 to R10: what counts is how far a candidate comes, never how many are sent."""

from .rules import IMMEDIATELY, Condition, Confirm, ConfirmMode, Grant, Limit, LimitPer, Op, RuleSpec

APPLICATION_DAYS = 7
REFERRAL_VOID_DAYS = 180

_NO_CONFLICT = ((Condition("conflict", Op.IS, False),),)
_ONCE_A_REFERRAL = (Limit(("object",), LimitPer.EVER, max_times=1),)


def application() -> RuleSpec:
    """R6: an application of an outside candidate through the person's link."""
    return RuleSpec(
        when="application.received",
        eligibility=((Condition("outside", Op.IS, True),),),
        then=Grant(points=10, recognition=10),
        confirm=Confirm(ConfirmMode.AFTER_DAYS, days=APPLICATION_DAYS),
        limits=(Limit(("person",), LimitPer.WEEK, max_times=5),),
    )


def qualified() -> RuleSpec:
    """R7: a recruiter wants to go on."""
    return _stage("referral.qualified", Grant(20, 30), (Limit(("person",), LimitPer.MONTH, max_times=5),))


def interview() -> RuleSpec:
    """R8: an interview, once a referral."""
    return _stage("referral.interview", Grant(60, 40), _ONCE_A_REFERRAL)


def hired() -> RuleSpec:
    """R9: a signature, waiting for the first day."""
    starts = Confirm(ConfirmMode.ON_FACT, fact_kind="referral.started", void_after_days=REFERRAL_VOID_DAYS)
    return _stage("referral.hired", Grant(300, 200), _ONCE_A_REFERRAL, starts)


def retained() -> RuleSpec:
    """R10: the trial period is passed."""
    return _stage("referral.retained", Grant(100, 200), _ONCE_A_REFERRAL)


def _stage(kind: str, grant: Grant, limits: tuple[Limit, ...], confirm: Confirm = IMMEDIATELY) -> RuleSpec:
    return RuleSpec(kind, grant, eligibility=_NO_CONFLICT, limits=limits, confirm=confirm)
