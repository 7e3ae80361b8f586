"""Uploaded files: real ones are taken, attacks get their own sentence and status, and cost little memory."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from tempfile import SpooledTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.candidates.upload_refusals import (
    ActiveFile,
    BrokenFile,
    EmptyFile,
    FileTooBig,
    LockedFile,
    OtherForm,
    RefusedFile,
    SwollenFile,
    TwoForms,
    UnknownForm,
)
from server.candidates.uploads import FORMS, MOST_BYTES, inspect, safe_name
from tests.support.candidates import A_PDF, a_docx, an_odt, zipped

DOCX, ODT = a_docx(), an_odt()
MB = 1024 * 1024
WORD_TYPES = zipfile.ZipFile(io.BytesIO(DOCX)).read("[Content_Types].xml")


def look(name: str, data: bytes) -> str:
    """The form that is found."""
    return inspect(name, io.BytesIO(data)).form


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("cv.pdf", A_PDF, "pdf"),
        ("CV.PDF", A_PDF, "pdf"),
        ("cv", A_PDF, "pdf"),
        ("cv.pdf", A_PDF.rstrip() + b"\r\n\0\0", "pdf"),
        ("cv.docx", DOCX, "docx"),
        ("cv.docx", a_docx(word__media__x_DOT_emz=b"\x1f\x8bpicture"), "docx"),
        ("cv.odt", ODT, "odt"),
        ("", ODT, "odt"),
    ],
)
def test_a_cv_is_taken(name: str, data: bytes, form: str) -> None:
    cv = inspect(name, io.BytesIO(data))
    assert (cv.form, cv.data) == (form, data)
    assert cv.name.endswith(f".{form}")


def test_a_spooled_file_is_taken_from_wherever_it_stands() -> None:
    with SpooledTemporaryFile(max_size=100) as file:
        file.write(DOCX)
        assert inspect("cv.docx", file).data == DOCX  # type: ignore[arg-type]


def with_rels(target: str, kind: str) -> bytes:
    """A Word file with one relation."""
    rels = f'<Relationships><Relationship Id="1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    return a_docx(word___rels__settings_DOT_xml_DOT_rels=rels.encode())


def renamed(old: str, new: str) -> bytes:
    """A Word file with a part whose name could not be written by `zipfile`."""
    return a_docx(**{old: b"x"}).replace(old.encode(), new.encode())


def lying(size: int) -> bytes:
    """A Word file whose largest part says that it is small."""
    data = bytearray(a_docx(word__big_DOT_xml=b"\0" * 500_000))
    at = data.rindex(b"word/big.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<L", data, at + 24, size)
    return bytes(data)


def encrypted_flag() -> bytes:
    """A Word file with a part that says it is locked."""
    data = bytearray(DOCX)
    at = data.rindex(b"word/document.xml") - 46
    data[at + 8] |= 1
    return bytes(data)


ATTACKS = {
    "nothing": ("cv.pdf", b"", EmptyFile),
    "too big": ("cv.pdf", A_PDF + b"\0" * MOST_BYTES, FileTooBig),
    "program": ("cv.exe", b"MZ" + b"\0" * 500, UnknownForm),
    "program with a PDF's name": ("cv.pdf", b"MZ" + b"\0" * 500, UnknownForm),
    "PDF with a program's name": ("cv.pdf.exe", A_PDF, UnknownForm),
    "page with a PDF's name": ("cv.pdf", b"<html><script>alert(1)</script>", UnknownForm),
    "old Word": ("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, UnknownForm),
    "picture": ("cv.png", b"\x89PNG\r\n\x1a\n", UnknownForm),
    "PDF called Word": ("cv.docx", A_PDF, OtherForm),
    "Word called PDF": ("cv.pdf", DOCX, OtherForm),
    "page before a PDF": ("cv.pdf", b"<script>alert(1)</script>" + A_PDF, TwoForms),
    "page in a PDF's head": ("cv.pdf", A_PDF.replace(b"1 0 obj", b"%<ScRiPt src=x>\n1 0 obj"), TwoForms),
    "PDF with a ZIP behind": ("cv.pdf", A_PDF + DOCX, TwoForms),
    "PDF around a ZIP": ("cv.pdf", A_PDF[:9] + DOCX + A_PDF[9:], TwoForms),
    "ZIP with a PDF in front": ("cv.docx", zipped({"x": A_PDF}, stored=("x",)), TwoForms),
    "PDF cut off": ("cv.pdf", A_PDF[:-30], BrokenFile),
    "PDF that is a head": ("cv.pdf", b"%PDF-1.7\n", BrokenFile),
    "PDF that points beyond": ("cv.pdf", A_PDF.replace(b"startxref\n110", b"startxref\n99999"), BrokenFile),
    "PDF with a tail": ("cv.pdf", A_PDF + b"MZ something else", BrokenFile),
    "PDF with a password": ("cv.pdf", A_PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R"), LockedFile),
    "PDF that runs a script": ("cv.pdf", A_PDF.replace(b"/Catalog", b"/Catalog /A <</S /JavaScript>>"), ActiveFile),
    "PDF that launches": ("cv.pdf", A_PDF.replace(b"/Catalog", b"/Catalog /A <</S/Launch>>"), ActiveFile),
    "ZIP cut off": ("cv.docx", DOCX[:-40], BrokenFile),
    "ZIP with a tail": ("cv.docx", DOCX + b"tail", BrokenFile),
    "ZIP with a head": ("cv.docx", b"PK\x03\x04" + DOCX, BrokenFile),
    "damaged part": ("cv.docx", DOCX.replace(b"word/document.xml", b"word/document.xmm", 1), BrokenFile),
    "part that climbs": ("cv.docx", renamed("aaaabbbb", "../../aa"), BrokenFile),
    "absolute part": ("cv.docx", renamed("aaaabbbb", "/etc/pas"), BrokenFile),
    "part on a drive": ("cv.docx", renamed("aaaabbbb", "C:aabbbb"), BrokenFile),
    "part with backslashes": ("cv.docx", renamed("aaaabbbb", "..\\aa\\bb"), BrokenFile),
    "part more than it says": ("cv.docx", lying(100), BrokenFile),
    "part less than it says": ("cv.docx", lying(900_000), BrokenFile),
    "any ZIP": ("cv.docx", zipped({"a.txt": b"x"}), UnknownForm),
    "sheet": ("cv.docx", zipped({"[Content_Types].xml": b"spreadsheetml.sheet.main+xml"}), UnknownForm),
    "text packed wrongly": ("cv.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), UnknownForm),
    "locked part": ("cv.docx", encrypted_flag(), LockedFile),
    "locked text": ("cv.odt", an_odt(**{"META-INF__manifest_DOT_xml": b"<manifest:encryption-data/>"}), LockedFile),
    "macros": ("cv.docx", a_docx(word__vbaProject_DOT_bin=b"x"), ActiveFile),
    "macros by type": (
        "cv.docx",
        zipped({"[Content_Types].xml": WORD_TYPES.replace(b"main+xml", b"main+xml macroEnabled")}),
        ActiveFile,
    ),
    "Basic": ("cv.odt", an_odt(Basic__Standard__Module1_DOT_xml=b"x"), ActiveFile),
    "archive in it": ("cv.docx", a_docx(word__embeddings__a_DOT_bin=DOCX), ActiveFile),
    "object in it": ("cv.docx", a_docx(word__embeddings__a_DOT_bin=b"\xd0\xcf\x11\xe0rest"), ActiveFile),
    "program in it": ("cv.docx", a_docx(word__media__a_DOT_png=b"MZ program"), ActiveFile),
    "program by name": ("cv.docx", a_docx(word__media__a_DOT_exe=b"x"), ActiveFile),
    "template from the web": ("cv.docx", with_rels("https://evil.example/t.dotm", "attachedTemplate"), ActiveFile),
    "object from the web": ("cv.docx", with_rels("http://evil.example/x.html!", "oleObject"), ActiveFile),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_refused(attack: tuple[str, bytes, type[RefusedFile]]) -> None:
    name, data, refusal = attack
    with pytest.raises(RefusedFile) as refused:
        look(name, data)
    assert type(refused.value) is refusal


def test_every_refusal_has_its_sentence_and_its_status() -> None:
    kinds = RefusedFile.__subclasses__()
    assert len({kind.message for kind in kinds}) == len(kinds) == 9
    assert {kind.__name__: kind.status for kind in kinds if kind.status != 422} == {
        "FileTooBig": 413, "SwollenFile": 413, "UnknownForm": 415, "OtherForm": 415, "TwoForms": 415,
    }  # fmt: skip


def test_a_link_to_click_and_a_template_on_a_disk_are_taken() -> None:
    assert look("cv.docx", with_rels("https://ilse.example", "hyperlink")) == "docx"
    assert look("cv.docx", with_rels("file:///C:/Templates/CV.dotx", "attachedTemplate")) == "docx"


def test_words_about_scripts_are_no_scripts() -> None:
    assert look("cv.pdf", A_PDF.replace(b"xref\n0 3", b"(HTML/CSS/JavaScript, /Launch of a shop)\nxref\n0 3")) == "pdf"


def bomb() -> bytes:
    """A Word file that unpacks to 54 MB, as tightly as `zipfile` packs."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", WORD_TYPES)
        for number in range(9):
            with archive.open(f"word/{number}.xml", "w") as part:
                for _ in range(6):
                    part.write(bytes(MB))
    return made.getvalue()


