"""A file of codes: with names of columns or bare, each row a code or a refusal, and no sentence holds a code."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.rewards.imports.reading_codes import CodesFile, masked, plan_codes, read_codes
from server.rewards.imports.reasons import (
    BAD_EXPIRY,
    CODE_COLUMN_MISSING,
    CODE_EXPIRED,
    CODE_KNOWN,
    CODE_REPEATED,
    CODE_SHORTENED,
    CODE_TOO_LONG,
    CODE_UNREADABLE,
    LOOKS_LIKE_A_NAME,
    NO_CODE,
    NO_ROWS,
    TOO_MANY_ROWS,
)
from server.tables.lines import FileRefused
from server.tables.reasons import FILE_IS_SPREADSHEET, QUOTE_NOT_CLOSED
from server.tables.remarks import worded, worded_reason

TODAY = date(2026, 11, 24)


def read(text: str) -> CodesFile:
    return read_codes(text.encode(), "codes.csv")


def refusal(text: str) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize("header", ["Code;Expiration", "code,EXPIRY", "Voucher code\tValid until"])
@pytest.mark.parametrize("day", ["2027-12-31", "31/12/2027", "31.12.2027"])
def test_codes_with_a_line_of_names(header: str, day: str) -> None:
    sign = next(each for each in ";,\t" if each in header)
    found = read(f"{header}\nAB12-CD34{sign}{day}\nEF56{sign}\n")
    assert [(row.line, row.code, row.expires_on) for row in found.rows] == [
        (2, "AB12-CD34", date(2027, 12, 31)),
        (3, "EF56", None),
    ]
    assert len(found.columns) == 2


def test_other_columns_are_named_and_not_kept() -> None:
    found = read('Montant;Code\n20;AB12\n30;"=""0034"""\n')
    assert (found.ignored, [row.code for row in found.rows]) == (("Montant",), ["AB12", "0034"])
    assert "20" not in repr(found)


def test_a_bare_list_is_one_code_a_line() -> None:
    found = read("AB12 CD34\n\nSUMMER\nEF56\n")
    assert [(row.line, row.code) for row in found.rows] == [(1, "AB12 CD34"), (3, "SUMMER"), (4, "EF56")]
    assert found.columns == {}


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("AB12;2027-01-01\nCD34;2027-01-01\n", CODE_COLUMN_MISSING, 1),
        ("AB12,2027-01-01\n", CODE_COLUMN_MISSING, 1),
        ("Carte\nAB12\nCD34\n", LOOKS_LIKE_A_NAME, 1),
        ("\nCode;Expiration\n;\n", NO_ROWS, 2),
        ("Code\n" + "\n".join(f"AB{number}" for number in range(2_001)), TOO_MANY_ROWS, 2_002),
        ("\n".join(f"AB{number}" for number in range(2_001)), TOO_MANY_ROWS, 2_001),
        ("PK\x03\x04", FILE_IS_SPREADSHEET, None),
    ],
)
def test_files_refused_whole(text: str, reason: str, line: int | None) -> None:
    no = refusal(text)
    assert (no.reason, no.line) == (reason, line)


@pytest.mark.parametrize("text", ["AB12;2027-01-01\n", "SECRETONE,x\n", "SECRET\nAB12\n", 'AB12\n"CD34\n;'])
def test_no_sentence_about_a_bare_file_quotes_it(text: str) -> None:
    said = worded_of(refusal(text))
    assert not any(code in said for code in ("AB12", "SECRET", "CD34"))


def worded_of(no: FileRefused) -> str:
    return worded_reason(no.reason, no.values)


def outcome(body: bytes) -> CodesFile | FileRefused:
    try:
        return read_codes(body, "codes.csv")
    except FileRefused as refused:
        return refused


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";2027-01-01", NO_CODE),
        ("--;2027-01-01", NO_CODE),
        ("A" * 201 + ";", CODE_TOO_LONG),
        ("AB\x0712;", CODE_UNREADABLE),
        ("AB\u200b12;", CODE_UNREADABLE),
        ("AB\ufffd12;", CODE_UNREADABLE),
        ('"AB\n12";', CODE_UNREADABLE),
        ("1,23457E+15;", CODE_SHORTENED),
        ("ab 12;", CODE_REPEATED),
        ("CD34;31/02/2027", BAD_EXPIRY),
        ("CD34;CD35", BAD_EXPIRY),
        ('CD34;"2027', QUOTE_NOT_CLOSED),
    ],
)
def test_rows_refused_without_a_word_of_the_row(row: str, reason: str) -> None:
    found = read(f"Code;Expiration\nAB-12;\n{row}\n")
    assert [each.code for each in found.rows] == ["AB-12"]
    assert [(remark.line, remark.reason, remark.raw) for remark in found.refused] == [(3, reason, ())]
    assert set(found.refused[0].values) <= {"line", "first", "limit", "found", "expected"}


def test_known_and_expired_codes_are_refused_at_the_plan() -> None:
    found = read("Code;Expiration\nAB12;\nCD34;23/11/2026\nEF56;24/11/2026\n")
    plan = plan_codes(found, {0}, TODAY)
    assert [(remark.line, remark.reason) for remark in plan.refused] == [(2, CODE_KNOWN), (3, CODE_EXPIRED)]
    assert [row.code for row in plan.rows] == ["EF56"]


@pytest.mark.parametrize(("code", "shown"), [("AB12-CD34", "••••34"), ("AB12", "••••"), ("", "••••")])
def test_a_masked_code_is_of_no_use(code: str, shown: str) -> None:
    assert masked(code) == shown


ROWS = st.text("AB1é- ;,\t\n\"'=\x07\u200b", max_size=40)


@example("code\nX")
@given(ROWS | ROWS.map("Code;Expiration\n".__add__))
def test_any_text_is_refused_or_each_row_is_answered_once(text: str) -> None:
    found = outcome(text.encode())
    if isinstance(found, FileRefused):
        assert worded_of(found)
        return
    plan = plan_codes(found, (), TODAY)
    lines = [row.line for row in plan.rows] + [remark.line for remark in plan.refused]
    assert len(lines) == len(set(lines)) > 0
    assert not any(row.code in repr(found) for row in plan.rows if len(row.code) > 12)
    assert all(worded(remark) for remark in plan.refused)


@given(st.binary(max_size=100))
def test_any_bytes_are_answered(body: bytes) -> None:
    found = outcome(body)
    assert worded_of(found) if isinstance(found, FileRefused) else found.rows or found.refused
