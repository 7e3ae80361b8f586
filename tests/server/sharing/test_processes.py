"""Four processes on one database: one form is one share, one visitor is one visit."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from server import clock
from server.database import database, rows
from server.listeners import register_listeners
from server.settings import ROOT, Settings
from tests.support import people
from tests.support.sharing import OWN_TEXT, article, facts, shared, state_of, verdicts

PROCESSES = 4


async def in_processes(settings: Settings, job: dict[str, Any], tmp_path: Path) -> list[dict[str, Any]]:
    """Run the job in each process at the same moment; their answers."""
    running = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.support.sharing_process"),
            *(settings.database_url, str(tmp_path / f"p{n}"), json.dumps(job)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )
        for n in range(PROCESSES)
    ]
    ended = await asyncio.gather(*(process.communicate(b"go\n") for process in running))
    assert [process.returncode for process in running] == [0] * PROCESSES, ended[0][1].decode()[-2000:]
    return [json.loads(out.splitlines()[-1]) for out, _ in ended]


async def test_one_form_is_one_share_and_one_visitor_one_visit(settings: Settings, tmp_path: Path) -> None:
    register_listeners(settings)
    async with database(settings.database_url):
        await people.company()
        alice = await people.welcomed("alice")
        about, other = await article("one"), await article("two")
        share_id, code = await shared(alice, other)
    form = {"article": about.id, "channel": "linkedin", "words": OWN_TEXT, "mention": "on", "form_key": "key-0001"}
    job = {"person": alice.id, "form": form, "code": code, "visitors": 20, "now": clock.now().isoformat()}
    answers = await in_processes(settings, job, tmp_path)
    shares = [tuple(share) for answer in answers for share in answer["shares"]]
    assert len(shares) == 5 * PROCESSES
    assert {status for status, _ in shares} == {303}
    assert len({location for _, location in shares}) == 1
    assert [status for answer in answers for status in answer["visits"]] == [302] * 20 * PROCESSES
    async with database(settings.database_url):
        for table in ("share", "link"):
            assert (await rows(f"SELECT COUNT(*) AS n FROM {table}"))[0]["n"] == 2
        assert len(await facts("share.recorded")) == 2
        assert await verdicts() == {"valid": 20, "duplicate": 20 * (PROCESSES - 1)}
        assert await state_of(share_id) == "seen"
        assert len(await facts("share.seen")) == 1
        assert await rows("SELECT valid, others FROM link_day") == [{"valid": 20, "others": 60}]
