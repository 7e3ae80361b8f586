"""Time-ordered identifiers. Migrations import this module: it never moves."""

import os
import uuid

from server import clock

_last, _turns = 0, 0


def new_id() -> str:
    """A UUIDv7 (RFC 9562, section 5.7) as text: sorts by when it was made, in one process without exception.

    The instant is the application's own, so that a season lived again has identifiers of its days: only a clock that
    is put back on purpose is followed. The 12 bits after the millisecond hold its fraction (section 6.2, method 3), so
    that what follows sorts after.
    """
    global _last, _turns
    nanoseconds, turns = clock.nanoseconds(), clock.turns()
    stamp = (nanoseconds // 1_000_000 << 12) + (nanoseconds % 1_000_000 * 4096 // 1_000_000)
    was_put_back = turns != _turns and stamp >> 12 < _last >> 12
    _last, _turns = stamp if was_put_back else max(_last + 1, stamp), turns
    tail = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    return str(uuid.UUID(int=_last >> 12 << 80 | 0x7 << 76 | (_last & 0xFFF) << 64 | 0b10 << 62 | tail))
