"""The picture of a gift: its own, the drawing HR chose, or the drawing of its kind."""

from server.drawing import GIFT_ART
from server.rewards.known import Kind, RewardSeen

_BY_KIND: dict[Kind, str] = {
    "good": "flask",
    "voucher": "ticket",
    "donation": "heart",
    "experience": "time",
    "team_pot": "lunch",
}


def picture_of(reward: RewardSeen) -> str:
    """The address of the picture, 320 wide and 200 high or cut to that."""
    if reward.picture:
        return f"/media/{reward.picture}"
    return f"/gifts/art/{reward.illustration if reward.illustration in GIFT_ART else _BY_KIND[reward.kind]}.svg"
