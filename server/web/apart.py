"""Runs what reads other people's files in a process of its own: one that goes wrong takes nothing along."""

import asyncio
import contextlib
import json
import resource
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.settings import ROOT

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
SECONDS = 30  # of the clock, on a busy machine; the child gives up after ten of its own


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child said, and how it ended."""

    code: int | None
    said: bytes


async def run_apart(module: str, arguments: Sequence[str], body: bytes) -> Answer | None:
    """Run `python -m module` with a body on its standard input; nothing when it took too long."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, cwd=ROOT,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(SECONDS):
            said, _ = await child.communicate(body)
    except TimeoutError:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    return Answer(child.returncode, said)


def heard_refusal(answer: Answer | None) -> tuple[str, int | None, dict[str, object]] | None:
    """Why a child refused its file; nothing when it died without a word."""
    try:
        reason, line, values = json.loads(answer.said if answer else b"")
    except (ValueError, TypeError):
        return None
    return str(reason), line, dict(values)


def limit_myself() -> None:
    """In the child: little memory, little time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def refuse(reason: str, line: int | None, values: Mapping[str, object]) -> int:
    """In the child: say why a file is refused."""
    print(json.dumps((reason, line, dict(values)), default=str))
    return 1
