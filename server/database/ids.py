"""Time-ordered identifiers. Migrations import this module: it never moves."""

import os
import uuid

from server import clock

_A_MINUTE = 60_000 << 12
_last = 0


def new_id() -> str:
    """A UUIDv7 (RFC 9562, section 5.7) as text: sorts by when it was made, in one process without exception.

    The instant is the application's own, so that a season lived again has identifiers of its days; a clock set back
    by more than a minute is followed. The 12 bits after the millisecond hold its fraction (section 6.2, method 3), so
    that what follows sorts after.
    """
    global _last
    nanoseconds = clock.nanoseconds()
    stamp = (nanoseconds // 1_000_000 << 12) + (nanoseconds % 1_000_000 * 4096 // 1_000_000)
    _last = stamp if stamp < _last - _A_MINUTE else max(_last + 1, stamp)
    tail = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    return str(uuid.UUID(int=_last >> 12 << 80 | 0x7 << 76 | (_last & 0xFFF) << 64 | 0b10 << 62 | tail))
