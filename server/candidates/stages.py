"""How far an application is, in words for whoever sent it."""

from dataclasses import dataclass
from datetime import date

from gamification import ENDS, PROMISED_STAGES, STAGES
from server import clock
from server.bonuses.dates import working_days_later
from server.candidates.pages import Step
from server.messages import N_
from server.referrals.queries import ReferralSeen, StepSeen
from server.web.locale import moment, say, zone

TITLES = {
    "submitted": N_("Application received"),
    "qualified": N_("First contact"),
    "interview": N_("Meeting the team"),
    "offer": N_("An offer"),
    "hired": N_("It is agreed"),
    "started": N_("First day"),
    "retained": N_("Trial period passed"),
    "rejected": N_("Not this time"),
    "withdrawn": N_("Withdrawn by you"),
    "duplicate": N_("Already with us"),
    "expired": N_("Closed"),
}
SENTENCES = {
    "submitted": N_("It has arrived, and a person reads it."),
    "qualified": N_("It was read with interest. Somebody asks you for a first talk, or has done so."),
    "interview": N_("You and the team get to know each other."),
    "offer": N_("An offer is being prepared or is with you."),
    "hired": N_("You have agreed with each other. See you on your first day."),
    "started": N_("You are there. Welcome."),
    "retained": N_("Your trial period is over, and you stay. Welcome for good."),
    "rejected": N_("It will not be this position. Thank you for the time and the trust you gave."),
    "withdrawn": N_("You have withdrawn. Nobody will ask you why."),
    "duplicate": N_("You had applied here before. That application goes on: its own link says how far it is."),
    "expired": N_("Nothing had happened for a long time, so this application was closed. You can send another one."),
}
ALWAYS_SHOWN = STAGES[: STAGES.index("hired") + 1]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an application stands: headline, sentence, the way there; what was agreed next, else what is promised."""

    headline: str
    sentence: str
    steps: tuple[Step, ...]
    upcoming: str
    promise: str


def progress(referral: ReferralSeen, reached: tuple[StepSeen, ...], answer_days: int) -> Progress:
    """All that a candidate reads of their referral's stage."""
    upcoming = _upcoming(referral)
    return Progress(
        headline=say(TITLES[referral.stage]),
        sentence=say(SENTENCES[referral.stage]),
        steps=_steps(referral, {step.stage: step for step in reached}),
        upcoming=upcoming,
        promise="" if upcoming or referral.stage not in PROMISED_STAGES else _promise(referral, answer_days),
    )


def _steps(referral: ReferralSeen, reached: dict[str, StepSeen]) -> tuple[Step, ...]:
    """The stages that were reached, and those that may come while nothing has ended."""
    ended = referral.stage in ENDS
    shown = [stage for stage in STAGES if stage in reached or (not ended and stage in ALWAYS_SHOWN)]
    return tuple(_step(stage, referral, reached) for stage in (*shown, *([referral.stage] if ended else [])))


def _step(stage: str, referral: ReferralSeen, reached: dict[str, StepSeen]) -> Step:
    at = reached[stage].at if stage in reached else None
    return Step(say(TITLES[stage]), _state(stage, referral.stage), at)


def _state(stage: str, now: str) -> str:
    if stage == now:
        return "now"
    return "done" if now in ENDS or STAGES.index(stage) < STAGES.index(now) else "todo"


def _upcoming(referral: ReferralSeen) -> str:
    """The appointment HR noted, on its day and before: HR is told that whom it is with reads it."""
    if referral.next_on is None or not referral.is_open or referral.next_on.astimezone(zone()).date() < _today():
        return ""
    what = referral.next_what or say(N_("Next appointment"))
    return say(N_("{what}, {day}."), {"what": what, "day": moment(referral.next_on)})


def _promise(referral: ReferralSeen, days: int) -> str:
    """Working days after the last move, in the programme's zone; a day that is past is no promise."""
    until = working_days_later(referral.stage_at.astimezone(zone()).date(), days)
    if until < _today():
        return say(N_("The answer is late."))
    return say(N_("An answer by {day}, whatever it is."), {"day": until})


def _today() -> date:
    return clock.now().astimezone(zone()).date()
