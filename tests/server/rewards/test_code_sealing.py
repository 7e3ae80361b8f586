"""Sealed codes open for their row with any listed secret, and are known again however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rewards import code_sealing
from server.rewards.code_sealing import (
    CodesLocked,
    code_hash,
    normal_code,
    open_code,
    open_file,
    seal_code,
    seal_file,
    unlock_codes,
)
from server.web.sealing import CannotOpen
from tests.support.candidates import SECRETS

OLD, NEW = SECRETS
codes = st.text(min_size=1, max_size=40).filter(lambda text: normal_code(text) != "")


@pytest.fixture(autouse=True)
def unlocked() -> None:
    unlock_codes([OLD])


@given(codes)
def test_what_was_sealed_opens_as_it_was_given(code: str) -> None:
    assert open_code("row", seal_code("row", code)) == code.strip()
    assert open_file("row", seal_file("row", code)) == code


@given(codes)
def test_it_opens_in_no_other_row_and_for_no_other_purpose(code: str) -> None:
    sealed = seal_code("row", code)
    for wrong, row in ((open_code, "raw"), (open_file, "row")):
        with pytest.raises(CannotOpen):
            wrong(row, sealed)


def test_what_an_old_secret_sealed_still_opens_and_is_still_known() -> None:
    sealed, known = seal_code("row", "FNAC-1"), code_hash("FNAC-1")
    unlock_codes([OLD, NEW])
    newer = seal_code("row", "FNAC-2")
    assert (open_code("row", sealed), open_code("row", newer)) == ("FNAC-1", "FNAC-2")
    assert code_hash("FNAC-1") == known
    unlock_codes([NEW])
    assert open_code("row", newer) == "FNAC-2"
    with pytest.raises(CannotOpen):
        open_code("row", sealed)


@pytest.mark.parametrize(
    "written", ["abcd-1234", " ABCD 1234 ", "Abcd\N{EN DASH}1234", "AB\u00a0CD12\u200b34", "ＡＢＣＤ1234"]
)
def test_one_code_has_one_hash(written: str) -> None:
    assert code_hash(written) == code_hash("ABCD1234")
    assert normal_code(written) == "ABCD1234"


@given(codes, codes)
def test_other_codes_have_other_hashes(one: str, other: str) -> None:
    assert (code_hash(one) == code_hash(other)) == (normal_code(one) == normal_code(other))


def test_hashes_are_made_only_with_the_secret() -> None:
    before = code_hash("ABCD1234")
    unlock_codes([NEW])
    assert code_hash("ABCD1234") != before


def test_nothing_is_sealed_before_the_secrets_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_sealing, "_keys", None)
    with pytest.raises(CodesLocked):
        seal_code("row", "ABCD")


def test_keys_are_not_told_when_something_is_printed() -> None:
    assert "bytes" not in repr(code_sealing._keys)
    assert "\\x" not in repr(code_sealing._keys)
