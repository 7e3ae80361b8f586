"""The ledger on disk refuses what the pure book refuses: invariants 3, 4, 6 and 9 on both databases."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gamification import (
    AccountKind,
    Charge,
    FloorError,
    IdempotencyConflictError,
    Posting,
    SlotTakenError,
    Unit,
    award,
    confirm,
    fund_budget,
    void,
)
from server import clock
from server.database import rows, transaction
from server.points import ledger
from server.points.checks import balances_tie_out, pending_is_unresolved, transfers_are_whole, units_are_conserved

pytestmark = pytest.mark.usefixtures("db")
RUNS = count()  # examples share a database: each has keys of its own


async def fund(points: int, key: str = "season") -> None:
    await ledger.post(fund_budget(None, points, key, clock.now()), f"fund:{key}", None)


def awarded(key: str = "a", points: int = 10, person: str = "alice") -> tuple[Posting, ...]:
    return award(person, key, (Charge(None, points),), 5, clock.now())


async def post(postings: tuple[Posting, ...], group: str = "group") -> bool:
    async with transaction():
        return await ledger.post(postings, group, "alice")


async def everything() -> list[list[dict[str, object]]]:
    return [await rows(f"SELECT * FROM {table} ORDER BY id") for table in ("account", "transfer")]


async def test_a_replay_leaves_every_row_as_it_was() -> None:
    """Invariant 4: replaying an accepted command changes nothing."""
    await fund(100)
    group = awarded()
    assert await post(group) is True
    before = await everything()
    assert await post(group) is False
    assert await everything() == before


async def test_the_same_key_with_another_body_is_refused_and_changes_nothing() -> None:
    """Invariants 4 and 5."""
    await fund(100)
    group = awarded()
    await post(group)
    before = await everything()
    with pytest.raises(IdempotencyConflictError):
        await post(tuple(replace(each, amount=each.amount + 1) for each in group))
    assert await everything() == before


async def test_an_award_resolves_once_whoever_is_first() -> None:
    """Invariant 6: confirm xor void."""
    await fund(100)
    group = awarded()
    await post(group)
    await post(awarded("other"))  # enough is pending: only the slot can refuse
    await post(confirm(group, clock.now()))
    before = await everything()
    with pytest.raises(SlotTakenError):
        await post(void(group, clock.now()))
    assert await everything() == before
    assert await ledger.balance(Unit.POINTS, AccountKind.AVAILABLE, "alice") == 10


async def test_a_budget_never_goes_below_zero() -> None:
    """Invariant 3, and 5: the refused group leaves no row."""
    await fund(12)
    await post(awarded("a"))
    before = await everything()
    with pytest.raises(FloorError):
        await post(awarded("b"))
    assert await everything() == before


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["award", "confirm", "void"]), st.integers(0, 4), st.integers(1, 60)), max_size=14
    )
)
async def test_any_order_of_acts_keeps_the_books(acts: list[tuple[str, int, int]]) -> None:
    """Invariants 1, 2, 3 and 6 after any sequence, refusals included."""
    run = next(RUNS)
    await fund(120, key=f"{run}")
    known: dict[int, tuple[Posting, ...]] = {}
    for name, n, points in acts:
        group = known.setdefault(n, awarded(f"{run}:{n}", points))
        chosen = {"award": group, "confirm": confirm(group, clock.now()), "void": void(group, clock.now())}[name]
        if name != "award" and not await rows("SELECT id FROM transfer WHERE key = $1", group[0].idem_key):
            continue
        try:
            await post(chosen, f"{name}:{run}:{n}")
        except (FloorError, SlotTakenError):
            known.pop(n) if name == "award" else None
    for check in (balances_tie_out, units_are_conserved, transfers_are_whole, pending_is_unresolved):
        assert await check() == []
