"""Candidates for tests: an unlocked vault, invented people, and referrals without the room that makes them."""

import io
import zipfile
from typing import Any

from server import clock
from server.candidates.uploads import Cv
from server.candidates.vault import Admitted, Identity, Locked, admit, contact_hashes, unlock
from server.database import rows
from server.database.fields import to_millis
from server.database.ids import new_id

SECRETS = ("a-first-secret-of-more-than-32-characters", "a-newer-secret-of-more-than-32-characters")

A_PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\n"
    b"endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
    b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n110\n%%EOF\n"
)


def somebody(**changes: Any) -> Identity:
    """An invented candidate."""
    told = {"name": "Ilse Brandström", "email": "ilse.b@mail.example", "phone": "+46 70 123 45 67", "message": "Hej!"}
    return Identity(**{**told, **changes})


async def a_candidate(*, cv: Cv | None = None, language: str = "en", **changes: Any) -> Admitted:
    """Somebody who applied; the vault is unlocked if nobody did."""
    try:
        contact_hashes(None)
    except Locked:
        unlock(SECRETS[:1])
    return await admit(somebody(**changes), language, cv)


def a_cv(name: str = "cv.pdf") -> Cv:
    """A small CV."""
    return Cv(name, "pdf", A_PDF)


def a_docx(**parts: bytes) -> bytes:
    """A small Word document; parts by name with `__` for `/` and `_DOT_` for a dot are added."""
    types = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.document.main+xml"/></Types>'
    )
    return zipped({"[Content_Types].xml": types, "word/document.xml": b"<w:document/>", **_named(parts)})


def an_odt(**parts: bytes) -> bytes:
    """A small text in OpenDocument."""
    kept = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office:document-content/>"}
    return zipped({**kept, **_named(parts)}, stored=("mimetype",))


def _named(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {name.replace("__", "/").replace("_DOT_", "."): data for name, data in parts.items()}


def zipped(parts: dict[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return made.getvalue()


async def an_opening() -> str:
    """A bare opening, by its id."""
    opening, now = new_id(), to_millis(clock.now())
    values = {
        "id": opening, "slug": opening, "title": "Baker", "state": "open", "language": "en", "created_at": now,
        "skills": "[]", "steps": "[]", "description": "",
    }  # fmt: skip
    return await _put("opening", values)


async def a_referral(candidate_id: str, **changes: Any) -> str:
    """A bare referral of a candidate, by its id."""
    now = to_millis(clock.now())
    values = {
        "id": new_id(), "opening_id": changes.pop("opening_id", None) or await an_opening(),
        "candidate_id": candidate_id, "source": "direct", "stage": "submitted", "stage_at": now, "submitted_at": now,
    }  # fmt: skip
    return await _put("referral", {**values, **changes})


async def _put(table: str, values: dict[str, Any]) -> str:
    places = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    made = await rows(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places}) RETURNING id", *values.values())
    return str(made[0]["id"])
