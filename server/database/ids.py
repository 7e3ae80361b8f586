"""Time-ordered identifiers. Migrations import this module: it never moves."""

import os
import time
import uuid


def new_id() -> str:
    """A UUIDv7 (RFC 9562, section 5.7) as text: sorts by the millisecond it was made."""
    stamp = (time.time_ns() // 1_000_000).to_bytes(6, "big")
    tail = bytearray(os.urandom(10))
    tail[0] = 0x70 | (tail[0] & 0x0F)
    tail[2] = 0x80 | (tail[2] & 0x3F)
    return str(uuid.UUID(bytes=stamp + bytes(tail)))
