"""What the vault gives out: who somebody is, what of them is not sealed, and what may be said when they are gone."""

from dataclasses import dataclass, field
from datetime import datetime


class Locked(RuntimeError):
    """Nobody gave the vault the installation's secrets."""


class Forgotten(LookupError):
    """There is no such candidate, any more."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, in their own words. Never in a log: it does not show itself."""

    name: str = field(repr=False)
    email: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    message: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ContactHashes:
    """Keyed hashes of a normalised address and number: what is compared and stored instead of them."""

    email: str | None
    phone: str | None

    @property
    def all(self) -> tuple[str, ...]:
        """Those that are there."""
        return tuple(each for each in (self.email, self.phone) if each)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A candidate who has just applied, and the secret of their own page."""

    candidate_id: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CandidateSeen:
    """What is not sealed of a candidate."""

    id: str
    language: str
    hashes: ContactHashes
    notice_version: int
    created_at: datetime
    erase_at: datetime | None
    pool_since: datetime | None
    pool_until: datetime | None
    pool_asked_at: datetime | None
    cv_form: str | None
    cv_size: int | None
