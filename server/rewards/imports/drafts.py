"""A file of gifts or codes between its preview and its confirmation: kept for a day, for whoever chose it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, Literal

from server import clock
from server.database.ids import new_id
from server.rewards.code_sealing import seal_file
from server.rewards.imports.keeping import codes_to_text, gifts_to_text
from server.rewards.imports.reading_codes import CodesFile
from server.rewards.imports.reading_gifts import GiftsFile
from server.rewards.models import RewardImport

DRAFT_LIVES = timedelta(hours=24)
FileKind = Literal["gifts", "codes"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was read, its content as it is stored, and what came of it once it was confirmed."""

    id: str
    kind: FileKind
    reward_id: str | None
    filename: str
    created_at: datetime
    confirmed_at: datetime | None
    content: str = field(repr=False)
    report: Mapping[str, Any] = field(repr=False)


async def keep_gifts(file: GiftsFile, filename: str, person_id: str) -> str:
    """Store what was read of gifts; the columns we ignore are not in it."""
    return await _keep("gifts", new_id(), None, filename, gifts_to_text(file), person_id)


async def keep_codes(file: CodesFile, reward_id: str, filename: str, person_id: str) -> str:
    """Store what was read of codes, sealed for its own row."""
    draft_id = new_id()
    return await _keep("codes", draft_id, reward_id, filename, seal_file(draft_id, codes_to_text(file)), person_id)


async def _keep(
    kind: FileKind, draft_id: str, reward_id: str | None, filename: str, content: str, person_id: str
) -> str:
    await RewardImport.create(
        id=draft_id, kind=kind, reward_id=reward_id, filename=filename[:200], content=content, uploaded_by_id=person_id,
        created_at=clock.now(),
    )  # fmt: skip
    return draft_id


async def draft_of(draft_id: str, person_id: str) -> Draft | None:
    """A draft of this colleague; nothing once its day is over."""
    mine = RewardImport.filter(id=draft_id, uploaded_by_id=person_id, created_at__gt=clock.now() - DRAFT_LIVES)
    found = await mine.values(*(each.name for each in fields(Draft)))
    return Draft(**found[0]) if found else None


async def discard_draft(draft_id: str, person_id: str) -> None:
    """Forget a file; gifts and codes already imported stay."""
    await RewardImport.filter(id=draft_id, uploaded_by_id=person_id).delete()


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A file of the last day, in the list."""

    id: str
    kind: str
    filename: str
    created_at: datetime
    is_imported: bool


async def drafts_of(person_id: str) -> list[DraftLine]:
    """This colleague's files of the last day, the latest first."""
    found = (
        await RewardImport.filter(uploaded_by_id=person_id, created_at__gt=clock.now() - DRAFT_LIVES)
        .order_by("-created_at", "-id")
        .limit(20)
        .values("id", "kind", "filename", "created_at", "confirmed_at")
    )
    return [
        DraftLine(row["id"], row["kind"], row["filename"], row["created_at"], row["confirmed_at"] is not None)
        for row in found
    ]
