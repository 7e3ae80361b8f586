"""Tells people what happened to them, in the transaction in which it happened: the list, and a job per device."""

import json
from datetime import datetime
from typing import Any

from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import (
    BadgeEarned,
    LevelReached,
    RedemptionMoved,
    ReferralMoved,
    ReferralStale,
    ShareSeen,
    StockLow,
    ThanksGiven,
)
from server.jobs import enqueue
from server.notifications import payloads
from server.notifications.queries import device_ids
from server.openings.queries import opening
from server.people.queries import is_member, people_at_the_desk
from server.rewards.own.telling import told_order, who_is_told

SEND_JOB = "push.send"


async def tell_share_seen(event: ShareSeen) -> None:
    """Somebody outside opened this person's link."""
    content = {"article": event.article_id}
    await _tell(event.person_id, payloads.ShareSeen.kind, content, f"/shares/{event.share_id}", event.share_id)


async def tell_badge(event: BadgeEarned) -> None:
    """A badge, or its next tier."""
    content = {"badge": event.badge, "tier": event.tier}
    await _tell(
        event.person_id, payloads.BadgeEarned.kind, content, f"/badges/{event.badge}", f"{event.badge}:{event.tier}"
    )


async def tell_level(event: LevelReached) -> None:
    """A level."""
    await _tell(event.person_id, payloads.LevelReached.kind, {"level": event.level}, "/me", str(event.level))


async def tell_thanks(event: ThanksGiven) -> None:
    """A lead said bravo."""
    content = {"giver": event.giver_id, "words": event.words}
    await _tell(event.receiver_id, payloads.ThanksReceived.kind, content, "/me/ledger", event.thanks_id)


async def tell_referral(event: ReferralMoved) -> None:
    """A referral reached a stage, an end too: whoever recommended is told; nobody is where nobody did."""
    if event.referrer_id is None:
        return
    content, subject = {"opening": event.opening_id, "stage": event.stage}, f"{event.referral_id}:{event.stage}"
    kind, path = payloads.ReferralMoved.kind, f"/referrals/{event.referral_id}"
    await _tell(event.referrer_id, kind, content, path, subject)


async def tell_stale(event: ReferralStale) -> None:
    """A candidate waits too long: the opening's recruiter is told, or all of HR where there is none; it is their work.

    Whoever recommended the person is not: nobody decides on their own referral.
    """
    content, kind = {"opening": event.opening_id}, payloads.ReferralWaiting.kind
    for person_id in await _who_answers(event):
        path, subject = f"/console/referrals/{event.referral_id}", f"{event.referral_id}:{event.stage}"
        await _tell_anyway(person_id, kind, content, path, subject)


async def _who_answers(event: ReferralStale) -> list[str]:
    position = await opening(event.opening_id)
    desk = await people_at_the_desk()
    recruiter = position.recruiter_id if position else None
    others = [each for each in desk if each != event.referrer_id]
    return [recruiter] if recruiter in others else others


async def tell_gift(event: RedemptionMoved) -> None:
    """An order got further or ended. Also to those who left the programme: what they ordered is theirs."""
    order = await told_order(event.redemption_id)
    if order is None:
        return
    kind, content = payloads.GiftMoved.kind, {"gift": event.reward_id, "state": event.state, "kind": order.kind}
    for person_id in who_is_told(order, event.state, event.people, event.by):
        await _tell_anyway(person_id, kind, content, order.path, f"{event.redemption_id}:{event.state}")


async def tell_low_stock(event: StockLow) -> None:
    """Few pieces are left: all of HR is told, each time that it happens."""
    path, subject = f"/console/gifts/{event.reward_id}", f"{event.reward_id}:{to_millis(event.at)}"
    for person_id in await people_at_the_desk():
        await _tell_anyway(person_id, payloads.GiftLow.kind, {"gift": event.reward_id}, path, subject)


async def _tell(person_id: str, kind: str, content: dict[str, Any], path: str, subject: str) -> None:
    """Once per person and subject. Whoever does not take part is told nothing."""
    if await is_member(person_id):
        await _tell_anyway(person_id, kind, content, path, subject)


async def _tell_anyway(person_id: str, kind: str, content: dict[str, Any], path: str, subject: str) -> None:
    stored = await _store(person_id, kind, content, path, f"{kind}:{person_id}:{subject}")
    if stored is not None:
        await _push(person_id, stored)


async def _store(person_id: str, kind: str, content: dict[str, Any], path: str, key: str) -> str | None:
    found = await rows(
        "INSERT INTO notification (id, person_id, kind, content, path, key, created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (key) DO NOTHING RETURNING id",
        new_id(), person_id, kind, json.dumps(content), path, key, to_millis(clock.now()),
    )  # fmt: skip
    return found[0]["id"] if found else None


async def _push(person_id: str, notification_id: str) -> None:
    for device_id in await device_ids(person_id):
        await enqueue(
            SEND_JOB, {"device": device_id, "notification": notification_id},
            dedupe_key=f"push:{notification_id}:{device_id}", not_before=leaves_at(clock.now()),
        )  # fmt: skip


def leaves_at(told_at: datetime) -> datetime:
    """When a message may leave: at once, as long as there are no quiet hours."""
    return told_at
