"""Say whether the visits of one link and day look like people: pure, and no verdict, only what was noticed.

Each detector gives its figures, in counts and seconds; what it notices is for HR's eyes.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

BURST = timedelta(minutes=10)
BURST_AT_LEAST = 10
BURST_TIMES_MEDIAN = 5
CROWD = 10  # visits from which a crowd has several browsers and networks
FAMILIES = 3
FASTEST = timedelta(seconds=2)
STEADY_VISITS = 6
STEADY_PERCENT = 10  # how far apart the longest and shortest of steady gaps are at most
RING = 2  # colleagues with whom links are opened both ways


@dataclass(frozen=True, slots=True)
class SeenVisit:
    """One visitor's first request of a link on a day: keyed network, coarse browser family, paid or not."""

    at: datetime
    family: str
    network: str
    is_paid: bool = False


@dataclass(frozen=True, slots=True)
class LinkOfDay:
    """What a day is held against: the link's creation, its person's median, colleagues opening both ways."""

    created_at: datetime
    median: int = 0
    pairs: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """What a detector noticed; `holds` says whether it is a ground to keep the day for HR."""

    name: str
    holds: bool
    figures: Mapping[str, int]


Detector = Callable[[Sequence[SeenVisit], LinkOfDay], Notice | None]


def notices(visits: Sequence[SeenVisit], link: LinkOfDay) -> tuple[Notice, ...]:
    """All that is to be said of a day, in the detectors' fixed order; nothing of a day without visits."""
    ordered = sorted(visits, key=lambda visit: visit.at)
    found = (detector(ordered, link) for detector in DETECTORS) if ordered else ()
    return tuple(notice for notice in found if notice is not None)


def velocity(visits: Sequence[SeenVisit], link: LinkOfDay) -> Notice | None:
    """More visits within ten minutes than people bring: above ten, and above five times the median day."""
    most, first = 0, 0
    for last, visit in enumerate(visits):
        while visit.at - visits[first].at >= BURST:
            first += 1
        most = max(most, last - first + 1)
    usual = max(BURST_AT_LEAST, BURST_TIMES_MEDIAN * link.median)
    if most <= usual:
        return None
    return Notice("velocity", True, {"visits": most, "usual": usual, "median": link.median})


def low_diversity(visits: Sequence[SeenVisit], _link: LinkOfDay) -> Notice | None:
    """A crowd with hardly any kinds of browser, or most of it behind one network."""
    if len(visits) < CROWD:
        return None
    families = len({visit.family for visit in visits})
    together = Counter(visit.network for visit in visits).most_common(1)[0][1]
    if families >= FAMILIES and 2 * together <= len(visits):
        return None
    return Notice("low_diversity", True, {"visits": len(visits), "families": families, "together": together})


def too_early(visits: Sequence[SeenVisit], link: LinkOfDay) -> Notice | None:
    """The first visit came before a person could have posted the link."""
    after = visits[0].at - link.created_at
    if not timedelta() <= after < FASTEST:
        return None
    return Notice("too_early", True, {"milliseconds": after // timedelta(milliseconds=1)})


def steady_gaps(visits: Sequence[SeenVisit], _link: LinkOfDay) -> Notice | None:
    """Six visits or more in a row as regular as a clock."""
    gaps = [(after.at - before.at) // timedelta(milliseconds=1) for before, after in pairwise(visits)]
    size = STEADY_VISITS - 1
    for start in range(len(gaps) - size + 1):
        run = gaps[start : start + size]
        if _is_steady(run):
            return Notice("steady_gaps", True, {"visits": STEADY_VISITS, "seconds": sum(run) // size // 1000})
    return None


def _is_steady(gaps: Sequence[int]) -> bool:
    return 100 * (max(gaps) - min(gaps)) <= STEADY_PERCENT * min(gaps)


def reciprocity(_visits: Sequence[SeenVisit], link: LinkOfDay) -> Notice | None:
    """Colleagues who open each other's links: one pair is friendly, two are a ring."""
    return Notice("reciprocity", link.pairs >= RING, {"pairs": link.pairs}) if link.pairs else None


def paid(visits: Sequence[SeenVisit], _link: LinkOfDay) -> Notice | None:
    """Visits with the parameters of paid advertising: worth knowing, never a ground to hold."""
    count = sum(visit.is_paid for visit in visits)
    return Notice("paid", False, {"visits": count}) if count else None


DETECTORS: tuple[Detector, ...] = (velocity, low_diversity, too_early, steady_gaps, reciprocity, paid)


def mutual_pairs(openings: Sequence[tuple[str, str]]) -> Counter[str]:
    """With how many colleagues each person opens links both ways; an opening is (whose link, who opened it)."""
    known = {(owner, opener) for owner, opener in openings if owner != opener}
    return Counter(owner for owner, opener in known if (opener, owner) in known)
