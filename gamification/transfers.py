"""Transfers beside awards and holds: budgets, corrections, debt and expiry; balances are arguments."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from .ledger import MINT_POINTS, AccountKind, Charge, Posting, Postings, TransferKind, points_of

LIFETIME_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Lot:
    """Points confirmed together and not reversed; they lapse at `expires_at`."""

    amount: int
    expires_at: datetime


def fund_budget(campaign: str | None, amount: int, key: str, at: datetime) -> Postings:
    """Put points into a budget: a campaign's, or the programme's when None."""
    budget = Charge(campaign, amount).budget
    return (Posting(TransferKind.FUND, MINT_POINTS, budget, amount, f"fund:{key}", at),)


def settle(person: str, available: int, owed: int, cause: str, at: datetime) -> Postings:
    """Pay debt from available points, at once after anything was credited; `cause` is that command's key."""
    amount = min(available, owed)
    debit, credit = points_of(AccountKind.AVAILABLE, person), points_of(AccountKind.DEBT, person)
    return (Posting(TransferKind.SETTLE, debit, credit, amount, f"settle:{cause}", at),) if amount > 0 else ()


def expire(person: str, available: int, lots: Iterable[Lot], cause: str, at: datetime) -> Postings:
    """Lapse what no living lot covers: max(0, available - living lots); `cause` makes the key unique."""
    amount = available - sum(lot.amount for lot in lots if lot.expires_at > at)
    debit, credit = points_of(AccountKind.AVAILABLE, person), points_of(AccountKind.EXPIRED, person)
    return (Posting(TransferKind.EXPIRE, debit, credit, amount, f"expire:{cause}", at),) if amount > 0 else ()


def adjust(
    person: str,
    points: int,
    key: str,
    at: datetime,
    *,
    available: int | None = None,
    lifetime_months: int = LIFETIME_MONTHS,
) -> Postings:
    """A correction by HR, on the programme's budget: a new lot when positive, taken back when negative.

    What a negative one takes beyond `available`, after expiry, becomes debt; without `available` it is refused
    by the floor of the account.
    """
    budget, own = Charge(None, abs(points)).budget, points_of(AccountKind.AVAILABLE, person)
    if points > 0:
        lot = Posting(TransferKind.ADJUST, budget, own, points, f"adjust:{key}", at)
        return (replace(lot, expires_at=add_months(at, lifetime_months)),)
    missing = 0 if available is None else -points - available
    debit = points_of(AccountKind.DEBT, person)
    owed = (Posting(TransferKind.DEBT, debit, own, missing, f"debt:adjust:{key}", at),) if missing > 0 else ()
    return (*owed, Posting(TransferKind.ADJUST, own, budget, -points, f"adjust:{key}", at))


def add_months(instant: datetime, months: int) -> datetime:
    """The same day and time so many months later, or the last day of a shorter month."""
    count = instant.year * 12 + instant.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return instant.replace(year=year, month=month, day=min(instant.day, calendar.monthrange(year, month)[1]))
