"""Transfers: the postings of each thing that can happen to points; balances are arguments."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .ledger import PROGRAMME, Account, AccountKind, Charge, Posting, Slot, TransferKind, Unit

LIFETIME_MONTHS = 12
MINT_POINTS = Account(Unit.POINTS, AccountKind.MINT, PROGRAMME)
MINT_XP = Account(Unit.XP, AccountKind.MINT, PROGRAMME)

Postings = tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class Lot:
    """Points confirmed together and not reversed; they lapse at `expires_at`."""

    amount: int
    expires_at: datetime


def fund_budget(campaign: str | None, amount: int, key: str, at: datetime) -> Postings:
    """Put points into a budget: a campaign's, or the programme's when None."""
    budget = Charge(campaign, amount).budget
    return (Posting(TransferKind.FUND, MINT_POINTS, budget, amount, f"fund:{key}", at),)


def award(
    person: str,
    key: str,
    charges: Sequence[Charge],
    recognition: int,
    at: datetime,
    *,
    at_once: bool = False,
    lifetime_months: int = LIFETIME_MONTHS,
) -> Postings:
    """Points from budgets and XP (points + recognition) from the mint, pending, or confirmed at once."""
    points = [_award_points(person, key, charge, at) for charge in charges if charge.points]
    xp = sum(charge.points for charge in charges) + recognition
    awarded = (*points, *_award_xp(person, key, xp, at))
    return (*awarded, *confirm(awarded, at, lifetime_months=lifetime_months)) if at_once else awarded


def confirm(awards: Iterable[Posting], at: datetime, *, lifetime_months: int = LIFETIME_MONTHS) -> Postings:
    """Pending becomes available. The expiry clock of points starts here."""
    return tuple(_confirm(each, at, lifetime_months) for each in awards if each.kind is TransferKind.AWARD)


def void(awards: Iterable[Posting], at: datetime) -> Postings:
    """Pending goes back to where it came from."""
    return tuple(_void(each, at) for each in awards if each.kind is TransferKind.AWARD)


def hold(person: str, amount: int, key: str, at: datetime) -> Postings:
    """Set available points aside for a gift."""
    debit, credit = _points(AccountKind.AVAILABLE, person), _points(AccountKind.HELD, person)
    return (Posting(TransferKind.HOLD, debit, credit, amount, f"hold:{key}", at),)


def capture(held: Posting, at: datetime) -> Postings:
    """The gift was handed over: held points are spent."""
    return (_after(held, TransferKind.CAPTURE, AccountKind.SPENT, Slot.HOLD_END, at),)


def release(held: Posting, at: datetime) -> Postings:
    """The gift was refused or lapsed: held points are available again."""
    return (_after(held, TransferKind.RELEASE, AccountKind.AVAILABLE, Slot.HOLD_END, at),)


def refund(captured: Posting, at: datetime) -> Postings:
    """The gift came back: spent points are available again."""
    return (_after(captured, TransferKind.REFUND, AccountKind.AVAILABLE, Slot.REFUND, at),)


def reverse(awards: Iterable[Posting], confirms: Iterable[Posting], available: int, at: datetime) -> Postings:
    """Take a confirmed award back: XP always in full, points unless they lapsed; what is missing becomes debt."""
    origins = {each.idem_key: each.debit for each in awards}
    postings: list[Posting] = []
    for lot in confirms:
        if lot.expires_at is not None and lot.expires_at <= at:
            continue
        if lot.unit is Unit.POINTS:
            postings += _owe(lot, lot.amount - available, at)
            available = max(0, available - lot.amount)
        postings.append(_reverse(lot, origins[lot.parent or ""], at))
    return tuple(postings)


def settle(person: str, available: int, owed: int, cause: str, at: datetime) -> Postings:
    """Pay debt from available points, at once after anything was credited; `cause` is that command's key."""
    amount = min(available, owed)
    debit, credit = _points(AccountKind.AVAILABLE, person), _points(AccountKind.DEBT, person)
    return (Posting(TransferKind.SETTLE, debit, credit, amount, f"settle:{cause}", at),) if amount > 0 else ()


