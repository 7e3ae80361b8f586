"""What is told to the other system: which referral reached which stage, never who the candidate is."""

import json
from datetime import datetime
from typing import Any

from server import clock
from server.ats.connection import NO_ADDRESS, SEND, Connection, connection, note_failure, note_sent
from server.ats.standard_webhooks import headers_of
from server.database import rows
from server.database.ids import new_id
from server.events import ReferralMoved
from server.jobs import enqueue
from server.web.outbound import PUBLIC, OutboundPolicy, OutboundRefused, post
from server.web.problems import Refused


class NotTaken(Exception):
    """The other system did not take the message; the job tries again later."""


async def tell_ats(event: ReferralMoved) -> None:
    """Write the message down with the move itself; its id is the same however often it is sent."""
    if not (await connection()).sends:
        return
    opening = await rows("SELECT reference, slug FROM opening WHERE id = $1", event.opening_id)
    data = {"referral": event.referral_id, "stage": event.stage, "opening": event.opening_id}
    data["opening_reference"] = (opening[0]["reference"] or opening[0]["slug"]) if opening else ""
    await _enqueue(f"msg_{event.referral_id}_{event.stage}", "referral.moved", event.at, data)


async def send_test() -> None:
    """A message that moves nothing, so that both sides see whether they agree. Raises Refused."""
    if not (await connection()).sends:
        raise Refused(NO_ADDRESS)
    await _enqueue(f"msg_{new_id()}", "test", clock.now(), {})


async def _enqueue(message_id: str, kind: str, at: datetime, data: dict[str, Any]) -> None:
    body = json.dumps({"type": kind, "timestamp": at.isoformat(timespec="seconds"), "data": data})
    await enqueue(SEND, {"id": message_id, "body": body}, dedupe_key=message_id)


async def send_message(payload: dict[str, Any], allow: OutboundPolicy = PUBLIC) -> None:
    """Sign and send one message; whatever is not a 2xx is tried again, each time later. Raises NotTaken."""
    to = await connection()
    if not to.sends:
        return  # switched off since
    problem = await _problem_of(to, payload["id"], payload["body"].encode(), allow)
    if problem:
        await note_failure(problem)
        raise NotTaken(problem)
    await note_sent()


async def _problem_of(to: Connection, message_id: str, body: bytes, allow: OutboundPolicy) -> str:
    """Why it was not taken, as the key of a sentence, or an empty text."""
    secrets, now = to.secrets("out"), clock.now()
    if secrets is None:
        return "secret"
    signed = headers_of(secrets.at(now), message_id, now, body)
    try:
        status = await post(to.url, body, {**signed, "Content-Type": "application/json"}, allow=allow)
    except OutboundRefused:
        return "unreachable"
    return "" if 200 <= status < 300 else str(status)
