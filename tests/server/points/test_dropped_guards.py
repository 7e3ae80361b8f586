"""Each guard of the ledger, taken away in turn, makes the check that is named for it fail.

| guard | what takes it away | check |
|---|---|---|
| unique key of a transfer | the database's unique index | a_key_is_written_once |
| unique (parent_key, slot) | the database's unique index | an_award_resolves_once |
| unique key of a fact | the database's unique index | a_fact_is_stored_once |
| unique (fact, rule) of a decision | the database's unique index | a_rule_decides_once |
| bound of an account | the database's trigger or check | no_balance_passes_its_bound |
| conditional update of a limit | `limits.take` without its condition | a_cap_is_never_passed |
| lazy expiry | `accounts._expiry` says nothing is due | lapsed_points_cannot_be_spent |
| rollback to the savepoint | `recording.transaction` that undoes nothing | a_lost_race_leaves_nothing |
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from gamification import (
    AccountKind,
    Charge,
    Fact,
    FloorError,
    LimitUse,
    SlotTakenError,
    Unit,
    award,
    confirm,
    fund_budget,
    void,
)
from server import clock
from server.database import is_postgresql, rows, transaction
from server.database.ids import new_id
from server.points import accounts, ledger, limits, recording
from server.points.holding import hold_points
from server.points.recording import record_fact
from tests.support.people import company, person, welcomed

pytestmark = pytest.mark.usefixtures("db")
Check = Callable[[], Awaitable[None]]
Drop = Callable[[pytest.MonkeyPatch], Awaitable[None]]


# the checks: each holds while its guard is there


async def a_key_is_written_once() -> None:
    """Two who both looked the key up before either wrote: the second writes nothing."""
    postings = fund_budget(None, 10, "same", clock.now())
    written = 0
    for _ in range(2):
        try:
            async with transaction():
                accounts_of = await ledger._move_balances(postings)
                await ledger._insert(postings, accounts_of, "fund", None, None, None)
            written += 1
        except SlotTakenError:
            pass
    assert (written, await ledger.programme_budget()) == (1, 10)


async def an_award_resolves_once() -> None:
    """Invariant 6."""
    await ledger.post(fund_budget(None, 50, "all", clock.now()), "fund", None)
    group = award("alice", "a", (Charge(None, 10),), 0, clock.now())
    await ledger.post((*group, *award("alice", "b", (Charge(None, 10),), 0, clock.now())), "award", "alice")
    outcomes = []
    for postings in (confirm(group, clock.now()), void(group, clock.now())):
        try:
            async with transaction():
                outcomes.append(await ledger.post(postings, "resolve", "alice"))
        except SlotTakenError:
            outcomes.append(False)
    assert outcomes == [True, False]


def read(person_id: str, key: str = "read:1") -> Fact:
    return Fact(key, "article.read", person_id, clock.now(), "article", "a", {"article": "a"})


async def a_fact_is_stored_once() -> None:
    """Invariant 4."""
    await company()
    alice = await person("alice")
    first = await record_fact(read(alice.id))
    assert first is not None
    assert await record_fact(read(alice.id)) is None
    assert (await rows("SELECT count(*) AS n FROM fact"))[0]["n"] == 1


async def a_rule_decides_once() -> None:
    """Whatever evaluates a fact a second time cannot store a second decision of the same rule."""
    await company()
    await welcomed()
    columns = (
        "fact_id, rule_key, rule_version, person_id, outcome, reason, reason_values, points, recognition, units, "
        "confirmation, charges, uses, decided_at"
    )
    doubled = True
    try:
        await rows(
            f"INSERT INTO decision (id, {columns}) SELECT $1, {columns} FROM decision LIMIT 1 RETURNING id", new_id()
        )
    except Exception:
        doubled = False
    assert not doubled


async def no_balance_passes_its_bound() -> None:
    """Invariant 3, asked of the database itself."""
    await ledger.post(fund_budget(None, 5, "all", clock.now()), "fund", None)
    passed = True
    try:
        await rows("UPDATE account SET balance = balance - 6 WHERE kind = 'budget' RETURNING id")
    except Exception:
        passed = False
    assert not passed


async def a_cap_is_never_passed() -> None:
    """Invariant 13: two who both saw room for one."""
    use = LimitUse("R1/times/person=a", "2026-W01", 2, 3, "times")
    outcomes = []
    for _ in range(2):
        try:
            async with transaction():
                await limits.take([use])
            outcomes.append("taken")
        except limits.LimitLost:
            outcomes.append("lost")
    assert outcomes == ["taken", "lost"]
    assert (await limits.usage_of([("R1/times/person=a", "2026-W01")])) == {("R1/times/person=a", "2026-W01"): 2}


async def lapsed_points_cannot_be_spent() -> None:
    """Invariant 10, without any chore."""
    await company()
    alice = await welcomed()
    with clock.moved() as moved:
        moved.set(clock.now() + timedelta(days=366))
        with pytest.raises(FloorError):
            await hold_points(alice.id, 20, "gift")


async def a_lost_race_leaves_nothing() -> None:
    """Invariant 5: what was taken before a budget was lost is given back before looking again."""
    await company()
    alice = await person("alice")
    await ledger.post(fund_budget(None, 100, "all", clock.now()), "fund", None)
    fact = Fact("onboarding:a", "onboarding.completed", alice.id, clock.now(), "person", alice.id, {})
    post, tries = ledger.post, 0

    async def lose_once(postings: Any, group: str, *more: Any) -> bool:
        nonlocal tries
        tries += group.startswith("award:")
        if group.startswith("award:") and tries == 1:
            raise FloorError
        return await post(postings, group, *more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ledger, "post", lose_once)
        await record_fact(fact)
    assert (await rows("SELECT count(*) AS n FROM decision"))[0]["n"] == 1
    used = await rows("SELECT used FROM limit_use WHERE scope_key LIKE 'R11/%'")
    assert used == [{"used": 1}]
    assert await ledger.balance(Unit.POINTS, AccountKind.AVAILABLE, alice.id) == 20


# how each guard goes away


def unique(table: str, *columns: str) -> Drop:
    """Take a unique key away: SQLite makes the table anew without it."""

    async def drop(_: pytest.MonkeyPatch) -> None:
        await (_drop_on_postgresql(table, columns) if is_postgresql() else _drop_on_sqlite(table, columns))

    return drop


async def _drop_on_postgresql(table: str, columns: Iterable[str]) -> None:
    wanted = sorted(columns)
    found = await rows(
        "SELECT i.relname AS name, c.conname AS held_by, array_agg(a.attname::text ORDER BY a.attname) AS columns "
        "FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid "
        "JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY(x.indkey) "
        "LEFT JOIN pg_constraint c ON c.conindid = i.oid WHERE t.relname = $1 AND x.indisunique GROUP BY 1, 2",
        table,
    )
    names = [row for row in found if sorted(row["columns"]) == wanted]
    assert names, f"{table} has no unique key over {wanted}"
    for row in names:
        held = f'ALTER TABLE "{table}" DROP CONSTRAINT "{row["held_by"]}"'
        await rows(held if row["held_by"] else f'DROP INDEX "{row["name"]}"')
    await rows(f'CREATE INDEX plain_key ON "{table}" ({", ".join(columns)})')


async def _drop_on_sqlite(table: str, columns: tuple[str, ...]) -> None:
    for index in await rows(f"PRAGMA index_list('{table}')"):
        members = [row["name"] for row in await rows(f"PRAGMA index_info('{index['name']}')")]
        if index["unique"] and sorted(members) == sorted(columns) and index["origin"] == "c":
            await rows(f'DROP INDEX "{index["name"]}"')
            return
    statement = str((await rows("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = $1", table))[0]["sql"])
    without = _without_unique(statement, columns)
    assert without != statement, statement
    await rows("PRAGMA foreign_keys = OFF")
    await rows("PRAGMA legacy_alter_table = ON")
    await rows(f'ALTER TABLE "{table}" RENAME TO "{table}_before"')
    await rows(without)
    await rows(f'INSERT INTO "{table}" SELECT * FROM "{table}_before"')


def _without_unique(statement: str, columns: tuple[str, ...]) -> str:
    if len(columns) == 1:
        return re.sub(rf'("{columns[0]}"[^,]*?) UNIQUE', r"\1", statement, count=1)
    listed = ", ".join(f'"{name}"' for name in columns)
    return re.sub(rf",\s*(CONSTRAINT \S+ )?UNIQUE \({re.escape(listed)}\)", "", statement, count=1)


async def bound_of_accounts(_: pytest.MonkeyPatch) -> None:
    if is_postgresql():
        await rows("ALTER TABLE account DROP CONSTRAINT account_floor")
        return
    for event in ("insert", "update"):
        await rows(f"DROP TRIGGER account_floor_{event}")


async def condition_of_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    async def take(uses: Iterable[LimitUse]) -> None:
        for use in uses:
            await rows(
                "INSERT INTO limit_use (scope_key, window_key, used) VALUES ($1, $2, $3) "
                "ON CONFLICT (scope_key, window_key) DO UPDATE SET used = limit_use.used + excluded.used "
                "RETURNING used",
                use.scope_key, use.window_key, use.amount,
            )  # fmt: skip

    monkeypatch.setattr(limits, "take", take)


async def lazy_expiry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_expiry", lambda *_: ())


async def savepoint(monkeypatch: pytest.MonkeyPatch) -> None:
    """The outer transaction stays; what the inner one should undo stays too."""
    real, depth = transaction, 0

    @asynccontextmanager
    async def forgetful() -> AsyncIterator[None]:
        nonlocal depth
        depth += 1
        try:
            if depth == 1:
                async with real():
                    yield
            else:
                yield
        finally:
            depth -= 1

    monkeypatch.setattr(recording, "transaction", forgetful)


GUARDS: dict[str, tuple[Drop, Check]] = {
    "unique key of a transfer": (unique("transfer", "key"), a_key_is_written_once),
    "unique (parent_key, slot)": (unique("transfer", "parent_key", "slot"), an_award_resolves_once),
    "unique key of a fact": (unique("fact", "key"), a_fact_is_stored_once),
    "unique (fact, rule) of a decision": (unique("decision", "fact_id", "rule_key"), a_rule_decides_once),
    "bound of an account": (bound_of_accounts, no_balance_passes_its_bound),
    "conditional update of a limit": (condition_of_limits, a_cap_is_never_passed),
    "lazy expiry": (lazy_expiry, lapsed_points_cannot_be_spent),
    "rollback to the savepoint": (savepoint, a_lost_race_leaves_nothing),
}


@pytest.mark.parametrize("name", GUARDS)
async def test_the_check_holds_with_its_guard(name: str) -> None:
    await GUARDS[name][1]()


@pytest.mark.parametrize("name", GUARDS)
async def test_the_check_fails_without_its_guard(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drop, check = GUARDS[name]
    await drop(monkeypatch)
    with pytest.raises(BaseException) as failed:  # noqa: PT011  an assertion, or the statement that has lost its key
        await check()
    assert not isinstance(failed.value, (KeyboardInterrupt, SystemExit))


def test_every_row_of_the_table_above_is_tried() -> None:
    listed = re.findall(r"^\| ([^|]+?) \| [^|]+ \| (\w+) \|$", __doc__ or "", re.MULTILINE)
    assert [(name, check.__name__) for name, (_, check) in GUARDS.items()] == listed[1:]
