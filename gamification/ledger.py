"""The ledger's words: units, accounts and postings. Double entry, append-only, integers from 1 up."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PROGRAMME = "programme"


class Unit(StrEnum):
    """XP makes levels and standings and is never spent; POINTS come from budgets, are spent and expire."""

    XP = "xp"
    POINTS = "points"


class AccountKind(StrEnum):
    """The state of points is the account they sit in."""

    BUDGET = "budget"
    MINT = "mint"
    PENDING = "pending"
    AVAILABLE = "available"
    HELD = "held"
    SPENT = "spent"
    EXPIRED = "expired"
    DEBT = "debt"


NEVER_BELOW_ZERO = frozenset({AccountKind.BUDGET, AccountKind.PENDING, AccountKind.AVAILABLE, AccountKind.HELD})
NEVER_ABOVE_ZERO = frozenset({AccountKind.DEBT})


class TransferKind(StrEnum):
    """Why something moved."""

    FUND = "fund"
    AWARD = "award"
    CONFIRM = "confirm"
    VOID = "void"
    HOLD = "hold"
    CAPTURE = "capture"
    RELEASE = "release"
    REFUND = "refund"
    REVERSE = "reverse"
    DEBT = "debt"
    SETTLE = "settle"
    EXPIRE = "expire"
    ADJUST = "adjust"


class Slot(StrEnum):
    """What can happen to a posting at most once: (parent, slot) is unique."""

    RESOLVE = "resolve"
    HOLD_END = "hold_end"
    REVERSE = "reverse"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Account:
    """One account: of a person, of a campaign's budget, or the programme's."""

    unit: Unit
    kind: AccountKind
    owner: str


@dataclass(frozen=True, slots=True)
class Charge:
    """Points taken from one budget: a campaign's, or the programme's when None."""

    campaign: str | None
    points: int

    @property
    def budget(self) -> Account:
        """The account that pays."""
        return Account(Unit.POINTS, AccountKind.BUDGET, self.campaign or PROGRAMME)


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount that leaves the `debit` account for the `credit` account; `at` and `expires_at` are UTC."""

    kind: TransferKind
    debit: Account
    credit: Account
    amount: int
    idem_key: str
    at: datetime
    parent: str | None = None
    slot: Slot | None = None
    expires_at: datetime | None = None

    @property
    def unit(self) -> Unit:
        """Both accounts have it."""
        return self.debit.unit

    @property
    def body_hash(self) -> str:
        """SHA-256 of what moves, not of when: a retry comes later and is still the same."""
        accounts = [[account.unit, account.kind, account.owner] for account in (self.debit, self.credit)]
        body = [self.kind, *accounts, self.amount, self.parent, self.slot]
        return hashlib.sha256(json.dumps(body, separators=(",", ":")).encode()).hexdigest()


Postings = tuple[Posting, ...]
MINT_POINTS = Account(Unit.POINTS, AccountKind.MINT, PROGRAMME)
MINT_XP = Account(Unit.XP, AccountKind.MINT, PROGRAMME)


def points_of(kind: AccountKind, owner: str) -> Account:
    """An account of spendable points."""
    return Account(Unit.POINTS, kind, owner)
