"""The words for what a problem names: kinds of facts, fields, periods, scopes."""

from gamification import LimitPer
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
    "gift.donated": N_("A gift becomes a donation"),
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
    "share": N_("The share"),
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
SOMETHING = N_("Something happens")
A_FIELD = N_("A detail")


def kind_name(kind: str) -> str:
    """What happened, as HR picks it."""
    return say(KINDS.get(kind, SOMETHING))


def field_name(field: str) -> str:
    """What a condition looks at."""
    return say(FIELDS.get(field, A_FIELD))


def period_name(per: LimitPer) -> str:
    """The time a limit counts in."""
    return say(PERIODS[per])


def scope_name(name: str) -> str:
    """What shares a limit's count."""
    return say(SCOPES.get(name, SCOPES["object"]))
