"""Kinds of facts by theme, and which of them a feature announces today: the others are not shown to employees."""

from server.messages import N_

THEMES = {
    "share": (N_("Sharing"), ("share.recorded", "share.seen", "article.read", "suggestion.published")),
    "visits": (N_("Visits"), ("visits.settled",)),
    "referral": (
        N_("Recommending somebody"),
        (
            "application.received",
            "referral.qualified",
            "referral.interview",
            "referral.hired",
            "referral.started",
            "referral.retained",
        ),
    ),
    "together": (
        N_("Together"),
        (
            "onboarding.completed",
            "team_goal.reached",
            "challenge.completed",
            "thanks.given",
            "invitation.accepted",
            "gift.donated",
        ),
    ),
}
# What a rule can begin with. A donation is none: points that pay for points would come from nowhere.
LIVE_KINDS = frozenset(
    {
        "share.recorded",
        "share.seen",
        "visits.settled",
        "onboarding.completed",
        "article.read",
        "team_goal.reached",
        "challenge.completed",
        "thanks.given",
        "application.received",
        "referral.qualified",
        "referral.interview",
        "referral.hired",
        "referral.started",
        "referral.retained",
    }
)
NOT_YET = frozenset({"hot"})  # fields that no feature fills yet
LOOKS = {
    "share.recorded": ("share-network", "acc"),
    "share.seen": ("eye", "acc"),
    "visits.settled": ("waves", "acc"),
    "application.received": ("paper-plane-tilt", "coral"),
    "referral.qualified": ("phone-call-bold", "coral"),
    "referral.interview": ("handshake", "coral"),
    "referral.hired": ("confetti", "coral"),
    "referral.started": ("confetti", "coral"),
    "referral.retained": ("seal-check", "coral"),
    "article.read": ("newspaper-clipping", "acc"),
    "suggestion.published": ("binoculars", "acc"),
    "onboarding.completed": ("sun-horizon", "sun"),
    "team_goal.reached": ("users-three", "moss"),
    "challenge.completed": ("flag-pennant", "moss"),
    "thanks.given": ("hand-heart", "sun"),
    "invitation.accepted": ("user-plus-bold", "sun"),
    "gift.donated": ("hand-heart", "sun"),
}
OTHER_LOOK = ("sliders-horizontal", "")


def look_of(kind: str, *, multiplies: bool = False, own_words: bool = False) -> tuple[str, str]:
    """The icon and its hue."""
    if multiplies:
        return "lightning", "sun"
    return ("quotes", "sun") if own_words else LOOKS.get(kind, OTHER_LOOK)
