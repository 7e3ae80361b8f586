"""`ricoche doctor` and `ricoche verify-ledger`."""

from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from server.command_line.output import print_json, print_lines
from server.database import database
from server.doctor import LEDGER, Finding, as_json, examine, ledger_head
from server.people.queries import company
from server.settings import read_settings
from server.web.locale import speak


async def doctor(arguments: Namespace) -> int:
    """Examine everything; 1 when something differs."""
    async with _open():
        return _say(await examine(), arguments.json, {})


async def verify_ledger(arguments: Namespace) -> int:
    """Examine the ledger and its chain of seals; 1 when something differs. The head is for keeping elsewhere."""
    async with _open():
        return _say(await examine(LEDGER), arguments.json, await ledger_head())


@asynccontextmanager
async def _open() -> AsyncIterator[None]:
    async with database(read_settings().database_url, direct=True):
        profile = await company()
        if profile:
            speak("en", profile.zone)  # faults are operators' sentences, in English
        yield


def _say(findings: list[Finding], in_json: bool, chain: dict[str, Any]) -> int:
    if in_json:
        print_json({**as_json(findings), **chain})
    else:
        for each in findings:
            print(f"{'ok   ' if each.is_sound else 'FAULT'} {each.check}")
            print_lines([f"      {fault}" for fault in each.faults])
        print_lines([f"sealed {chain['sealed']} transfers, head {chain['head']}"] if chain else [])
    return 0 if all(each.is_sound for each in findings) else 1
