"""The reasons of the rules in words: why points came, or why they did not."""

from collections.abc import Mapping
from typing import Any

from server.messages import N_
from server.web.locale import say

REASONS = {
    "awarded": N_("The rule applies."),
    "awarded.boosted": N_("The rule applies, doubled by a campaign."),
    "awarded.without_boost": N_("The rule applies; the campaign’s budget is used up."),
    "limit.day": N_("Recorded, not rewarded: {max} a day."),
    "limit.week": N_("Recorded, not rewarded: {max} a week."),
    "limit.month": N_("Recorded, not rewarded: {max} a month."),
    "limit.season": N_("Recorded, not rewarded: {max} a season."),
    "limit.ever": N_("Recorded, not rewarded: once only."),
    "limit.ever.article": N_("Recorded, not rewarded: once for each article and channel."),
    "budget.programme": N_("Recorded, not rewarded: the programme’s budget is used up."),
    "budget.campaign": N_("Recorded, not rewarded: the campaign’s budget is used up."),
    "ineligible.onboarded": N_("Recorded, not rewarded: joining was not completed."),
    "ineligible.article_active": N_("Recorded, not rewarded: this article was withdrawn."),
    "ineligible.channel_pays": N_("This network forbids paying for posts: visits of your link pay instead."),
    "superseded": N_("Another rule gave more for the same act."),
}
OTHERWISE = N_("Recorded, not rewarded by this rule.")
FACTS = {
    "share.recorded": N_("A share"),
    "share.seen": N_("Somebody opened your link"),
    "visits.settled": N_("Visits of your link"),
    "onboarding.completed": N_("Welcome to the programme"),
    "article.read": N_("Article read"),
}
STATES = {
    "pending": N_("as soon as somebody opens your link"),
    "void": N_("given back: nobody opened the link"),
}


def reason(key: str, values: Mapping[str, Any]) -> str:
    """Why, in one sentence; partial grants say their cap too."""
    if key == "limit.ever" and "article" in tuple(values.get("scope", ())):
        key = "limit.ever.article"
    return say(REASONS.get(key, OTHERWISE), dict(values))


def fact_name(kind: str) -> str:
    """What happened, in a few words."""
    return say(FACTS.get(kind, kind))


def state(name: str) -> str:
    """What an open or returned award waits for."""
    return say(STATES[name]) if name in STATES else ""
