"""Time-ordered identifiers. Migrations import this module: it never moves."""

import os
import time
import uuid

_last = 0


def new_id() -> str:
    """A UUIDv7 (RFC 9562, section 5.7) as text: sorts by when it was made, in one process without exception.

    The 12 bits after the millisecond hold its fraction (section 6.2, method 3), so that what follows sorts after.
    """
    global _last
    nanoseconds = time.time_ns()
    _last = max(_last + 1, (nanoseconds // 1_000_000 << 12) + (nanoseconds % 1_000_000 * 4096 // 1_000_000))
    stamp, fraction = _last >> 12, _last & 0xFFF
    tail = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    return str(uuid.UUID(int=stamp << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | tail))
