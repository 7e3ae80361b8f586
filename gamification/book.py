"""A book: the whole ledger in memory, immutable; it states what a database must refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .ledger import (
    NEVER_ABOVE_ZERO,
    NEVER_BELOW_ZERO,
    Account,
    AccountKind,
    Posting,
    Slot,
    TransferKind,
    Unit,
)

# These follow from the balances of the moment: a replay is recognised by the others.
DERIVED = frozenset({TransferKind.DEBT, TransferKind.SETTLE, TransferKind.EXPIRE})


class LedgerError(Exception):
    """A refused group of postings: nothing of it was written."""


class IdempotencyConflictError(LedgerError):
    """A key that is known with another content, or a group of which only a part is known."""


class SlotTakenError(LedgerError):
    """What can happen once has happened: resolved, ended, reversed or refunded before."""


class FloorError(LedgerError):
    """An account would pass its bound: not enough points, or a budget that is empty."""


class InvalidPostingError(LedgerError):
    """An amount below 1, two units, one account on both sides, or a parent that is not in the book."""


@dataclass(frozen=True, slots=True)
class Book:
    """Postings by key in the order they came, balances, and the slots that are taken."""

    postings: Mapping[str, Posting] = field(default_factory=dict)
    balances: Mapping[Account, int] = field(default_factory=dict)
    slots: frozenset[tuple[str, Slot]] = frozenset()

    def balance(self, unit: Unit, kind: AccountKind, owner: str) -> int:
        """Credits minus debits of one account."""
        return self.balances.get(Account(unit, kind, owner), 0)

    def apply(self, group: Sequence[Posting]) -> "Book":
        """The book with the whole group, the same book for a replay, or a LedgerError."""
        return self if self.knows(group) else _write(self, group)

    def knows(self, group: Sequence[Posting]) -> bool:
        """Whether the group is a replay; IdempotencyConflictError when it only looks like one."""
        principal = [each for each in group if each.kind not in DERIVED] or group
        known = [self.postings.get(each.idem_key) for each in principal]
        if not any(known):
            return False
        for posting, before in zip(principal, known, strict=True):
            if before is None or before.body_hash != posting.body_hash:
                raise IdempotencyConflictError(posting.idem_key)
        return True


def rebuild(postings: Sequence[Posting]) -> Book:
    """The book that the postings alone make: equal to the one whose balances were kept."""
    return Book().apply(postings)


def _write(book: Book, group: Sequence[Posting]) -> Book:
    postings, balances, slots = dict(book.postings), dict(book.balances), set(book.slots)
    for posting in group:
        _check(posting, postings, slots)
        postings[posting.idem_key] = posting
        if posting.parent is not None and posting.slot is not None:
            slots.add((posting.parent, posting.slot))
        _move(balances, posting.debit, -posting.amount)
        _move(balances, posting.credit, posting.amount)
    return Book(postings, balances, frozenset(slots))


def _check(posting: Posting, postings: Mapping[str, Posting], slots: set[tuple[str, Slot]]) -> None:
    if posting.amount < 1 or posting.debit == posting.credit or posting.debit.unit != posting.credit.unit:
        raise InvalidPostingError(posting.idem_key)
    if posting.parent is not None and posting.parent not in postings:
        raise InvalidPostingError(posting.idem_key)
    if posting.idem_key in postings:
        raise IdempotencyConflictError(posting.idem_key)
    if posting.parent is not None and posting.slot is not None and (posting.parent, posting.slot) in slots:
        raise SlotTakenError(posting.idem_key)


def _move(balances: dict[Account, int], account: Account, change: int) -> None:
    balance = balances.get(account, 0) + change
    below = balance < 0 and account.kind in NEVER_BELOW_ZERO
    if below or (balance > 0 and account.kind in NEVER_ABOVE_ZERO):
        raise FloorError(account)
    balances[account] = balance
