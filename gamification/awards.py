"""Awards: the postings that give points, confirm them, void them or take them back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from .ledger import (
    MINT_XP,
    Account,
    AccountKind,
    Charge,
    Posting,
    Postings,
    Slot,
    TransferKind,
    Unit,
    points_of,
)
from .transfers import LIFETIME_MONTHS, add_months


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


def reverse(awards: Iterable[Posting], confirms: Iterable[Posting], available: int, at: datetime) -> Postings:
    """Take a confirmed award back: XP in full, points unless they lapsed; what is missing becomes debt."""
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


def award_key(fact_key: str, rule_key: str) -> str:
    """The key of the award that one rule gives for one fact, to one person."""
    return f"{fact_key}:{rule_key}"


def _award_points(person: str, key: str, charge: Charge, at: datetime) -> Posting:
    idem_key = f"award:{key}:points:{charge.budget.owner}"
    credit = points_of(AccountKind.PENDING, person)
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


def _owe(lot: Posting, shortfall: int, at: datetime) -> Postings:
    debit = points_of(AccountKind.DEBT, lot.credit.owner)
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
