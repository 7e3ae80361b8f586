"""The two secrets shared with the other system, sealed at rest; after a change the old one counts for a day more."""

import base64
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from server.database.fields import from_millis, to_millis
from server.web.sealing import CannotOpen, derived, seal_text, unseal_text

Direction = Literal["out", "in"]
OVERLAP = timedelta(hours=24)
_PURPOSE = b"ricoche.ats.secrets.v1"
_sealing: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secret of one direction, and the one before it for as long as it still counts."""

    current: bytes = field(repr=False)
    previous: bytes = field(default=b"", repr=False)
    until: datetime | None = None

    def at(self, now: datetime) -> tuple[bytes, ...]:
        """The keys that count, the present one first."""
        return (self.current, self.previous) if self.previous and self.until and now < self.until else (self.current,)


def unlock_secrets(secret_keys: Sequence[str]) -> None:
    """Give the installation's secrets, newest last. Called once at start, in `server.listeners`."""
    global _sealing
    _sealing = tuple(derived(secret, _PURPOSE) for secret in secret_keys)


def fresh_key() -> bytes:
    """A new secret."""
    return os.urandom(32)


def follow(before: Secrets | None, key: bytes, now: datetime) -> Secrets:
    """The secrets once `key` takes over."""
    return Secrets(key, before.current, now + OVERLAP) if before else Secrets(key)


def seal_secrets(secrets: Secrets, direction: Direction) -> str:
    """As they are stored."""
    parts = [base64.b64encode(secrets.current), base64.b64encode(secrets.previous)]
    until = to_millis(secrets.until) if secrets.until else 0
    return seal_text(_sealing[-1], "1", f"ats.{direction}", ".".join([*(part.decode() for part in parts), str(until)]))


def open_secrets(sealed: str, direction: Direction) -> Secrets | None:
    """What was stored; nothing when no secret of the installation sealed it: HR makes a new one."""
    for key in reversed(_sealing):
        try:
            current, previous, until = unseal_text(key, "1", f"ats.{direction}", sealed).split(".")
        except CannotOpen:
            continue
        ends = from_millis(int(until)) if until != "0" else None
        return Secrets(base64.b64decode(current), base64.b64decode(previous), ends)
    return None
