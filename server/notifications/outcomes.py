"""What a push service's answer means for the message and for the subscription."""

import re
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Literal

from server import clock

MAX_WAIT = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class PushOutcome:
    """`gone`: forget the subscription; `retry`: later, `after` seconds from now where the service said so."""

    kind: Literal["ok", "gone", "too_big", "retry", "failed"]
    status: int | None = None
    after: float | None = None


def outcome(status: int, retry_after: str | None) -> PushOutcome:
    """The outcome of an answer's status and Retry-After."""
    if 200 <= status < 300:
        return PushOutcome("ok", status)
    if status in (404, 410):
        return PushOutcome("gone", status)
    if status == 413:
        return PushOutcome("too_big", status)
    if status in (408, 429) or status >= 500:
        return PushOutcome("retry", status, _seconds(retry_after))
    return PushOutcome("failed", status)


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After in seconds from now, a number or a date, at most a day."""
    text = (retry_after or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return min(float(text), MAX_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - clock.now()).total_seconds(), 0.0), MAX_WAIT)