def swollen(count: int, size: int) -> bytes:
    """A directory that says more than any file holds: ten thousand to one and beyond."""
    data = bytearray(a_docx(**{f"word__{number}_DOT_xml": b"\0" * 1000 for number in range(count)}))
    at = data.index(b"PK\x01\x02")
    while data[at : at + 4] == b"PK\x01\x02":
        struct.pack_into("<L", data, at + 24, size)
        at += 46 + sum(struct.unpack_from("<3H", data, at + 28))
    return bytes(data)


def many(count: int, said: int | None = None) -> bytes:
    """A Word file of so many parts, that may say another number."""
    data = bytearray(zipped({"[Content_Types].xml": WORD_TYPES, **{f"{number}": b"" for number in range(count)}}))
    if said is not None:
        struct.pack_into("<2H", data, len(data) - 14, said, said)
    return bytes(data)


def peak_of_refusing(data: bytes, refusal: type[RefusedFile]) -> int:
    """Bytes that a look needs at most until it refuses."""
    file = io.BytesIO(data)
    tracemalloc.start()
    try:
        with pytest.raises(refusal):
            inspect("cv.docx", file)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


BOMBS = {
    "ten thousand to one": lambda: swollen(10, 10_000_000),
    "really swelling": bomb,
    "four gigabytes": lambda: swollen(1, 0xFFFFFFFF),
    "too many parts": lambda: many(2001),
    "half a megabyte too much": lambda: swollen(40, 1_320_000),
}


