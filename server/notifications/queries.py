"""What is asked about notifications and the devices that receive them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.notifications.subscription import Subscription

PAGE = 30


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told to one person, as it is kept."""

    id: str
    person_id: str
    kind: str
    content: dict[str, Any]
    path: str
    created_at: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class PushTarget:
    """A device that may be written to now, and the language of its person."""

    id: str
    person_id: str
    language: str
    subscription: Subscription


@dataclass(frozen=True, slots=True)
class Receiver:
    """A device that receives messages, as its owner sees it."""

    id: str
    device: str
    seen_at: datetime
    is_this: bool


async def unread_count(person_id: str) -> int:
    """How many notifications somebody has not opened."""
    found = await rows("SELECT count(*) AS n FROM notification WHERE person_id = $1 AND read_at IS NULL", person_id)
    return int(found[0]["n"])


_TOLD = "SELECT id, person_id, kind, content, path, created_at, read_at FROM notification WHERE "


async def told_to(person_id: str, before: tuple[int, str] | None = None, most: int = PAGE) -> list[Told]:
    """What somebody was told, the latest first; `before` is the instant (epoch ms) and id of the last one shown."""
    at, last = before or (2**62, "")
    found = await rows(
        _TOLD + "person_id = $1 AND (created_at < $2 OR (created_at = $2 AND id < $3)) "
        "ORDER BY created_at DESC, id DESC LIMIT $4",
        person_id, at, last, most,
    )  # fmt: skip
    return [_told(row) for row in found]


async def told(notification_id: str) -> Told | None:
    """One notification, for sending it."""
    found = await rows(_TOLD + "id = $1", notification_id)
    return _told(found[0]) if found else None


def _told(row: dict[str, Any]) -> Told:
    content = json.loads(row["content"]) if isinstance(row["content"], str) else row["content"]
    created_at, is_unread = from_millis(row["created_at"]), row["read_at"] is None
    return Told(row["id"], row["person_id"], row["kind"], content, row["path"], created_at, is_unread)


_REACHED = """
FROM push_subscription d JOIN session s ON s.id_hash = d.session_id JOIN person p ON p.id = d.person_id
WHERE s.expires_at > $1 AND p.left_company_at IS NULL
"""


async def device_ids(person_id: str) -> list[str]:
    """The devices that receive what somebody is told: those whose session lives."""
    found = await rows(f"SELECT d.id {_REACHED} AND d.person_id = $2", to_millis(clock.now()), person_id)
    return [row["id"] for row in found]


async def push_target(device_id: str) -> PushTarget | None:
    """Where a device is reached; nothing once it was signed out, has lapsed, or its person has left."""
    found = await rows(
        f"SELECT d.id, d.person_id, d.endpoint, d.p256dh, d.auth, p.language {_REACHED} AND d.id = $2",
        to_millis(clock.now()), device_id,
    )  # fmt: skip
    if not found:
        return None
    row = found[0]
    subscription = Subscription(row["endpoint"], row["p256dh"], row["auth"])
    return PushTarget(row["id"], row["person_id"], row["language"], subscription)


async def receivers(person_id: str, session_hash: str) -> list[Receiver]:
    """Somebody's devices that receive messages, this one first."""
    found = await rows(
        f"SELECT d.id, d.session_id, d.seen_at, s.device {_REACHED} AND d.person_id = $2 ORDER BY d.seen_at DESC",
        to_millis(clock.now()), person_id,
    )  # fmt: skip
    devices = [
        Receiver(row["id"], row["device"], from_millis(row["seen_at"]), row["session_id"] == session_hash)
        for row in found
    ]
    return sorted(devices, key=lambda device: not device.is_this)
