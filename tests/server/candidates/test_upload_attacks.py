"""Files that nobody should send, through the whole application: the right status, the form kept, nothing anywhere."""

import asyncio
import io
import tempfile
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import httpx2
import pytest
from starlette.types import ASGIApp

from server.database import rows
from server.settings import Settings
from server.web.bodies import Intake
from tests.support.applying import FILLED, apply_for
from tests.support.candidates import A_PDF, a_docx, zipped
from tests.support.openings import opening
from tests.support.people import company

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MEGABYTE = 1024 * 1024
PATH = "/jobs/data-engineer/applications"
BOUNDARY = "b0undary"


def bomb() -> bytes:
    """A small Word document that unpacks to 120 MB."""
    made = io.BytesIO(a_docx())
    with (
        zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/media/x.xml", "w") as part,
    ):
        for _ in range(120):
            part.write(b"\0" * MEGABYTE)
    return made.getvalue()


def polyglot() -> bytes:
    """A PDF that is a ZIP archive too."""
    return A_PDF + zipped({"run.js": b"alert(1)"})


def files(*folders: Path) -> set[Path]:
    """What lies in these folders, deeper ones too where they are ours."""
    own, common = folders
    return {path for path in (*own.rglob("*"), *common.iterdir()) if path.is_file()}


def holds_something_of(path: Path) -> bool:
    """Whether a new file has a candidate or a CV in it: other programs write into the common folder too."""
    try:
        held = path.read_bytes()
    except OSError:
        return False
    return any(sign in held for sign in (b"ilse.b@mail", b"%PDF-", b"PK\x03\x04"))


@pytest.fixture
async def ready(client: httpx2.AsyncClient, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser before an open position; afterwards nothing may be anywhere."""
    await company()
    await opening()
    watched = (settings.data_dir, Path(tempfile.gettempdir()))
    before = files(*watched)
    yield client
    assert {path.name for path in files(*watched) - before if holds_something_of(path)} == set()
    for table in ("candidate", "candidate_file", "candidate_key", "referral", "job", "form_key"):
        assert await rows(f"SELECT 1 AS one FROM {table}") == [], table


def came_back(answer: httpx2.Response, status: int) -> None:
    assert answer.status_code == status, answer.text
    for name in ("name", "email", "phone", "message"):
        assert FILLED[name] in answer.text
    assert 'id="cv-error"' in answer.text
    assert 'href="#cv"' in answer.text
    assert "PDF, DOCX or ODT, 5 MB at most." in answer.text


ATTACKS = {
    "zip bomb": ("cv.docx", bomb, 413),
    "polyglot": ("cv.pdf", polyglot, 415),
    "program in a PDF's clothes": ("cv.pdf.exe", lambda: b"MZ" + bytes(2000), 415),
    "PDF in a program's clothes": ("cv.pdf.exe", lambda: A_PDF, 415),
    "other folder": ("../../../etc/passwd", lambda: b"root:x:0:0", 415),
    "cut off": ("cv.pdf", lambda: A_PDF[: len(A_PDF) // 2], 422),
    "cut off document": ("cv.docx", lambda: a_docx()[:-40], 422),
    "empty": ("cv.pdf", lambda: b"", 422),
    "too large": ("cv.pdf", lambda: A_PDF + bytes(5 * MEGABYTE), 413),
    "far too large": ("cv.pdf", lambda: A_PDF + bytes(8 * MEGABYTE), 413),
}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_a_file_that_is_not_taken_loses_no_form(ready: httpx2.AsyncClient, attack: str) -> None:
    filename, made, status = ATTACKS[attack]
    answer = await apply_for(ready, cv=made(), filename=filename)
    came_back(answer, status)
    assert "passwd" not in answer.text
    assert "connection" not in answer.headers


def parts() -> bytes:
    """The fields, and the beginning of a file."""
    fields = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in FILLED.items()
    )
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="cv"; filename="cv.pdf"\r\n\r\n'
    return (fields + head).encode() + A_PDF


MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


async def test_eight_megabytes_without_a_length(ready: httpx2.AsyncClient) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield parts()
        for _ in range(128):
            yield bytes(64 * 1024)

    came_back(await ready.post(PATH, content=body(), headers=MULTIPART), 413)


async def test_a_slow_body_is_not_waited_for(app: ASGIApp, ready: httpx2.AsyncClient) -> None:
    app.app.state.intake = Intake(lasts=0.2)  # type: ignore[attr-defined]
    never = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield parts()
        await never.wait()

    answer = await ready.post(PATH, content=body(), headers=MULTIPART)
    came_back(answer, 408)
    assert answer.headers["connection"] == "close"


async def test_a_body_that_ends_too_early(ready: httpx2.AsyncClient) -> None:
    came_back(await ready.post(PATH, content=parts(), headers=MULTIPART), 422)


@pytest.mark.parametrize(("piece", "lasts", "status"), [(b"&x=" + bytes(60 * 1024), 60.0, 413), (b"", 0.2, 408)])
async def test_a_form_without_a_file_is_bounded_in_bytes_and_time(
    app: ASGIApp, ready: httpx2.AsyncClient, piece: bytes, lasts: float, status: int
) -> None:
    app.app.state.intake = Intake(lasts=lasts, kept=256 * 1024)  # type: ignore[attr-defined]
    never = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield urlencode(FILLED).encode() + b"&"
        for _ in range(10):
            yield piece
        if not piece:
            await never.wait()

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    came_back(await ready.post(PATH, content=body(), headers=kind), status)


async def test_many_readers_wait_for_each_other(app: ASGIApp, ready: httpx2.AsyncClient) -> None:
    """Whoever holds all places holds them for a while only."""
    intake = Intake(lasts=0.2, reading=asyncio.Semaphore(1))
    app.app.state.intake = intake  # type: ignore[attr-defined]
    async with intake.reading:
        answer = await apply_for(ready, cv=A_PDF)
    assert answer.status_code == 503
    assert "send yours again in a minute" in answer.text
    assert (await apply_for(ready, cv=b"")).status_code == 422
