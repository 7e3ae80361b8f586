"""Jobs that send: one message to one device. Their payload holds ids, so that nothing personal waits in the outbox."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from server import clock
from server.notifications.commands import forget_device
from server.notifications.outcomes import PushOutcome
from server.notifications.payloads import Notice, PushTest
from server.notifications.queries import PushTarget, Told, push_target, told, unread_count
from server.notifications.wording import notices
from server.web.locale import speaking
from server.web.logs import log
from server.worker import TryLater

if TYPE_CHECKING:  # what posts is read at the first message: starting does not wait for it
    from server.notifications.posting import PushPost


class PushServiceAway(Exception):
    """The service did not answer, or asked to come back; the outbox tries again, each time twice as late."""


async def send_push(post: "PushPost", payload: dict[str, Any]) -> None:
    """Job `push.send`: tell a device what its person was told, unless they have read it meanwhile."""
    target, news = await push_target(payload["device"]), await told(payload["notification"])
    if target is None or news is None or not news.is_unread or news.person_id != target.person_id:
        return
    with speaking(target.language):
        notice = (await notices([news]))[0]
        if not _has_lapsed(news, notice):
            await _heed(await _deliver(post, notice, target), target)


async def send_test(post: "PushPost", payload: dict[str, Any]) -> None:
    """Job `push.test`: once, for a test that comes an hour later proves nothing."""
    target = await push_target(payload["device"])
    if target is None:
        return
    with speaking(target.language):
        result = await _deliver(post, PushTest(), target)
    if result.kind == "gone":
        await forget_device(target.id)
    elif result.kind != "ok":
        log.warning("push_test_failed", outcome=result.kind, status=result.status)


def _has_lapsed(news: Told, notice: Notice) -> bool:
    return clock.now() - news.created_at > timedelta(seconds=notice.ttl)


async def _deliver(post: "PushPost", notice: Notice, target: PushTarget) -> PushOutcome:
    return await post.deliver(notice, target, await unread_count(target.person_id))


async def _heed(result: PushOutcome, target: PushTarget) -> None:
    """What the service's answer means for the device and for the job."""
    if result.kind == "gone":
        await forget_device(target.id)
    elif result.kind == "retry":
        raise _again(result)
    elif result.kind != "ok":
        # Our key or our message, not the device: nothing is deleted, the operator is told.
        log.error("push_refused", outcome=result.kind, status=result.status)


def _again(result: PushOutcome) -> Exception:
    if result.after is None:
        return PushServiceAway(str(result.status or "no answer"))
    return TryLater(timedelta(seconds=max(result.after, 1)))
