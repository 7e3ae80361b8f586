"""The ledger by example."""

from datetime import UTC, datetime, timedelta

import pytest

from gamification import (
    PROGRAMME,
    Account,
    AccountKind,
    Book,
    Charge,
    FloorError,
    IdempotencyConflictError,
    InvalidPostingError,
    Lot,
    Posting,
    Postings,
    Slot,
    SlotTakenError,
    TransferKind,
    Unit,
    add_months,
    adjust,
    award,
    award_key,
    capture,
    carry_out,
    confirm,
    expire,
    expire_points,
    fund_budget,
    hold,
    refund,
    release,
    reverse,
    reverse_award,
    settle,
    void,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=10)
FUNDED = Book().apply(fund_budget(None, 100, "autumn", NOW)).apply(fund_budget("spring", 50, "spring", NOW))


def points(book: Book, kind: AccountKind, owner: str = "ana") -> int:
    return book.balance(Unit.POINTS, kind, owner)


def xp(book: Book, kind: AccountKind) -> int:
    return book.balance(Unit.XP, kind, "ana")


def given(amount: int = 10, recognition: int = 5, key: str = "share:1:R1") -> Postings:
    return award("ana", key, [Charge(None, amount)], recognition, NOW)


def confirmed(*awards: Postings) -> Book:
    book = FUNDED
    for each in awards:
        book = book.apply(each).apply(confirm(each, NOW))
    return book


def test_an_award_waits_in_both_units() -> None:
    book = FUNDED.apply(given())
    assert (points(book, AccountKind.PENDING), xp(book, AccountKind.PENDING)) == (10, 15)
    assert points(book, AccountKind.BUDGET, PROGRAMME) == 90


def test_confirming_starts_the_clock() -> None:
    awarded = given()
    book = FUNDED.apply(awarded).apply(confirm(awarded, LATER))
    assert (points(book, AccountKind.AVAILABLE), xp(book, AccountKind.AVAILABLE)) == (10, 15)
    lot = book.postings["confirm:award:share:1:R1:points:programme"]
    assert lot.expires_at == datetime(2027, 12, 2, 9, tzinfo=UTC)
    assert book.postings["confirm:award:share:1:R1:xp"].expires_at is None


def test_at_once_is_award_and_confirm_in_one_group() -> None:
    group = award("ana", "k", [Charge(None, 10)], 0, NOW, at_once=True)
    assert [each.kind for each in group] == [TransferKind.AWARD] * 2 + [TransferKind.CONFIRM] * 2
    assert points(FUNDED.apply(group), AccountKind.AVAILABLE) == 10


def test_voiding_gives_back_to_the_budget_that_paid() -> None:
    awarded = award("ana", "k", [Charge(None, 10), Charge("spring", 7)], 3, NOW)
    book = FUNDED.apply(awarded).apply(void(awarded, LATER))
    assert points(book, AccountKind.BUDGET, PROGRAMME) == 100
    assert points(book, AccountKind.BUDGET, "spring") == 50
    assert (points(book, AccountKind.PENDING), xp(book, AccountKind.PENDING)) == (0, 0)


def test_recognition_alone_moves_no_points() -> None:
    assert [each.unit for each in award("ana", "k", [], 10, NOW)] == [Unit.XP]


def test_a_pending_award_resolves_once() -> None:
    """Invariant 6."""
    awarded = given()
    book = FUNDED.apply(awarded).apply(confirm(awarded, NOW))
    with pytest.raises(SlotTakenError):
        book.apply(void(awarded, LATER))


def test_a_replay_later_is_the_same_book() -> None:
    """Invariant 4: what moves is compared, not when."""
    book = confirmed(given())
    awarded = award("ana", "share:1:R1", [Charge(None, 10)], 5, LATER)
    assert book.apply(awarded) is book
    assert book.apply(confirm(awarded, LATER)) is book


@pytest.mark.parametrize("other", [given(11), given(10, 0), given(10, 6)])
def test_the_same_key_with_another_body_is_refused(other: Postings) -> None:
    """Invariant 4."""
    with pytest.raises(IdempotencyConflictError):
        FUNDED.apply(given()).apply(other)


def test_a_group_known_in_part_is_refused() -> None:
    """Invariant 4."""
    with pytest.raises(IdempotencyConflictError):
        FUNDED.apply(given()).apply((*given(), *given(key="share:2:R1")))


def test_a_refused_group_leaves_nothing() -> None:
    """Invariant 5: the first posting was fine, the budget was not."""
    book = FUNDED
    with pytest.raises(FloorError):
        book.apply(award("ana", "k", [Charge("spring", 50), Charge(None, 101)], 0, NOW))
    assert book == Book().apply(fund_budget(None, 100, "autumn", NOW)).apply(fund_budget("spring", 50, "spring", NOW))


