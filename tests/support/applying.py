"""Applying as a browser without scripts does: one form, perhaps with a file."""

from typing import Any

import httpx2

from tests.support.candidates import A_PDF

FILLED = {
    "name": "Ilse Brandström", "email": "ilse.b@mail.example", "phone": "+46 70 123 45 67",
    "message": "Hej, I move data.", "by": "", "website": "",
}  # fmt: skip


async def apply_for(
    client: httpx2.AsyncClient, path: str = "/jobs/data-engineer", *, cv: bytes | None = None, filename: str = "cv.pdf",
    **changes: Any,
) -> httpx2.Response:  # fmt: skip
    """Send the form; an empty file field as browsers send one."""
    file = (filename, cv) if cv is not None else ("", b"")
    return await client.post(f"{path}/applications", data={**FILLED, **changes}, files={"cv": file})


async def own_path(client: httpx2.AsyncClient, **more: Any) -> str:
    """The address of the page of somebody who has just applied, with a CV."""
    answer = await apply_for(client, **{"cv": A_PDF, **more})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]