@pytest.mark.parametrize("build", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_by_its_directory(build: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    data = build()
    monkeypatch.setattr("zlib.decompressobj", lambda *_: pytest.fail("unpacked"))
    assert peak_of_refusing(data, SwollenFile) < 3 * MB


def test_a_directory_that_says_fewer_parts_is_refused() -> None:
    assert peak_of_refusing(many(2500, said=3), BrokenFile) < MB


def test_a_part_that_swells_beyond_its_word_stops_there() -> None:
    assert peak_of_refusing(lying(1000), BrokenFile) < MB


def test_the_largest_file_costs_a_copy_of_itself() -> None:
    file = io.BytesIO(A_PDF.replace(b"xref\n0 3", b"%" * (MOST_BYTES - len(A_PDF)) + b"xref\n0 3"))
    tracemalloc.start()
    assert inspect("cv.pdf", file).form == "pdf"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST_BYTES + MB


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/cv.pdf", "cv.pdf"),
        ("C:\\Users\\ilse\\My CV.pdf", "My CV.pdf"),
        ("CV Ilse Brandström.pdf", "CV Ilse Brandström.pdf"),
        ("cv\u202efdp.pdf", "cvfdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        (".pdf", "cv.pdf"),
        ("..", "cv.pdf"),
        ("/", "cv.pdf"),
        ("", "cv.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
    ],
)
def test_a_name_is_safe_to_show(sent: str, shown: str) -> None:
    assert safe_name(sent, "pdf") == shown


@given(st.text(max_size=200), st.sampled_from(sorted(FORMS)))
def test_any_name_becomes_a_plain_one(sent: str, form: str) -> None:
    name = safe_name(sent, form)
    assert name.endswith(f".{form}")
    assert not set('/\\<>:"|?*\r\n\0') & set(name)
    assert not name.startswith((".", " "))
    assert safe_name(name, form) == name


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04"]), st.integers(0, 400))
def test_anything_else_is_refused_in_words(junk: bytes, head: bytes, cut: int) -> None:
    for data in (head + junk, DOCX[:cut] + junk, A_PDF[:cut] + junk):
        with suppress(RefusedFile):
            assert look("cv", data) in FORMS
