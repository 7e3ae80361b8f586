"""Two colleagues recommend the same person at the same moment, from two processes: one owner, and both are told."""

import asyncio
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

import pytest

from server import clock
from server.database import database, rows
from server.people.models import Person
from server.referrals.queries import referrals_of
from tests.support.openings import opening
from tests.support.people import company, person
from tests.support.referral_process import recommend
from tests.support.two_processes import two_processes

ADDRESS, NUMBER = "lea@mail.example", "0612345678"


@pytest.fixture(scope="module")
def processes() -> Iterator[list[Connection]]:
    """Two of them for both databases, forked from one that has read the program."""
    with two_processes(recommend) as ours:
        yield ours


async def hear(process: Connection) -> Any:
    """A process's next word."""
    assert await asyncio.to_thread(process.poll, 120), "a process is silent"
    return process.recv()


async def together(processes: list[Connection], url: str, jobs: list[dict[str, str]]) -> list[str]:
    """What became of each application, sent at the same moment."""
    for process, job in zip(processes, jobs, strict=True):
        process.send({"url": url, "now": clock.now().isoformat(), **job})
    assert [await hear(process) for process in processes] == ["ready", "ready"]
    for process in processes:
        process.send("go")
    return [await hear(process) for process in processes]


async def test_two_at_once_have_one_owner_and_both_are_told(database_url: str, processes: list[Connection]) -> None:
    async with database(database_url):
        await company()
        alice, bob = await person("alice"), await person("bob")
        positions = [(await opening(f"opening-{number}")).id for number in range(4)]
    for number, position in enumerate(positions):
        # The same opening, then each their own; address and number come in either order, which must not matter.
        other = positions[3 - number] if number >= 2 else position
        contact = {"email": f"{number}{ADDRESS}", "phone": f"{NUMBER[:-1]}{number}"}
        jobs = [
            {"person": alice.id, "opening": position, **contact},
            {"person": bob.id, "opening": other, **contact},
        ]
        done = await together(processes, database_url, jobs)
        async with database(database_url):
            await one_owner((alice, bob), done, same=position == other)
            await rows("DELETE FROM referral_claim WHERE contact_hash <> ''")


async def one_owner(two: tuple[Person, Person], done: list[str], *, same: bool) -> None:
    """One owner of address and number; the other has a referral that only says that the person was known."""
    claims = await rows("SELECT DISTINCT person_id FROM referral_claim")
    assert len(claims) == 1
    newest = [(await referrals_of(each.id))[0] for each in two]
    owner, second = sorted(newest, key=lambda each: each.stage, reverse=True)
    assert (owner.stage, second.stage) == ("submitted", "duplicate")
    assert owner.referrer_id == claims[0]["person_id"] != second.referrer_id
    told = await rows("SELECT person_id, path FROM notification ORDER BY id DESC LIMIT 2")
    assert {(row["person_id"], row["path"]) for row in told} == {
        (each.referrer_id, f"/referrals/{each.id}") for each in newest
    }
    assert sorted(done) == (["duplicate", "submitted"] if same else ["submitted", "submitted"])
