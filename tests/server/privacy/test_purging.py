"""What lapses goes on its day and not before; run again, nothing more happens."""

from datetime import timedelta
from typing import Any

import pytest

from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.jobs import enqueue
from server.notifications.models import Notification, PushSubscription
from server.people.models import PeopleImport, Session
from server.privacy import purging
from server.web.models import FormKey, Job, RateBucket
from tests.support.people import person

HOUR = timedelta(hours=1)


async def _form_key(at: Any, owner: Any) -> None:
    await FormKey.create(key="k" * 20, actor=owner.id, route="/x", body_hash="h", created_at=at)


async def _bucket(at: Any, owner: Any) -> None:
    await RateBucket.create(key="shares:1", millitokens=0, at_ms=to_millis(at))


async def _import(at: Any, owner: Any) -> None:
    await PeopleImport.create(uploaded_by_id=owner.id, filename="a.csv", content={}, created_at=at)


async def _notification(at: Any, owner: Any) -> None:
    await Notification.create(person_id=owner.id, kind="badge", path="/", key="n", created_at=at)


async def _device(at: Any, owner: Any) -> None:
    session = await Session.create(
        id_hash="s", person_id=owner.id, tag="t", device="Firefox", created_at=at, last_seen_at=at, expires_at=at
    )
    await PushSubscription.create(
        person_id=owner.id, session_id=session.id_hash, endpoint="https://push.example/1", endpoint_hash="e",
        p256dh="p", auth="a", created_at=at, seen_at=at,
    )  # fmt: skip


async def _dead_job(at: Any, owner: Any) -> None:
    await enqueue("mail.send", {"to": "a@orvane.example"}, not_before=at)
    await Job.all().update(dead=True)


@pytest.mark.parametrize(
    ("make", "kept", "table"),
    [
        (_form_key, purging.FORM_KEYS_KEPT, "form_key"),
        (_bucket, purging.BUCKETS_KEPT, "rate_bucket"),
        (_import, purging.IMPORTS_KEPT, "people_import"),
        (_notification, purging.NOTIFICATIONS_KEPT, "notification"),
        (_device, purging.SILENT_DEVICES_KEPT, "push_subscription"),
        (_dead_job, purging.DEAD_JOBS_KEPT, "job"),
    ],
)
async def test_it_goes_on_its_day(db: None, make: Any, kept: timedelta, table: str) -> None:
    async def left() -> int:
        await purging.purge_lapsed()
        return int((await rows(f"SELECT count(*) AS n FROM {table}"))[0]["n"])

    owner = await person("alice")
    await make(clock.now() - kept + HOUR, owner)
    assert await left() == 1
    await rows(f"DELETE FROM {table} RETURNING 1")
    if table == "push_subscription":
        await rows("DELETE FROM session RETURNING 1")
    await make(clock.now() - kept - HOUR, owner)
    assert [await left(), await left()] == [0, 0]


async def test_a_job_that_still_waits_stays(db: None) -> None:
    await enqueue("mail.send", {"to": "a@orvane.example"}, not_before=clock.now() - timedelta(days=30))
    await purging.purge_lapsed()
    assert await Job.all().count() == 1