def expire(person: str, available: int, lots: Iterable[Lot], cause: str, at: datetime) -> Postings:
    """Lapse what no living lot covers: max(0, available - living lots); `cause` makes the key unique."""
    amount = available - sum(lot.amount for lot in lots if lot.expires_at > at)
    debit, credit = _points(AccountKind.AVAILABLE, person), _points(AccountKind.EXPIRED, person)
    return (Posting(TransferKind.EXPIRE, debit, credit, amount, f"expire:{cause}", at),) if amount > 0 else ()


def adjust(
    person: str, points: int, key: str, at: datetime, *, lifetime_months: int = LIFETIME_MONTHS
) -> Postings:
    """A correction by HR, on the programme's budget: a new lot when positive, taken back when negative."""
    budget, available = Charge(None, abs(points)).budget, _points(AccountKind.AVAILABLE, person)
    debit, credit = (budget, available) if points > 0 else (available, budget)
    expires_at = add_months(at, lifetime_months) if points > 0 else None
    return (
        Posting(TransferKind.ADJUST, debit, credit, abs(points), f"adjust:{key}", at, expires_at=expires_at),
    )


def award_key(fact_key: str, rule_key: str) -> str:
    """The key of the award that one rule gives for one fact, to one person."""
    return f"{fact_key}:{rule_key}"


def add_months(instant: datetime, months: int) -> datetime:
    """The same day and time so many months later, or the last day of a shorter month."""
    count = instant.year * 12 + instant.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return instant.replace(year=year, month=month, day=min(instant.day, calendar.monthrange(year, month)[1]))


def _points(kind: AccountKind, owner: str) -> Account:
    return Account(Unit.POINTS, kind, owner)


def _award_points(person: str, key: str, charge: Charge, at: datetime) -> Posting:
    idem_key = f"award:{key}:points:{charge.budget.owner}"
    credit = _points(AccountKind.PENDING, person)
    return Posting(TransferKind.AWARD, charge.budget, credit, charge.points, idem_key, at)


def _award_xp(person: str, key: str, amount: int, at: datetime) -> Postings:
    credit = Account(Unit.XP, AccountKind.PENDING, person)
    return (Posting(TransferKind.AWARD, MINT_XP, credit, amount, f"award:{key}:xp", at),) if amount else ()


def _confirm(awarded: Posting, at: datetime, lifetime_months: int) -> Posting:
    pending = awarded.credit
    return Posting(
        TransferKind.CONFIRM,
        pending,
        Account(pending.unit, AccountKind.AVAILABLE, pending.owner),
        awarded.amount,
        f"confirm:{awarded.idem_key}",
        at,
        parent=awarded.idem_key,
        slot=Slot.RESOLVE,
        expires_at=add_months(at, lifetime_months) if awarded.unit is Unit.POINTS else None,
    )


def _void(awarded: Posting, at: datetime) -> Posting:
    return Posting(
        TransferKind.VOID,
        awarded.credit,
        awarded.debit,
        awarded.amount,
        f"void:{awarded.idem_key}",
        at,
        parent=awarded.idem_key,
        slot=Slot.RESOLVE,
    )


def _after(before: Posting, kind: TransferKind, to: AccountKind, slot: Slot, at: datetime) -> Posting:
    credit = _points(to, before.credit.owner)
    idem_key = f"{kind}:{before.idem_key}"
    return Posting(
        kind, before.credit, credit, before.amount, idem_key, at, parent=before.idem_key, slot=slot
    )


def _owe(lot: Posting, shortfall: int, at: datetime) -> Postings:
    debit = _points(AccountKind.DEBT, lot.credit.owner)
    idem_key = f"debt:{lot.idem_key}"
    posting = Posting(TransferKind.DEBT, debit, lot.credit, shortfall, idem_key, at, parent=lot.idem_key)
    return (posting,) if shortfall > 0 else ()


def _reverse(lot: Posting, origin: Account, at: datetime) -> Posting:
    idem_key = f"reverse:{lot.idem_key}"
    return Posting(
        TransferKind.REVERSE,
        lot.credit,
        origin,
        lot.amount,
        idem_key,
        at,
        parent=lot.idem_key,
        slot=Slot.REVERSE,
    )
