"""The stages of a referral: where it may go from where it stands, and which stages are facts that rules can reward."""

from .facts import FACT_KINDS

STAGES = ("submitted", "qualified", "interview", "offer", "hired", "started", "retained")
ENDS = ("rejected", "withdrawn", "duplicate", "expired")

PAYING_STAGES = tuple(stage for stage in STAGES if f"referral.{stage}" in FACT_KINDS)
"""The stages that are announced as facts; the others are only told."""

PROMISED_STAGES = ("submitted", "qualified", "interview", "offer")
"""The stages in which a candidate waits for an answer: hired and started wait for a date that is known."""

_STARTED = STAGES.index("started")
_ENDS_AFTER_START = ("rejected",)


def can_move(stage: str, to: str) -> bool:
    """Whether a referral at `stage` may go to `to`: forward, stages may be skipped; or to an end while it is open.

    Somebody who has started no longer withdraws, expires or turns out to be known: a trial that fails is `rejected`.
    Names that are no stage lead nowhere and are reached from nowhere.
    """
    if not is_open(stage):
        return False
    if to in ENDS:
        return STAGES.index(stage) < _STARTED or to in _ENDS_AFTER_START
    return to in STAGES and STAGES.index(to) > STAGES.index(stage)


def is_open(stage: str) -> bool:
    """Whether anything may still happen: an end and a passed trial are for good."""
    return stage in STAGES and stage != STAGES[-1]


def stages_before(to: str) -> tuple[str, ...]:
    """The stages from which `to` can be reached, in their order: empty for what is no stage and no end."""
    return tuple(stage for stage in STAGES if can_move(stage, to))
