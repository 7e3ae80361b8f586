"""Commands on a book: expire lazily, post, settle debt, expire again; or do nothing at all."""

from collections.abc import Callable, Sequence
from datetime import datetime

from .awards import reverse
from .book import Book
from .ledger import AccountKind, Posting, Postings, Slot, TransferKind, Unit
from .transfers import Lot, expire, settle


def carry_out(book: Book, person: str, key: str, at: datetime, plan: Callable[[int], Postings]) -> Book:
    """Run a plan, given the points left after expiry; a replay and a refusal (LedgerError) change nothing."""
    if book.knows(plan(available_points(book, person))):
        return book
    book = book.apply(_expiry(book, person, f"{key}:before", at))
    book = book.apply(plan(available_points(book, person)))
    owed = -book.balance(Unit.POINTS, AccountKind.DEBT, person)
    book = book.apply(settle(person, available_points(book, person), owed, key, at))
    return book.apply(_expiry(book, person, key, at))


def expire_points(book: Book, person: str, key: str, at: datetime) -> Book:
    """Lapse what is due; nothing due changes nothing."""
    return book.apply(_expiry(book, person, key, at))


def reverse_award(book: Book, person: str, awards: Sequence[Posting], at: datetime) -> Book:
    """Take back a confirmed award, points that lapsed excepted."""
    keys = {each.idem_key for each in awards}
    confirms = [each for each in book.postings.values() if each.slot is Slot.RESOLVE and each.parent in keys]
    confirmed = [each for each in confirms if each.kind is TransferKind.CONFIRM]
    key = f"reverse:{awards[0].idem_key}"
    return carry_out(book, person, key, at, lambda available: reverse(awards, confirmed, available, at))


def available_points(book: Book, person: str) -> int:
    """Points that can be spent, expiry aside."""
    return book.balance(Unit.POINTS, AccountKind.AVAILABLE, person)


def living_lots(book: Book, person: str) -> list[Lot]:
    """The lots of a person that were not reversed, lapsed ones included."""
    return [
        Lot(each.amount, each.expires_at)
        for each in book.postings.values()
        if each.expires_at is not None
        and each.credit.owner == person
        and (each.idem_key, Slot.REVERSE) not in book.slots
    ]


def _expiry(book: Book, person: str, cause: str, at: datetime) -> Postings:
    return expire(person, available_points(book, person), living_lots(book, person), cause, at)
