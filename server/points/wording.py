"""The reasons of the rules in words: why points came, or why they did not."""

from collections.abc import Mapping
from typing import Any

from server.messages import N_
from server.points.journal import JournalLine
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
    "limit.ever.link": N_("Recorded, not rewarded: {max} visitors for each link."),
    "budget.programme": N_("Recorded, not rewarded: the programme’s budget is used up."),
    "budget.campaign": N_("Recorded, not rewarded: the campaign’s budget is used up."),
    "ineligible.onboarded": N_("Recorded, not rewarded: joining was not completed."),
    "ineligible.article_active": N_("Recorded, not rewarded: this article was withdrawn."),
    "ineligible.channel_pays": N_("This network forbids paying for posts: visits of your link pay instead."),
    "ineligible.outside": N_("Recorded, not rewarded: the person is a colleague, or was known already."),
    "ineligible.conflict": N_("Recorded, not rewarded: who decides on a candidate earns nothing with them."),
    "superseded": N_("Another rule gave more for the same act."),
}
IN_PART = {
    "limit.day": N_("Rewarded in part: {max} a day."),
    "limit.week": N_("Rewarded in part: {max} a week."),
    "limit.month": N_("Rewarded in part: {max} a month."),
    "limit.season": N_("Rewarded in part: {max} a season."),
    "limit.ever": N_("Rewarded in part: {max} in all."),
    "limit.ever.link": N_("Rewarded in part: {max} visitors for each link."),
    "budget.campaign": N_("The campaign paid {paid} of {points} points: its budget is used up."),
}
OTHERWISE = N_("Recorded, not rewarded by this rule.")
FACTS = {
    "share.recorded": N_("A share"),
    "share.seen": N_("Somebody opened your link"),
    "visits.settled": N_("Visits of your link"),
    "onboarding.completed": N_("Welcome to the programme"),
    "article.read": N_("Article read"),
    "application.received": N_("An application through your link"),
    "referral.qualified": N_("Your referral is being considered"),
    "referral.interview": N_("Your referral has an interview"),
    "referral.hired": N_("Your referral is hired"),
    "referral.started": N_("Your referral has started"),
    "referral.retained": N_("Your referral passed the trial period"),
    "suggestion.published": N_("Your suggestion was published"),
    "team_goal.reached": N_("Your team reached its goal"),
    "challenge.completed": N_("Challenge completed"),
    "thanks.given": N_("A thank-you"),
    "invitation.accepted": N_("A colleague you invited"),
    "gift.donated": N_("A gift you turned into a donation"),
    "correction.adjust": N_("Corrected by HR"),
    "correction.reverse": N_("Taken back by HR"),
    "expiry": N_("Lapsed points"),
    "gift": N_("A gift"),
}
STATES = {
    "pending": N_("as soon as somebody opens your link"),
    "pending.after_days": N_("yours on {day}"),
    "pending.by_hr": N_("waiting for HR"),
    "pending.on:referral.started": N_("as soon as the person starts"),
    "pending.on": N_("as soon as the next step is reached"),
    "void": N_("given back: nobody opened the link"),
    "void.late": N_("given back: the next step was not reached in time"),
    "void.by_hr": N_("refused by HR: {reason}"),
    "reversed": N_("taken back on {day}"),
    "by_hand": N_("by HR: {reason}"),
    "by_hand.level": N_("by HR, from the level alone: {reason}"),
    "expired": N_("twelve months after they were confirmed"),
    "held": N_("set aside for this gift"),
    "spent": N_("spent on {day}"),
    "released": N_("given back on {day}"),
    "refunded": N_("given back on {day}, with the gift"),
}
_OF_A_SHARE = ("on:share.seen", "")


def reason(key: str, values: Mapping[str, Any], *, in_part: bool = False) -> str:
    """Why, in one sentence; what was given in part is not said to be refused."""
    if key == "limit.ever":
        key = next((f"limit.ever.{name}" for name in ("article", "link") if name in values.get("scope", ())), key)
    known = {**REASONS, **IN_PART} if in_part else REASONS
    return say(known.get(key, OTHERWISE), dict(values))


def fact_name(kind: str) -> str:
    """What happened, in a few words."""
    return say(FACTS.get(kind, kind))


def state(line: JournalLine) -> str:
    """What an open award waits for, why another was given back or taken back, and what HR wrote."""
    values = {"day": line.due, "reason": line.note}
    return say(STATES[key], values) if (key := _state_key(line)) in STATES else ""


def _state_key(line: JournalLine) -> str:
    of_a_share = line.confirmation in _OF_A_SHARE
    if line.state == "void" and not of_a_share:
        return "void.by_hr" if line.note else "void.late"
    if line.state == "by_hand" and not line.points:  # recognition alone, or points that had lapsed
        return "by_hand.level"
    if line.state != "pending" or of_a_share:
        return line.state
    key = f"pending.{line.confirmation}"
    return key if key in STATES else "pending.on"
