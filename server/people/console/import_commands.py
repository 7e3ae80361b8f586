"""Reading an uploaded people file into a draft, and importing a draft."""

import asyncio

from server import clock
from server.database import transaction
from server.people.console.import_drafts import Draft, keep_results
from server.people.csv_reading import PeopleRead, read_people
from server.people.importing import import_read
from server.web.audit import record
from server.web.locale import zone


async def read_upload(body: bytes, filename: str) -> PeopleRead:
    """What an uploaded file says, read beside the event loop. Raises FileRefused."""
    return await asyncio.to_thread(read_people, body, filename, clock.now().astimezone(zone()).date())


async def confirm(draft: Draft, person_id: str) -> None:
    """Import a draft. Interrupted, it can be confirmed again: who is there already stays as they are."""
    if draft.report is not None:
        return
    report = await import_read(draft.read)
    async with transaction():
        if await keep_results(draft.id, report):
            counts = {
                "file": draft.filename,
                "created": len(report.created),
                "updated": len(report.updated),
                "refused": len(report.refused),
            }
            await record("people.import", "import", draft.id, person_id, None, counts)
