"""The words of the rulebook's forms and lists: kinds of facts, fields, comparisons, periods, confirmations."""

from gamification import ConfirmMode, LimitPer, Op
from server.messages import N_
from server.web.locale import say

KINDS = {
    "share.recorded": N_("An article is shared"),
    "share.seen": N_("Somebody opens a share"),
    "visits.settled": N_("The visits of a link are counted"),
    "application.received": N_("Somebody applies through a link"),
    "referral.qualified": N_("A referred person is contacted"),
    "referral.interview": N_("A referred person comes to an interview"),
    "referral.hired": N_("A referred person is hired"),
    "referral.started": N_("A referred person arrives"),
    "referral.retained": N_("A referred person passes the trial period"),
    "article.read": N_("An article is read"),
    "suggestion.published": N_("A suggested article is published"),
    "onboarding.completed": N_("Somebody joins the programme"),
    "team_goal.reached": N_("A team reaches its goal"),
    "challenge.completed": N_("A challenge is completed"),
    "thanks.given": N_("A lead thanks somebody"),
    "invitation.accepted": N_("An invited colleague joins"),
}
FIELDS = {
    "article": N_("Article"),
    "channel": N_("Network"),
    "channel_pays": N_("The network lets posts be rewarded"),
    "article_active": N_("The article is there"),
    "own_words": N_("Own words"),
    "onboarded": N_("Joining is complete"),
    "team": N_("Team"),
    "level": N_("Level"),
    "share": N_("Share"),
    "link": N_("Link"),
    "visitors": N_("Visitors"),
    "opening": N_("Opening"),
    "hot": N_("Opening to fill soon"),
    "conflict": N_("Has a say in the hiring"),
    "outside": N_("From outside the company"),
    "goal": N_("Goal"),
    "took_part": N_("Took part"),
    "challenge": N_("Challenge"),
    "giver": N_("Lead who thanks"),
    "with_words": N_("With a few words"),
    "invited": N_("Person invited"),
}
OPS = {
    Op.IS: N_("is"),
    Op.IS_NOT: N_("is not"),
    Op.IN: N_("is one of"),
    Op.NOT_IN: N_("is none of"),
    Op.AT_LEAST: N_("at least"),
    Op.AT_MOST: N_("at most"),
    Op.BETWEEN: N_("between"),
    Op.HAS_ANY: N_("has one of"),
}
PERIODS = {
    LimitPer.DAY: N_("a day"),
    LimitPer.WEEK: N_("a week"),
    LimitPer.MONTH: N_("a month"),
    LimitPer.SEASON: N_("a season"),
    LimitPer.EVER: N_("in all"),
}
SCOPES = {
    "person": N_("per person"),
    "rule": N_("everybody together"),
    "object": N_("per occasion"),
    "team": N_("per team"),
    "article": N_("per article"),
    "channel": N_("per network"),
    "link": N_("per link"),
    "share": N_("per share"),
    "opening": N_("per opening"),
    "goal": N_("per goal"),
    "challenge": N_("per challenge"),
    "giver": N_("per lead"),
    "invited": N_("per person invited"),
}
CONFIRMATIONS = {
    ConfirmMode.IMMEDIATELY: N_("At once"),
    ConfirmMode.ON_FACT: N_("When something else happens"),
    ConfirmMode.AFTER_DAYS: N_("After some days"),
    ConfirmMode.BY_HR: N_("When HR confirms it"),
}
CHANNELS = {
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "mastodon": "Mastodon",
    "email": N_("E-mail"),
    "sms": N_("Text message"),
    "qr": N_("QR code"),
    "copy": N_("Link"),
    "system": N_("Other apps"),
}
SOMETHING = N_("Something happens")
A_FIELD = N_("A detail")


def kind_name(kind: str) -> str:
    """What happened, as HR picks it."""
    return say(KINDS.get(kind, SOMETHING))


def field_name(field: str) -> str:
    """What a condition looks at."""
    return say(FIELDS.get(field, A_FIELD))


def op_name(op: Op) -> str:
    """How it compares."""
    return say(OPS[op])


def period_name(per: LimitPer) -> str:
    """The time a limit counts in."""
    return say(PERIODS[per])


def scope_name(name: str) -> str:
    """What shares a limit's count."""
    return say(SCOPES.get(name, SCOPES["object"]))


def confirmation_name(mode: ConfirmMode) -> str:
    """What makes points one's own."""
    return say(CONFIRMATIONS[mode])


def channel_name(channel: str) -> str:
    """What a network or way of sharing is called."""
    return say(CHANNELS.get(channel, FIELDS["channel"]))
