"""Referrals in HR's words: short names, the clock, what comes next."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from babel.dates import format_skeleton

from gamification import PROMISED_STAGES
from server import clock
from server.bonuses.queries import InstalmentSeen
from server.bonuses.wording import gross
from server.messages import N_
from server.referrals.console.clocks import working_days
from server.referrals.console.pages import Tag
from server.web.locale import day, language, moment, say, say_many, zone

ERASED, KNOWN = N_("Erased person"), N_("Known already")
SOURCES = {
    "link": N_("Personal link"),
    "spoken": N_("Spoken code"),
    "presented": N_("Presented by a colleague"),
    "public": N_("Public page"),
    "hr": N_("Added by HR"),
    "ats": N_("From the other system"),
}
REASONS = {  # why HR ended it; "withdrawn" needs none: it is the candidate's own word
    "skills": N_("Other skills are needed"),
    "experience": N_("Another experience is needed"),
    "terms": N_("The terms do not fit"),
    "filled": N_("Somebody else was taken"),
    "closed": N_("The opening is closed"),
    "other": N_("Another reason"),
}
BY_THEMSELVES = {  # reasons that no select offers
    "known": N_("Known already"),
    "merged": N_("Merged by hand"),
    "candidate": N_("The candidate’s own word"),
    "silence": N_("Nothing happened for too long"),
}
SOON = timedelta(days=7)


def reason(slug: str) -> str:
    """Why a referral ended."""
    return say({**REASONS, **BY_THEMSELVES}.get(slug, slug))


def nobody(stage: str) -> str:
    """What stands in place of a name: whoever was known already has it on another card."""
    placeholder = KNOWN if stage == "duplicate" else ERASED
    return say(placeholder)


def short_name(name: str) -> str:
    """A given name and the initial of the last: enough for a board that others may see."""
    given, *others = name.split() or [""]
    return f"{given} {others[-1][0].upper()}." if others else given


def clock_tag(stage: str, since: datetime, next_on: datetime | None, next_what: str, stale_days: int) -> Tag:
    """How long nothing has happened, in coral once too long; or what comes next, when something does."""
    now = clock.now()
    if next_on is not None and next_on > now:
        return Tag(", ".join(filter(None, (next_what, soon(next_on)))))
    days = waited(since)
    text = say_many("{n} day", "{n} days", days) if days else say(N_("Today"))
    if stage in PROMISED_STAGES and days >= stale_days:
        return Tag(text, "coral", "clock")
    return Tag(text, "" if days else "accent")


def waited(since: datetime) -> int:
    """Working days since then, in the programme's zone."""
    return working_days(since.astimezone(zone()).date(), clock.now().astimezone(zone()).date())


def soon(value: datetime) -> str:
    """A weekday and a time when it is within the week, else a day and a time."""
    if value - clock.now() < SOON:
        return str(format_skeleton("EHm", value, tzinfo=zone(), locale=language()))
    return moment(value)


def bonus_tag(paid: Sequence[InstalmentSeen]) -> Tag | None:
    """The next payment and its day; all that was paid once nothing is to come; nothing where nothing is owed."""
    owed = [each for each in paid if each.state in ("due", "approved")]
    if owed:
        upcoming = min(owed, key=lambda each: each.due_on)
        amount = gross(upcoming.amount, upcoming.currency)
        return Tag(say(N_("{amount} on {day}"), {"amount": amount, "day": day(upcoming.due_on, "d MMM")}), "sun")
    gone = [each for each in paid if each.state == "exported"]
    if not gone:
        return None
    total = gross(sum(each.amount for each in gone), gone[0].currency)
    return Tag(say(N_("{amount} sent to payroll"), {"amount": total}), "moss", "check")