def test_holding_and_capturing() -> None:
    book = confirmed(given(30))
    held = hold("ana", 20, "order:1", NOW)
    book = book.apply(held)
    assert (points(book, AccountKind.AVAILABLE), points(book, AccountKind.HELD)) == (10, 20)
    book = book.apply(capture(held[0], LATER))
    assert (points(book, AccountKind.HELD), points(book, AccountKind.SPENT)) == (0, 20)
    with pytest.raises(SlotTakenError):
        book.apply(release(held[0], LATER))


def test_a_refund_follows_a_capture_and_only_once() -> None:
    """Invariant 8."""
    held = hold("ana", 20, "order:1", NOW)
    captured = capture(held[0], NOW)
    book = confirmed(given(30)).apply(held)
    with pytest.raises(InvalidPostingError):
        book.apply(refund(captured[0], LATER))
    book = book.apply(captured).apply(refund(captured[0], LATER))
    assert (points(book, AccountKind.AVAILABLE), points(book, AccountKind.SPENT)) == (30, 0)
    assert book.apply(refund(captured[0], LATER)) is book


def test_more_than_there_is_cannot_be_held() -> None:
    with pytest.raises(FloorError):
        confirmed(given(10)).apply(hold("ana", 11, "order:1", NOW))


def test_reversing_what_was_spent_leaves_a_debt_that_the_next_points_settle() -> None:
    first, second = given(10, key="a"), given(25, key="b")
    book = confirmed(first)
    held = hold("ana", 10, "order:1", NOW)
    book = book.apply(held).apply(capture(held[0], NOW))
    book = reverse_award(book, "ana", first, LATER)
    assert (points(book, AccountKind.DEBT), xp(book, AccountKind.AVAILABLE)) == (-10, 0)
    assert reverse_award(book, "ana", first, LATER) is book
    book = book.apply(second)
    book = carry_out(book, "ana", "confirm:b", LATER, lambda _: confirm(second, LATER))
    assert (points(book, AccountKind.DEBT), points(book, AccountKind.AVAILABLE)) == (0, 15)


def test_points_lapse_twelve_months_after_confirmation() -> None:
    book = confirmed(given(10))
    due = add_months(NOW, 12)
    assert expire_points(book, "ana", "early", due - timedelta(seconds=1)) == book
    lapsed = expire_points(book, "ana", "due", due)
    assert (points(lapsed, AccountKind.AVAILABLE), points(lapsed, AccountKind.EXPIRED)) == (0, 10)
    assert expire_points(lapsed, "ana", "again", due) == lapsed


def test_spending_takes_the_oldest_points_first() -> None:
    old, new = given(10, key="old"), given(10, key="new")
    book = confirmed(old).apply(new).apply(confirm(new, add_months(NOW, 6)))
    book = book.apply(hold("ana", 10, "order:1", add_months(NOW, 7)))
    assert points(expire_points(book, "ana", "due", add_months(NOW, 12)), AccountKind.AVAILABLE) == 10


def test_a_refused_order_does_not_even_expire() -> None:
    """Invariant 5: lazy expiry belongs to the command."""
    book, due = confirmed(given(10)), add_months(NOW, 13)
    with pytest.raises(FloorError):
        carry_out(book, "ana", "order:1", due, lambda _: hold("ana", 5, "order:1", due))
    assert points(book, AccountKind.AVAILABLE) == 10


def test_points_that_lapsed_are_not_reversed_but_their_xp_is() -> None:
    awarded = given(10, 5)
    book = reverse_award(confirmed(awarded), "ana", awarded, add_months(NOW, 13))
    assert (points(book, AccountKind.DEBT), points(book, AccountKind.EXPIRED)) == (0, 10)
    assert xp(book, AccountKind.AVAILABLE) == 0


def test_points_that_lapse_on_hold_are_gone_when_released() -> None:
    """Invariant 10: whatever comes back is covered by living points, or lapses in the same command."""
    held, due = hold("ana", 10, "order:1", NOW), add_months(NOW, 12)
    book = confirmed(given(10)).apply(held)
    book = carry_out(book, "ana", "release:1", due, lambda _: release(held[0], due))
    assert (points(book, AccountKind.AVAILABLE), points(book, AccountKind.EXPIRED)) == (0, 10)


def test_reversed_points_cover_nothing() -> None:
    """Invariant 10: only lots that were not reversed keep points alive."""
    old, new, held = given(10, key="old"), given(10, key="new"), hold("ana", 10, "order:1", NOW)
    book = confirmed(old).apply(new).apply(confirm(new, add_months(NOW, 6))).apply(held)
    book = reverse_award(book, "ana", new, add_months(NOW, 7))
    due = add_months(NOW, 13)
    book = carry_out(book, "ana", "release:1", due, lambda _: release(held[0], due))
    assert (points(book, AccountKind.AVAILABLE), points(book, AccountKind.EXPIRED)) == (0, 10)


