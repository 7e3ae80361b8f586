"""The sealing: what is sealed opens for its own row and purpose, unchanged, and for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.candidates.sealing import (
    CannotOpen,
    contact_hash,
    keyring,
    new_key,
    open_key,
    seal,
    seal_text,
    token_from,
    unseal,
    unseal_text,
)
from tests.support.candidates import SECRETS

OLD, NEW = SECRETS
KEY = bytes(range(32))
names = st.text(max_size=40).filter(lambda text: text.isprintable())


@given(names, names, st.binary(max_size=300))
def test_what_was_sealed_opens(row: str, purpose: str, data: bytes) -> None:
    sealed = seal(KEY, row, purpose, data)
    assert unseal(KEY, row, purpose, sealed) == data
    assert len(data) < 4 or data not in sealed


@given(names, names, names, names)
def test_another_row_or_purpose_does_not_open(row: str, purpose: str, other_row: str, other_purpose: str) -> None:
    if (row, purpose) == (other_row, other_purpose):
        other_row += "'"
    with pytest.raises(CannotOpen):
        unseal(KEY, other_row, other_purpose, seal(KEY, row, purpose, b"who"))


@given(st.binary(max_size=60), st.data())
def test_a_flipped_bit_is_refused(data: bytes, draw: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, "row", "identity", data))
    at = draw.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << at % 8
    with pytest.raises(CannotOpen):
        unseal(KEY, "row", "identity", bytes(sealed))


@given(st.text())
def test_text_too(text: str) -> None:
    assert unseal_text(KEY, "row", "note", seal_text(KEY, "row", "note", text)) == text


@pytest.mark.parametrize("stored", ["", "AAAA", "no base64 é", "A" * 300])
def test_what_was_never_sealed_is_refused(stored: str) -> None:
    with pytest.raises(CannotOpen):
        unseal_text(KEY, "row", "note", stored)


def test_two_seals_of_one_text_differ() -> None:
    assert seal(KEY, "row", "note", b"same") != seal(KEY, "row", "note", b"same")


def test_an_old_key_still_opens_after_rotation_and_the_newest_wraps() -> None:
    before, rotated, after = keyring([OLD]), keyring([OLD, NEW]), keyring([NEW])
    key, wrapped = new_key(before, "row")
    assert open_key(rotated, "row", wrapped) == key
    later_key, later = new_key(rotated, "row")
    assert open_key(after, "row", later) == later_key
    with pytest.raises(CannotOpen):
        open_key(after, "row", wrapped)
    with pytest.raises(CannotOpen):
        open_key(rotated, "another row", wrapped)


def test_rotation_moves_neither_tokens_nor_hashes() -> None:
    key, wrapped = new_key(keyring([OLD]), "row")
    assert token_from(open_key(keyring([OLD, NEW]), "row", wrapped)) == token_from(key)
    before, after = (contact_hash(keyring(keys), "email", "a@b.example") for keys in ([OLD], [OLD, NEW]))
    assert before == after
    assert contact_hash(keyring([NEW]), "email", "a@b.example") != before
    assert contact_hash(keyring([OLD]), "phone", "a@b.example") != before


def test_keys_do_not_show_themselves() -> None:
    assert repr(keyring([OLD])) == "Keyring()"


def test_a_wrapped_key_fits_its_column() -> None:
    assert len(new_key(keyring([OLD]), "r" * 36)[1]) <= 200
