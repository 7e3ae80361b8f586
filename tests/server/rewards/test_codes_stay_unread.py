"""From the import to the return no byte of the database, no log line and no audit entry holds a code."""

import base64
import logging
import sqlite3
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from server import clock
from server.database import is_postgresql, rows
from server.database.fields import to_millis
from server.jobs import enqueue
from server.listeners import register_listeners
from server.people.models import Person
from server.rewards.code_sealing import seal_file, unlock_codes
from server.rewards.codes import CodesKnown, allow_again, known_codes, reveal_code, store_codes
from server.rewards.commands import approve_order, redeem_reward, return_order
from server.rewards.known import CodeGone, OrderMoved, Wish
from server.rewards.models import RewardImport
from server.rewards.queries import order, orders_of, rewards_by_ids
from server.settings import Settings
from server.web.problems import NotFound
from tests.support.candidates import SECRETS
from tests.support.codes import CODES, a_voucher, dump, found_in_bytes, found_in_text
from tests.support.people import company, person
from tests.support.rewards import points_for


async def people_with_points() -> tuple[Person, Person, Person]:
    await company()
    alice, lead, hr = await person("alice"), await person("lead", role="lead"), await person("helene", role="hr")
    await points_for(alice, 500)
    return alice, lead, hr


async def a_life_of_codes() -> list[str]:
    """Imported, refused twice, ordered, decided, shown, shown again, returned; what was shown."""
    alice, _, hr = await people_with_points()
    voucher = await a_voucher(*CODES, approval="hr")
    await RewardImport.create(
        id="i", kind="codes", reward_id=voucher, filename="codes.csv", content=seal_file("i", "\n".join(CODES)),
        created_at=clock.now(),
    )  # fmt: skip
    assert await known_codes([CODES[0]]) == {0}
    with pytest.raises(CodesKnown):
        await store_codes(voucher, [(CODES[0], None)])
    made = [await redeem_reward(Wish("fnac-10"), alice.id) for _ in range(2)]
    shown = []
    for each in made:
        with pytest.raises(OrderMoved):
            await reveal_code(each, alice.id, "form-before")
        await approve_order(each, hr.id)
        shown.append(await reveal_code(each, alice.id, f"form-of-{each[-8:]}"))
    await allow_again(made[0], hr.id)
    assert await reveal_code(made[0], alice.id, "form-again") == shown[0]
    await return_order(made[1], hr.id, back_in_stock=True)
    return shown


async def test_no_code_can_be_read_in_the_database(
    db: None, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    register_listeners(settings)
    caplog.set_level(logging.DEBUG)
    with capture_logs() as said:
        assert sorted(await a_life_of_codes()) == sorted(CODES[:2])
    assert found_in_text(await dump(), CODES) == []
    assert found_in_bytes(tmp_path, CODES) == []  # SQLite: the file and what is beside it, -wal and -shm
    assert found_in_text(f"{said} {caplog.text}", CODES) == []
    if not is_postgresql():
        assert (tmp_path / "test.db-wal").stat().st_size > 0


async def test_the_search_would_find_one(db: None, tmp_path: Path) -> None:
    """In the answer of a form or in a job, among all rows and all bytes."""
    await rows(
        "INSERT INTO form_key (key, actor, route, body_hash, location, created_at) VALUES ('k', '', '', '', $1, $2) "
        "RETURNING key",
        f"/gifts/orders/1?code={CODES[0]}", to_millis(clock.now()),
    )  # fmt: skip
    await enqueue("letter", {"code": base64.b64encode(f"Code: {CODES[1]}".encode()).decode()})
    assert found_in_text(await dump(), CODES) == [*CODES[:2]]
    if not is_postgresql():
        assert found_in_bytes(tmp_path, CODES) == [*CODES[:2]]


@pytest.mark.parametrize("before", range(6))
def test_a_code_is_found_however_it_is_encoded(before: int) -> None:
    data = b"x" * before + CODES[0].encode() + b"yz"
    for text in (data.decode(), data.hex(), base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode()):
        assert found_in_text(text, CODES) == [CODES[0]]


async def test_each_code_is_shown_once_to_its_owner_and_to_nobody_else(db: None) -> None:
    alice, lead, hr = await people_with_points()
    await a_voucher(CODES[0])
    made = await redeem_reward(Wish("fnac-10"), alice.id)
    for other in (lead, hr, await person("bob"), await person("root", role="admin")):
        with pytest.raises(NotFound):
            await reveal_code(made, other.id, "form-other")
    seen = await order(made)
    assert seen is not None
    for told in (seen, await orders_of(alice.id), await rewards_by_ids([seen.reward.id])):
        assert found_in_text(str(told), CODES) == []
    assert await reveal_code(made, alice.id, "form-first") == CODES[0]
    with pytest.raises(CodeGone):
        await reveal_code(made, alice.id, "form-second")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_copy_of_the_file_opens_nothing_without_the_secret(db: None, tmp_path: Path) -> None:
    alice, _, _ = await people_with_points()
    await a_voucher(CODES[0])
    made = await redeem_reward(Wish("fnac-10"), alice.id)
    with sqlite3.connect(tmp_path / "test.db") as copy:
        assert len(copy.execute("SELECT sealed FROM reward_code").fetchall()) == 1
    copy.close()
    unlock_codes(["somebody-else-with-32-characters-or-so"])
    with pytest.raises(CodeGone):
        await reveal_code(made, alice.id, "form-first")
    unlock_codes(SECRETS)
    assert await reveal_code(made, alice.id, "form-first") == CODES[0]