def test_reversing_points_of_two_budgets_owes_only_what_is_missing() -> None:
    awarded = award("ana", "k", [Charge(None, 10), Charge("spring", 7)], 0, NOW)
    held = hold("ana", 5, "order:1", NOW)
    book = reverse_award(confirmed(awarded).apply(held), "ana", awarded, LATER)
    assert (points(book, AccountKind.AVAILABLE), points(book, AccountKind.DEBT)) == (0, -5)
    assert points(book, AccountKind.BUDGET, "spring") == 50


def test_points_can_be_reversed_until_the_instant_they_lapse() -> None:
    awarded, due = given(), add_months(NOW, 12)
    assert [each.unit for each in reverse(awarded, confirm(awarded, NOW), 10, due)] == [Unit.XP]
    before = due - timedelta(seconds=1)
    assert [each.unit for each in reverse(awarded, confirm(awarded, NOW), 10, before)] == [Unit.POINTS, Unit.XP]


def test_hr_adjusts_both_ways() -> None:
    book = FUNDED.apply(adjust("ana", 30, "a", NOW)).apply(adjust("ana", -10, "b", NOW))
    assert points(book, AccountKind.AVAILABLE) == 20
    assert points(book, AccountKind.BUDGET, PROGRAMME) == 80
    with pytest.raises(FloorError):
        book.apply(adjust("ana", -21, "c", NOW))


def test_what_hr_takes_beyond_what_there_is_becomes_debt() -> None:
    book = FUNDED.apply(adjust("ana", 30, "a", NOW)).apply(hold("ana", 25, "h", NOW))

    def take(book: Book, points: int, key: str) -> Book:
        return carry_out(book, "ana", key, NOW, lambda left: adjust("ana", -points, key, NOW, available=left))

    taken = take(book, 12, "b")
    assert (points(taken, AccountKind.AVAILABLE), points(taken, AccountKind.DEBT)) == (0, -7)
    assert points(taken, AccountKind.BUDGET, PROGRAMME) == 82
    assert take(taken, 12, "b") is taken
    with pytest.raises(FloorError):
        carry_out(taken, "ana", "h2", NOW, lambda _: hold("ana", 1, "h2", NOW))
    whole = take(book, 5, "b")
    assert (points(whole, AccountKind.AVAILABLE), points(whole, AccountKind.DEBT)) == (0, 0)


def test_only_what_is_missing_is_owed() -> None:
    owed, taken = adjust("ana", -12, "b", NOW, available=5)
    assert (owed.kind, owed.amount, taken.amount) == (TransferKind.DEBT, 7, 12)
    assert [each.kind for each in adjust("ana", -12, "b", NOW, available=12)] == [TransferKind.ADJUST]
    assert [each.kind for each in adjust("ana", 12, "b", NOW, available=0)] == [TransferKind.ADJUST]


@pytest.mark.parametrize(
    ("debit", "credit", "amount", "parent"),
    [
        (Account(Unit.XP, AccountKind.MINT, "x"), Account(Unit.POINTS, AccountKind.PENDING, "ana"), 1, None),
        (Account(Unit.XP, AccountKind.MINT, "x"), Account(Unit.XP, AccountKind.MINT, "x"), 1, None),
        (Account(Unit.XP, AccountKind.MINT, "x"), Account(Unit.XP, AccountKind.PENDING, "ana"), 0, None),
        (Account(Unit.XP, AccountKind.MINT, "x"), Account(Unit.XP, AccountKind.PENDING, "ana"), 1, "none"),
    ],
)
def test_a_posting_that_makes_no_sense_is_refused(
    debit: Account, credit: Account, amount: int, parent: str | None
) -> None:
    posting = Posting(TransferKind.AWARD, debit, credit, amount, "k", NOW, parent, Slot.RESOLVE if parent else None)
    with pytest.raises(InvalidPostingError):
        Book().apply((posting,))


def test_nothing_to_settle_or_expire_is_no_posting() -> None:
    assert settle("ana", 10, 0, "k", NOW) == settle("ana", 0, 10, "k", NOW) == ()
    assert expire("ana", 10, [Lot(10, LATER)], "k", NOW) == ()


def test_months_end_where_the_month_does() -> None:
    assert add_months(datetime(2028, 2, 29, tzinfo=UTC), 12) == datetime(2029, 2, 28, tzinfo=UTC)


def test_award_keys_name_fact_and_rule() -> None:
    assert award_key("share:1", "R1") == "share:1:R1"
