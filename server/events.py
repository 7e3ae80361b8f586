"""What features announce and others listen to, inside the transaction of the act.

A feature never calls points, badges or notifications to give something: it announces a fact, and they listen.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from gamification import Fact

E = TypeVar("E")
Listener = Callable[[Any], Awaitable[None]]
_listeners: dict[type, list[Listener]] = {}


@dataclass(frozen=True, slots=True)
class FactRecorded:
    """A new fact was stored, and its decisions with it."""

    fact_id: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class PointsEarned:
    """Points or recognition became somebody's own: confirmed, not merely pending."""

    person_id: str
    team_id: str | None
    points: int
    xp: int
    xp_before: int
    at: datetime
    fact_key: str


@dataclass(frozen=True, slots=True)
class PointsTakenBack:
    """A confirmed award was reversed: `earned_at` is when it had counted, `xp` what it had counted for."""

    person_id: str
    team_id: str | None
    points: int
    xp: int
    earned_at: datetime
    at: datetime
    fact_key: str


@dataclass(frozen=True, slots=True)
class CampaignFunded:
    """Somebody put points into a campaign's purse; `key` makes it happen once."""

    campaign: str
    points: int
    key: str


@dataclass(frozen=True, slots=True)
class ThanksGiven:
    """A lead thanked somebody of their team."""

    thanks_id: str
    giver_id: str
    receiver_id: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChallengeReached:
    """A challenge's goal was reached; `people` took part in it."""

    challenge_id: str
    slug: str
    people: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class ShareSeen:
    """Somebody outside opened a share's link for the first time."""

    share_id: str
    person_id: str
    article_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShareCancelled:
    """A person said that a share was not published after all: what waited for it is void."""

    share_id: str
    person_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShareLapsed:
    """Nobody opened a share's link in its fourteen days: what waited for it is void."""

    share_id: str
    person_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpeningClosed:
    """An opening takes nobody any more."""

    opening_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReferralMoved:
    """A referral reached a stage, an end too. `referrer_id` is empty when nobody recommended."""

    referral_id: str
    referrer_id: str | None
    opening_id: str
    stage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReferralLeftBehind:
    """A referral ended in one of the closed stages before its trial was passed: what waited for it is void."""

    referral_id: str
    referrer_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ReferralStale:
    """A candidate has waited at a stage for longer than promised; said once a stage. `since` is when it was reached."""

    referral_id: str
    referrer_id: str | None
    opening_id: str
    stage: str
    since: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class RedemptionMoved:
    """An order reached a state, an end too, or was made ready (`prepared`). `people` set points aside for it.

    `by` moved it: nobody where it went by itself.
    """

    redemption_id: str
    reward_id: str
    people: tuple[str, ...]
    state: str
    at: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True)
class StockLow:
    """A gift has few pieces left; said once until HR adds some."""

    reward_id: str
    left: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """Somebody who takes part asked for a page. The address is for hashing only, and never kept."""

    person_id: str
    address: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class BadgeEarned:
    """Somebody reached a badge or its next tier."""

    person_id: str
    badge: str
    tier: int
    at: datetime


@dataclass(frozen=True, slots=True)
class LevelReached:
    """Somebody's lifetime points crossed a level."""

    person_id: str
    level: int
    at: datetime


def listen(kind: type[E], listener: Callable[[E], Awaitable[None]]) -> None:
    """Call `listener` for every event of this kind. Registered once, in `server.listeners`."""
    registered = _listeners.setdefault(kind, [])
    if listener not in registered:
        registered.append(listener)


async def announce(event: object) -> None:
    """Tell the listeners in their order; a listener that raises undoes the whole act."""
    for listener in _listeners.get(type(event), ()):
        await listener(event)
