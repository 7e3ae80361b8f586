"""CVs as they come in: known by their content, never by their name, and refused before anything is unpacked."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import BinaryIO

from server.candidates.upload_pdf import check_pdf
from server.candidates.upload_refusals import EmptyFile, FileTooBig, OtherForm, RefusedFile, TwoForms, UnknownForm
from server.candidates.upload_zip import check_package

__all__ = ["FORMS", "MOST_BYTES", "Cv", "RefusedFile", "inspect"]

MOST_BYTES = 5 * 1024 * 1024
LONGEST_NAME = 80
HEAD = 1024  # readers look for a PDF's first words as far as this
FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,8})$")


@dataclass(frozen=True, slots=True)
class Cv:
    """A CV: a name that is safe to show, its form (pdf, docx, odt), its bytes."""

    name: str = field(repr=False)
    form: str
    data: bytes = field(repr=False)


def inspect(filename: str, file: BinaryIO) -> Cv:
    """The CV in an uploaded file; raises RefusedFile with sentence and status.

    Reads no more than the limit, unpacks nothing but in passing. Takes up to a third of a second of computing: not for
    the event loop.
    """
    data = _read(file)
    form = _form(data)
    said = _SUFFIX.search(filename.strip())
    suffix = said.group(1).lower() if said else form
    if suffix not in FORMS:
        raise UnknownForm
    if suffix != form:
        raise OtherForm(said=suffix, form=form.upper())
    return Cv(safe_name(filename, form), form, data)


def _read(file: BinaryIO) -> bytes:
    size = file.seek(0, 2)
    if size == 0:
        raise EmptyFile
    if size > MOST_BYTES:
        raise FileTooBig(most=MOST_BYTES // 1024 // 1024)
    file.seek(0)
    return file.read(MOST_BYTES)


def _form(data: bytes) -> str:
    """What the file is, checked as that."""
    if data.startswith(b"%PDF-"):
        check_pdf(data)
        return "pdf"
    if b"%PDF-" in data[:HEAD]:
        raise TwoForms
    if data.startswith(b"PK\x03\x04"):
        return check_package(data)
    raise UnknownForm


def safe_name(filename: str, form: str) -> str:
    """The last part of what the browser called the file, without signs that hide or steer, with its true suffix."""
    text = unicodedata.normalize("NFC", filename.encode("utf-8", "ignore").decode())
    last = re.split(r"[/\\]", text)[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] not in "C" and sign not in '<>:"|?*')
    stem = _SUFFIX.sub("", " ".join(shown.split())).strip(". ")[:LONGEST_NAME].strip(". ")
    return f"{stem or 'cv'}.{form}"
