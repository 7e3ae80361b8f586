"""Notices when one link is opened more often than people open links, or one network asks for links that are none.

Counted in memory, per process: it only damps floods, and what a link can earn a day is bounded by the rules.
"""

from collections import Counter
from datetime import datetime

A_MINUTE = 60
MISSES_A_MINUTE = 30


class Flood:
    """How many visits of each link, or misses of each network, came in the present minute."""

    def __init__(self, most: int = A_MINUTE) -> None:
        self.most = most
        self._minute = ""
        self._counts: Counter[str] = Counter()

    def has_room(self, key: str, at: datetime) -> bool:
        """Count one more, or say that the minute is full."""
        minute = f"{at:%Y%m%d%H%M}"
        if minute != self._minute:
            self._minute, self._counts = minute, Counter()
        self._counts[key] += 1
        return self._counts[key] <= self.most
