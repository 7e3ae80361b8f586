"""What follows a share: the network's preview, people over some days, now and then a robot."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from server.demo.acts import Share, Visit
from server.demo.rhythm import ZONE
from server.demo.visitors import PREVIEWS, Crowd

UNSEEN = 0.25
MOST = 60
QUIET_CHANNELS = frozenset({"qr", "sms", "copy", "email", "instagram"})
COMES_BACK = 0.05
LONGEST = timedelta(days=9)


def number_of_visitors(share: Share, reach: float, rng: Random) -> int:
    """Often none, mostly one to six, rarely more than thirty."""
    if rng.random() < UNSEEN:
        return 0
    quiet = 0.55 if share.channel in QUIET_CHANNELS else 1.0
    return max(1, min(MOST, int(rng.lognormvariate(0.85, 0.95) * reach * quiet)))


def visits(share: Share, visitors: int, soon: bool, crowd: Crowd) -> Iterator[Visit]:
    """All requests for the link of a share; `soon` brings the first person within the hour."""
    yield from _preview(share, crowd)
    for rank in range(visitors):
        yield from _person(share, crowd, soon and rank == 0)
    if crowd.rng.random() < 0.08:
        yield from _robots(share, crowd)


def _preview(share: Share, crowd: Crowd) -> Iterator[Visit]:
    agent = PREVIEWS.get(share.channel)
    if agent and crowd.rng.random() < 0.88:
        at = share.at + timedelta(seconds=crowd.rng.randrange(2, 20))
        yield Visit(share.ref, "preview", crowd.address(), agent, at)


def _person(share: Share, crowd: Crowd, soon: bool) -> Iterator[Visit]:
    address, browser, rng = crowd.address(), crowd.browser(), crowd.rng
    wait = timedelta(minutes=rng.randrange(6, 40)) if soon else _wait(rng)
    at = share.at + wait if soon else _awake(share.at + wait)
    yield Visit(share.ref, "person", address, browser, at)
    if rng.random() < COMES_BACK:
        yield Visit(share.ref, "person", address, browser, at + timedelta(seconds=rng.randrange(20, 5000)))


def _robots(share: Share, crowd: Crowd) -> Iterator[Visit]:
    robot = crowd.robot()
    for _ in range(crowd.rng.randrange(1, 4)):
        yield Visit(share.ref, "bot", crowd.address(), robot, share.at + _wait(crowd.rng))


def _wait(rng: Random) -> timedelta:
    return min(LONGEST, timedelta(seconds=30 + int(rng.expovariate(1 / (15 * 3600)))))


def _awake(at: datetime) -> datetime:
    """Nearly nobody opens links between midnight and six."""
    return at + timedelta(hours=7) if at.astimezone(ZONE).hour < 6 else at
