"""Devices that receive messages, and what was read."""

from hashlib import sha256

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.jobs import enqueue
from server.notifications.subscription import Subscription
from server.web.problems import NotFound

MOST_DEVICES = 10
TEST_JOB = "push.test"


async def subscribe(person_id: str, session_hash: str, subscription: Subscription, replaces: str | None) -> None:
    """Write to this browser from now on, for as long as its session lives; another person's becomes theirs."""
    async with transaction():
        await _store(person_id, session_hash, subscription)
        await _drop_others(person_id, session_hash, subscription.endpoint, replaces)
        await _keep_latest(person_id)


async def _store(person_id: str, session_hash: str, subscription: Subscription) -> None:
    await rows(
        "INSERT INTO push_subscription "
        "(id, person_id, session_id, endpoint, endpoint_hash, p256dh, auth, created_at, seen_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (endpoint_hash) DO UPDATE SET "
        "person_id = excluded.person_id, session_id = excluded.session_id, p256dh = excluded.p256dh, "
        "auth = excluded.auth, seen_at = excluded.seen_at RETURNING id",
        new_id(), person_id, session_hash, subscription.endpoint, endpoint_hash(subscription.endpoint),
        subscription.p256dh, subscription.auth, to_millis(clock.now()),
    )  # fmt: skip


async def _drop_others(person_id: str, session_hash: str, endpoint: str, replaces: str | None) -> None:
    """A browser has one subscription: what its session had before is gone, and so is the one it names."""
    await rows(
        "DELETE FROM push_subscription WHERE person_id = $1 AND endpoint_hash <> $2 "
        "AND (session_id = $3 OR endpoint_hash = $4) RETURNING id",
        person_id, endpoint_hash(endpoint), session_hash, endpoint_hash(replaces or ""),
    )  # fmt: skip


async def _keep_latest(person_id: str) -> None:
    await rows(
        "DELETE FROM push_subscription WHERE person_id = $1 AND id NOT IN (SELECT id FROM push_subscription "
        "WHERE person_id = $1 ORDER BY seen_at DESC, id DESC LIMIT $2) RETURNING id",
        person_id, MOST_DEVICES,
    )  # fmt: skip


def endpoint_hash(endpoint: str) -> str:
    """What makes an endpoint unique: it may be longer than an index likes."""
    return sha256(endpoint.encode()).hexdigest()


async def unsubscribe(person_id: str, endpoint: str) -> None:
    """Write to this browser no more; says nothing about endpoints of others."""
    async with transaction():
        await rows(
            "DELETE FROM push_subscription WHERE person_id = $1 AND endpoint_hash = $2 RETURNING id",
            person_id, endpoint_hash(endpoint),
        )  # fmt: skip


async def drop_device(person_id: str, device_id: str) -> None:
    """Write to one of somebody's own devices no more. NotFound for any other."""
    async with transaction():
        if not await rows(
            "DELETE FROM push_subscription WHERE person_id = $1 AND id = $2 RETURNING id", person_id, device_id
        ):
            raise NotFound


async def forget_device(device_id: str) -> None:
    """The push service says that nobody is there any more."""
    async with transaction():
        await rows("DELETE FROM push_subscription WHERE id = $1 RETURNING id", device_id)


async def queue_test(person_id: str, endpoint: str) -> None:
    """Send a test message to one of somebody's own devices. NotFound for any other."""
    async with transaction():
        found = await rows(
            "UPDATE push_subscription SET seen_at = $1 WHERE person_id = $2 AND endpoint_hash = $3 RETURNING id",
            to_millis(clock.now()), person_id, endpoint_hash(endpoint),
        )  # fmt: skip
        if not found:
            raise NotFound
        await enqueue(TEST_JOB, {"device": found[0]["id"]})


async def mark_read(person_id: str, notification_id: str) -> None:
    """One notification was read; a second time changes nothing. NotFound for somebody else's."""
    async with transaction():
        if not await rows(
            "UPDATE notification SET read_at = COALESCE(read_at, $1) WHERE id = $2 AND person_id = $3 RETURNING id",
            to_millis(clock.now()), notification_id, person_id,
        ):  # fmt: skip
            raise NotFound


async def mark_all_read(person_id: str) -> None:
    """Everything told until now was read."""
    async with transaction():
        await rows(
            "UPDATE notification SET read_at = $1 WHERE person_id = $2 AND read_at IS NULL RETURNING id",
            to_millis(clock.now()), person_id,
        )  # fmt: skip
