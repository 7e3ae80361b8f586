"""What somebody does in the demo's season. Every instant is aware and in UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

VisitKind = Literal["person", "preview", "bot"]


@dataclass(frozen=True, slots=True)
class Join:
    """A person, by employee number, finishes the three required screens and takes part."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """A person reaches the end of an article, by slug."""

    person: str
    article: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A person keeps an article for later."""

    person: str
    article: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """A person passes an article on; `ref` is what its visits name. Text without link and mention."""

    ref: str
    person: str
    article: str
    channel: str
    text: str
    mention: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody or something outside requests the link of a share."""

    share_ref: str
    kind: VisitKind
    address: str
    user_agent: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """A person pauses, and resumes by themselves at `until`."""

    person: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Leave:
    """A person leaves the programme."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OptIntoStandings:
    """A person appears in the individual standings, under a pseudonym or, if empty, their name."""

    person: str
    pseudonym: str
    at: datetime


Act = Join | Read | Bookmark | Share | Visit | Pause | Leave | OptIntoStandings
