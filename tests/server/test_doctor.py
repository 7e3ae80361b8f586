"""The doctor is green on a healthy ledger, and names the fault after a hand altered it."""

import pytest

from gamification import Fact
from server import clock
from server.database import is_postgresql, rows
from server.doctor import examine
from server.listeners import register_listeners
from server.points.recording import record_fact
from server.settings import Settings
from tests.support.people import company, welcomed

pytestmark = pytest.mark.usefixtures("db")


async def faults() -> dict[str, tuple[str, ...]]:
    return {each.check: each.faults for each in await examine() if each.faults}


async def some_activity(settings: Settings) -> str:
    register_listeners(settings)
    await company()
    alice = await welcomed()
    values: dict[str, str | int | bool | tuple[str, ...]] = {
        "article": "a", "channel": "linkedin", "channel_pays": True, "article_active": True, "own_words": True,
        "onboarded": True, "team": "", "level": 1,
    }  # fmt: skip
    await record_fact(Fact("share:s1", "share.recorded", alice.id, clock.now(), "share", "s1", values))
    await record_fact(Fact("seen:s1", "share.seen", alice.id, clock.now(), "share", "s1", {"share": "s1"}))
    return str(alice.id)


async def drop_guards() -> None:
    """What somebody with the database's password could do."""
    if is_postgresql():
        for table in ("transfer", "decision", "fact"):
            await rows(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return
    for row in await rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'transfer_append%'"):
        await rows(f"DROP TRIGGER {row['name']}")


async def test_a_healthy_ledger_is_green(settings: Settings) -> None:
    await some_activity(settings)
    assert await faults() == {}


async def test_an_altered_balance_is_named(settings: Settings) -> None:
    alice = await some_activity(settings)
    await rows(
        "UPDATE account SET balance = balance + 100 "
        "WHERE owner = $1 AND kind = 'available' AND unit = 'points' RETURNING id",
        alice,
    )
    found = await faults()
    assert "balances" in found
    assert alice in found["balances"][0]
    assert "135" in found["balances"][0]
    assert "35" in found["balances"][0]


async def test_an_altered_ledger_row_is_named(settings: Settings) -> None:
    await some_activity(settings)
    await drop_guards()
    row = (await rows("SELECT id FROM transfer WHERE kind = 'confirm' AND unit = 'points' ORDER BY id DESC LIMIT 1"))[0]
    await rows("UPDATE transfer SET amount = amount + 1 WHERE id = $1 RETURNING id", row["id"])
    found = await faults()
    assert f"transfer {row['id']}:" in found["transfers"][0]
    assert "balances" in found
    assert "transfer_append_only" in found["guards"][0]


async def test_a_lost_counter_is_named(settings: Settings) -> None:
    await some_activity(settings)
    await rows("UPDATE limit_use SET used = 0 WHERE scope_key LIKE 'R1/%' RETURNING id")
    assert "R1/" in (await faults())["limits"][0]


async def test_a_forged_score_and_a_forged_count_are_named(settings: Settings) -> None:
    alice = await some_activity(settings)
    await rows("UPDATE score SET points = 9999 WHERE person_id = $1 AND period = 'all' RETURNING id", alice)
    await rows("UPDATE metric SET value = 40 WHERE person_id = $1 AND key = 'own_words_shares' RETURNING id", alice)
    found = await faults()
    assert "9999" in found["scores"][0]
    assert "own_words_shares" in found["badges"][0]
