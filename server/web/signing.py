"""Signs what leaves and comes back: one salt per purpose, the newest key signs, older keys still read."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from server import clock


class _ClockedSigner(TimestampSigner):
    """Reads the application's clock, as everything else does."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def sign(keys: Sequence[str], purpose: str, value: Any) -> str:
    """A value as text that nobody else can make; it can be read by whoever holds it."""
    return str(_serializer(keys, purpose).dumps(value))


def unsign(keys: Sequence[str], purpose: str, text: str, lasts: timedelta) -> Any | None:
    """The signed value, or nothing when it is forged, of another purpose, or too old."""
    try:
        return _serializer(keys, purpose).loads(text, max_age=int(lasts.total_seconds()))
    except BadData:
        return None


def _serializer(keys: Sequence[str], purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(list(keys), salt=f"ricoche.{purpose}.v1", signer=_ClockedSigner)
