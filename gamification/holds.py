"""Holds: the postings that set points aside for a gift, spend them or give them back."""

from datetime import datetime

from .ledger import AccountKind, Posting, Postings, Slot, TransferKind, points_of


def hold(person: str, amount: int, key: str, at: datetime) -> Postings:
    """Set available points aside for a gift."""
    debit, credit = points_of(AccountKind.AVAILABLE, person), points_of(AccountKind.HELD, person)
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


def _after(before: Posting, kind: TransferKind, to: AccountKind, slot: Slot, at: datetime) -> Posting:
    credit = points_of(to, before.credit.owner)
    idem_key = f"{kind}:{before.idem_key}"
    return Posting(kind, before.credit, credit, before.amount, idem_key, at, parent=before.idem_key, slot=slot)
