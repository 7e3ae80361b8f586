"""A code that is said: whatever case, accents and pauses somebody types, it is the same; nothing else is one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.referrals.referring.spoken_codes import new_digits, plain_code, plain_word, shown_code

words = st.text("abcdefghijklmnopqrstuvwxyzéèàçôïüœABCDÉÈÇ", min_size=3, max_size=10)


@given(words, st.integers(0, 9999), st.sampled_from([" ", "", "-", "  ", ".", "_"]), st.booleans())
def test_what_is_said_is_found_however_it_is_typed(word: str, number: int, between: str, is_loud: bool) -> None:
    plain, digits = plain_word(word), f"{number:04d}"
    assert plain is not None
    typed = f"  {word.upper() if is_loud else word}{between}{digits} "
    assert plain_code(typed) == plain_code(unicodedata.normalize("NFD", typed)) == plain + digits
    assert plain_code(shown_code(word, digits)) == plain + digits


@pytest.mark.parametrize(
    ("word", "plain"),
    [("Menthe", "menthe"), ("  forêt ", "foret"), ("Cœur", "coeur"), ("straße", "strasse"), ("été", "ete")],
)
def test_a_word_is_kept_without_case_and_accents(word: str, plain: str) -> None:
    assert plain_word(word) == plain


@pytest.mark.parametrize(
    "word", ["", "ab", "menthe2", "deux mots", "мята", "薄荷茶", "a-b-c", "m" * 15, "menthe\u0000", "٣٤٥", "ﬁn1"]
)
def test_what_is_not_a_word_of_letters_is_refused(word: str) -> None:
    assert plain_word(word) is None


@pytest.mark.parametrize(
    "text",
    ["", "menthe", "4821", "menthe 482", "menthe 48211", "menthe 4821 x", "мята 4821", "a" * 5000, "menthe ٤٨٢١"],
)
def test_what_is_not_a_code_is_not_looked_up(text: str) -> None:
    assert plain_code(text) is None


def test_digits_are_four() -> None:
    drawn = {new_digits() for _ in range(200)}
    assert all(len(digits) == 4 and digits.isdecimal() for digits in drawn)
    assert len(drawn) > 150
