"""Kept notifications as notices with the names of their subjects, in the language that is spoken."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gamification import LEVELS
from server.badges.wording import badge_name, level_name
from server.content.queries import articles_by_ids
from server.notifications import payloads
from server.notifications.payloads import Notice
from server.notifications.queries import Told
from server.openings.queries import openings_by_ids
from server.people.queries import names_of
from server.rewards.queries import rewards_by_ids
from server.web.locale import language

Titles = Mapping[str, str]
_Word = Callable[[dict[str, Any], str, Titles], Notice]


async def notices(many: Sequence[Told]) -> list[Notice]:
    """What each of these says; an article withdrawn for good has no title any more, a lead who left no name."""
    wanted = [each.content["article"] for each in many if "article" in each.content]
    titles = {id_: article.title for id_, article in (await articles_by_ids(wanted)).items()}
    openings = await openings_by_ids(each.content["opening"] for each in many if "opening" in each.content)
    titles |= {id_: opening.title for id_, opening in openings.items()}
    titles |= await names_of(each.content["giver"] for each in many if "giver" in each.content)
    gifts = await rewards_by_ids([each.content["gift"] for each in many if "gift" in each.content])
    titles |= {id_: gift.name.of(language()) for id_, gift in gifts.items()}
    return [_BY_KIND[each.kind](each.content, each.path, titles) for each in many]


def _share_seen(content: dict[str, Any], path: str, titles: Titles) -> Notice:
    return payloads.ShareSeen(titles.get(content["article"], ""), path)


def _badge_earned(content: dict[str, Any], path: str, _: Titles) -> Notice:
    return payloads.BadgeEarned(badge_name(content["badge"]), path)


def _level_reached(content: dict[str, Any], path: str, _: Titles) -> Notice:
    return payloads.LevelReached(level_name(LEVELS[content["level"] - 1].key), path)


def _thanks_received(content: dict[str, Any], path: str, names: Titles) -> Notice:
    return payloads.ThanksReceived(names.get(content["giver"], ""), content["words"], path)


def _referral_moved(content: dict[str, Any], path: str, titles: Titles) -> Notice:
    return payloads.ReferralMoved(content["stage"], titles.get(content["opening"], ""), path)


def _referral_waiting(content: dict[str, Any], path: str, titles: Titles) -> Notice:
    return payloads.ReferralWaiting(titles.get(content["opening"], ""), path)


def _gift_moved(content: dict[str, Any], path: str, titles: Titles) -> Notice:
    return payloads.GiftMoved(content["state"], content["kind"], titles.get(content["gift"], ""), path)


def _gift_low(content: dict[str, Any], path: str, titles: Titles) -> Notice:
    return payloads.GiftLow(titles.get(content["gift"], ""), path)


_BY_KIND: dict[str, _Word] = {
    payloads.ShareSeen.kind: _share_seen,
    payloads.BadgeEarned.kind: _badge_earned,
    payloads.LevelReached.kind: _level_reached,
    payloads.ThanksReceived.kind: _thanks_received,
    payloads.ReferralMoved.kind: _referral_moved,
    payloads.ReferralWaiting.kind: _referral_waiting,
    payloads.GiftMoved.kind: _gift_moved,
    payloads.GiftLow.kind: _gift_low,
}
