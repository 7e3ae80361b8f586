"""HR's own wording of a legal page."""

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.privacy.texts import LegalPage
from server.web.audit import record


class Stale(Exception):
    """Somebody else saved in between."""


_FIRST = """
INSERT INTO legal_text (page, language, body, edited_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (page, language) DO NOTHING RETURNING id
"""
_NEXT = """
UPDATE legal_text SET body = $3, edited_at = $4 WHERE page = $1 AND language = $2 AND edited_at = $5 RETURNING id
"""
_DROP = "DELETE FROM legal_text WHERE page = $1 AND language = $2 AND edited_at = $3 RETURNING id"


async def save_text(page: LegalPage, language: str, body: str, version: int, by: str) -> None:
    """Save, unless the text is no longer the one that was shown (`version`). Raises Stale."""
    at = max(to_millis(clock.now()), version + 1)
    async with transaction():
        first = (page, language, body, at)
        if not await (rows(_NEXT, *first, version) if version else rows(_FIRST, *first)):
            raise Stale
        await record("legal.edit", "legal", f"{page}.{language}", by, {"version": version}, {"version": at})


async def restore_text(page: LegalPage, language: str, version: int, by: str) -> None:
    """Back to the shipped wording. Raises Stale."""
    if not version:
        return
    async with transaction():
        if not await rows(_DROP, page, language, version):
            raise Stale
        await record("legal.restore", "legal", f"{page}.{language}", by, {"version": version}, None)
