"""Chore and job of the vault: what is past its day goes, and files of the database keep no trace of it."""

import asyncio
import re
from pathlib import Path
from typing import Any

from gamification import add_months
from server import clock
from server.candidates.erasing import SCRUB, erase_row
from server.candidates.pool import ASKED_BEFORE
from server.candidates.renewing import ask_to_stay
from server.candidates.sealing import token_hash
from server.database import is_postgresql, rows, transaction
from server.database.fields import to_millis
from server.jobs import enqueue
from server.mail.mailbox import letter
from server.web.logs import log

PORTION = 200
_DUE = f"""
SELECT 'candidate' AS what, id FROM candidate WHERE erase_at <= $1
UNION ALL SELECT 'asked', id FROM candidate
  WHERE erase_at <= $2 AND pool_until > $1 AND pool_until <= $2 AND pool_asked_at IS NULL
UNION ALL SELECT 'presentation', id FROM presentation WHERE lapses_at <= $1
UNION ALL SELECT 'claim', contact_hash FROM referral_claim WHERE until <= $1
LIMIT {PORTION}
"""
_OWN_PAGE = re.compile(r"/([cp])/([A-Za-z0-9_-]{22,64})")


class FilesBusy(Exception):
    """Another reader holds the log of the database: later."""


async def erase_due() -> None:
    """Chore: candidates past their day, presentations nobody answered, claims that are over; and who is to be asked."""
    now = clock.now()
    due = await rows(_DUE, to_millis(now), to_millis(add_months(now, ASKED_BEFORE)))
    for each in due:
        await _do(each["what"], each["id"])
    if any(each["what"] != "asked" for each in due):
        await enqueue(SCRUB, {})


async def _do(what: str, key: str) -> None:
    """One that fails does not keep the others; it is tried again at the next round."""
    try:
        async with transaction():
            if what == "candidate":
                await erase_row(key)
            elif what == "asked":
                await ask_to_stay(key)
            elif what == "presentation":
                await rows("DELETE FROM presentation WHERE id = $1 RETURNING id", key)
            else:
                await rows("DELETE FROM referral_claim WHERE contact_hash = $1 RETURNING contact_hash", key)
    except Exception as error:
        log.error("erasing_failed", what=what, problem=type(error).__name__)


async def scrub(mailbox: Path | None, payload: dict[str, Any]) -> None:
    """Job after erasing: SQLite's log is written back and emptied; letters that lead to nobody leave the mailbox."""
    if mailbox is not None:
        await _forget_letters(mailbox)
    if not is_postgresql():
        done = await rows("PRAGMA wal_checkpoint(TRUNCATE)")
        if done and done[0]["busy"]:
            raise FilesBusy


async def _forget_letters(mailbox: Path) -> None:
    """Only where no mail server is set do letters lie in a folder of ours."""
    leading = await asyncio.to_thread(_leading_to_pages, mailbox)
    for path, (page, token) in leading.items():
        table = "candidate" if page == "c" else "presentation"
        if not await rows(f"SELECT 1 AS found FROM {table} WHERE token_hash = $1", token_hash(token)):
            await asyncio.to_thread(path.unlink, missing_ok=True)


def _leading_to_pages(mailbox: Path) -> dict[Path, tuple[str, str]]:
    """Letters with a link to a candidate's own page: which page, and its token."""
    leading = {}
    for path in mailbox.glob("*.eml"):
        stored = letter(mailbox, path.stem)
        for link in stored.links if stored else ():
            if page := _OWN_PAGE.search(link):
                leading[path] = (page[1], page[2])
    return leading
