"""Which gifts the catalogue shows, in which order, with which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from server.messages import N_
from server.rewards.catalogue.art import picture_of
from server.rewards.catalogue.pages import GiftCard
from server.rewards.catalogue.wording import left_words, level_name_of, level_words
from server.rewards.known import RewardSeen
from server.web.locale import language, say

SHOWN = {
    "": N_("All"),
    "reach": N_("Within reach"),
    "donations": N_("Donations"),
    "time": N_("Moments"),
    "nearby": N_("Made nearby"),
    "pots": N_("Team pots"),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the catalogue: points to spend, level, the gift they save for, and the one most people choose.

    `at_limit` are gifts of which they had, or asked for, as many as one person may.
    """

    balance: int
    level: int
    target_id: str | None = None
    favourite_id: str | None = None
    at_limit: frozenset[str] = frozenset()

    def missing(self, reward: RewardSeen) -> int:
        """Points still to be earned; a pot asks nobody for all of them."""
        return 0 if reward.kind == "team_pot" else max(0, reward.cost - self.balance)

    def can_have(self, reward: RewardSeen) -> bool:
        """Whether it is theirs for the asking, today."""
        is_open = self.level >= reward.min_level and reward.id not in self.at_limit
        return is_open and not self.missing(reward) and not is_sold_out(reward)


def is_sold_out(reward: RewardSeen) -> bool:
    """Nothing is left of it."""
    return reward.left is not None and reward.left < 1


def takes(show: str, reward: RewardSeen, reader: Reader) -> bool:
    """Whether a filter lets a gift through; an unknown one lets everything through."""
    match show:
        case "reach":
            return reward.kind != "team_pot" and reader.can_have(reward)
        case "donations":
            return reward.kind == "donation"
        case "time":
            return reward.kind == "experience"
        case "nearby":
            return reward.is_nearby
        case "pots":
            return reward.kind == "team_pot"
    return True


def in_order(rewards: Iterable[RewardSeen], reader: Reader) -> list[RewardSeen]:
    """The gift one saves for, then what is in reach, then the nearest to it, and last what ran out."""

    def rank(reward: RewardSeen) -> tuple[bool, bool, bool, int]:
        return (
            reward.id != reader.target_id,
            is_sold_out(reward),
            not reader.can_have(reward),
            reader.missing(reward) or reward.cost,
        )

    return sorted(rewards, key=rank)


def chips(show: str, rewards: Sequence[RewardSeen], reader: Reader) -> tuple[tuple[str, str, bool], ...]:
    """Only filters that find something, and the one that is on."""
    offered = [each for each in SHOWN if each in ("", show) or any(takes(each, one, reader) for one in rewards)]
    return tuple((say(SHOWN[each]), _address(each), each == show) for each in offered)


def _address(show: str) -> str:
    return f"/gifts?{urlencode({'show': show})}" if show else "/gifts"


def card(reward: RewardSeen, reader: Reader) -> GiftCard:
    """A gift in the words of whoever reads."""
    missing, tag = reader.missing(reward), _tag(reward, reader)
    too_high = level_words(reward.min_level) if reader.level < reward.min_level else ""
    return GiftCard(
        slug=reward.slug,
        picture=picture_of(reward),
        name=reward.name.of(language()),
        summary=too_high or reward.summary.of(language()),
        points=reward.cost,
        missing=missing,
        tag=tag[0],
        tag_icon=tag[1],
        is_saved_for=reward.id == reader.target_id,
        is_out_of_reach=not reader.can_have(reward),
    )


def _tag(reward: RewardSeen, reader: Reader) -> tuple[str, str]:
    """The one thing to know first, and its icon."""
    if is_sold_out(reward):
        return say(N_("Out of stock")), ""
    if reader.level < reward.min_level:
        return level_name_of(reward.min_level), "lock-simple"
    if reward.is_low and reward.left is not None:
        return left_words(reward.left), ""
    return (say(N_("Most chosen")), "") if reward.id == reader.favourite_id else ("", "")
