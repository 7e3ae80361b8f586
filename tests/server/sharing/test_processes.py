"""Four processes on one database: one form is one share, one visitor is one visit."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from server.database import database, rows
from server.people.models import Person
from server.settings import ROOT, Settings
from tests.support import people
from tests.support.sharing import OWN_TEXT, article, facts, shared, state_of, verdicts

PROCESSES = 4


async def in_processes(settings: Settings, job: dict[str, Any], tmp_path: Path) -> list[tuple[int, str]]:
    """Run the job in each process at the same moment; all their answers."""
    running = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.support.sharing_process", settings.database_url, str(tmp_path / f"p{n}"),
            json.dumps(job), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE, cwd=ROOT,
        )  # fmt: skip
        for n in range(PROCESSES)
    ]
    ended = await asyncio.gather(*(process.communicate(b"go\n") for process in running))
    assert [process.returncode for process in running] == [0] * PROCESSES, ended[0][1].decode()[-2000:]
    return [tuple(answer) for out, _ in ended for answer in json.loads(out.splitlines()[-1])]


@pytest.fixture
async def alice(settings: Settings) -> Person:
    async with database(settings.database_url):
        await people.company()
        return await people.welcomed("alice")


async def test_one_form_from_everywhere_is_one_share(settings: Settings, alice: Person, tmp_path: Path) -> None:
    async with database(settings.database_url):
        about = await article()
    form = {"article": about.id, "channel": "linkedin", "words": OWN_TEXT, "mention": "on", "form_key": "key-0001"}
    answers = await in_processes(settings, {"person": alice.id, "form": form}, tmp_path)
    assert len(answers) == 5 * PROCESSES
    assert len(set(answers)) == 1
    assert answers[0][0] == 303
    async with database(settings.database_url):
        for table in ("share", "link"):
            assert (await rows(f"SELECT COUNT(*) AS n FROM {table}"))[0]["n"] == 1
        assert len(await facts("share.recorded")) == 1


async def test_the_same_visitors_from_everywhere_count_once(
    settings: Settings, alice: Person, tmp_path: Path
) -> None:
    async with database(settings.database_url):
        share_id, code = await shared(alice, await article())
    answers = await in_processes(settings, {"code": code, "visitors": 20}, tmp_path)
    assert [status for status, _ in answers] == [302] * 20 * PROCESSES
    async with database(settings.database_url):
        assert await verdicts() == {"valid": 20, "duplicate": 20 * (PROCESSES - 1)}
        assert await state_of(share_id) == "seen"
        assert len(await facts("share.seen")) == 1
        assert (await rows("SELECT valid, others FROM link_day")) == [{"valid": 20, "others": 60}]
