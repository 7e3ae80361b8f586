"""How a referral is said to who recommended: stages, ends, and a kind word when it is over."""

from datetime import date, datetime

from gamification import STAGES
from server.candidates.vault import Identity
from server.messages import N_
from server.web.locale import day, say, zone

STAGE_NAMES = {
    "submitted": N_("Application received"),
    "qualified": N_("Contacted by HR"),
    "interview": N_("Interview"),
    "offer": N_("Offer"),
    "hired": N_("Hired"),
    "started": N_("Arrival"),
    "retained": N_("Trial period passed"),
    "rejected": N_("It ends here"),
    "withdrawn": N_("They do not go on"),
    "duplicate": N_("Known already"),
    "expired": N_("Closed"),
}
ICONS = {
    "submitted": "user-plus-bold",
    "qualified": "phone-call-bold",
    "interview": "chat-circle-dots",
    "offer": "file-text",
    "hired": "handshake",
    "started": "confetti",
    "retained": "seal-check",
}
END_ICON = "waves-bold"
HUES = {"started": "moss", "retained": "moss", "hired": "sun", "offer": "sun", "interview": "sun"}
AGREED = N_("They gave their agreement")
OVER = {
    "rejected": N_("This one ends here. Thank you for opening the door."),
    "withdrawn": N_("They chose not to go on, and nobody asks them why. Thank you for opening the door."),
    "duplicate": N_("This person was known to us already, or a colleague was a little faster. Thank you all the same."),
    "expired": N_("Nothing moved for a long time, so it was closed. Thank you for opening the door."),
    "retained": N_("They are staying. Thank you: the team has grown by you."),
}
SOMEBODY = N_("Somebody")


def stage_name(stage: str) -> str:
    """A stage or an end as its referrer reads it."""
    return say(STAGE_NAMES[stage])


def icon_of(stage: str) -> str:
    """The picture of a stage; the ends share one."""
    return ICONS.get(stage, END_ICON)


def hue_of(stage: str) -> str:
    """The colour of a stage's tag; the ends and the first stages are quiet."""
    return HUES.get(stage, "accent" if stage in STAGES else "")


def over_words(stage: str) -> str:
    """A kind word for what is over; nothing while it goes on."""
    return say(OVER[stage]) if stage in OVER else ""


def short_name(who: Identity | None) -> str:
    """Given name and initial: as much as a referrer may read, and nothing once the person was erased."""
    parts = who.name.split() if who else []
    if not parts:
        return say(SOMEBODY)
    return f"{parts[0]} {parts[-1][0].upper()}." if len(parts) > 1 else parts[0]


def short_day(value: date | datetime) -> str:
    """A day of the programme without its weekday, with its year when that is another one."""
    local = value.astimezone(zone()).date() if isinstance(value, datetime) else value
    return day(local, "d MMMM")


def week_day(value: date | datetime) -> str:
    """The same with its weekday: for what is to come."""
    return day(value, "EEEE d MMMM")
