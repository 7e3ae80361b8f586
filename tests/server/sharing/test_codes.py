"""Codes are random enough, fit an address as they are, and cannot be misread."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sharing.codes import ALPHABET, LENGTH, is_link_code, new_link_code


def test_a_code_holds_72_bits() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert LENGTH * math.log2(len(ALPHABET)) >= 72


def test_fresh_codes_are_codes_and_never_the_same() -> None:
    codes = {new_link_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(is_link_code(code) for code in codes)
    for place in range(LENGTH):
        assert {code[place] for code in codes} == set(ALPHABET)


def test_no_sign_is_mistaken_for_another_or_escaped() -> None:
    assert not set(ALPHABET) & set("0oO1iIlL")
    assert re.fullmatch(r"[a-z0-9]+", ALPHABET)


@pytest.mark.parametrize("text", ["", "abc", "b" * 15, "b" * 17, "B" * 16, "o" * 16, "b" * 16 + "\n", "é" * 16])
def test_other_texts_are_not_codes(text: str) -> None:
    assert not is_link_code(text)


@given(st.text(max_size=20))
def test_only_signs_of_the_alphabet_pass(text: str) -> None:
    assert is_link_code(text) == (len(text) == LENGTH and set(text) <= set(ALPHABET))
