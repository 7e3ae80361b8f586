"""Addresses and numbers in one form: what reaches the same person is equal, what does not is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.candidates.contacts import normal_email, normal_phone

digits = st.text("0123456789", min_size=9, max_size=9).filter(lambda text: text[0] != "0")


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        (" Ilse.B@Mail.Example ", "ilse.b@mail.example"),
        ("ilse.b+jobs@mail.example", "ilse.b@mail.example"),
        ("il.se.b+x@" + "GMAIL.com", "ilseb@" + "gmail.com"),
        ("ilseb@" + "googlemail.com", "ilseb@" + "gmail.com"),
        ("il.se@mail.example", "il.se@mail.example"),
        ("+tag@mail.example", "+tag@mail.example"),
        ("ilse@mail.example.", "ilse@mail.example"),
        ("STRASSE@mail.example", "strasse@mail.example"),
        ("straße@mail.example", "strasse@mail.example"),
        ("no address", None),
        ("@mail.example", None),
        ("ilse@", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses(typed: str | None, normal: str | None) -> None:
    assert normal_email(typed) == normal


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("06 12 34 56 78", "33612345678"),
        ("+33 6 12 34 56 78", "33612345678"),
        ("+33 (0)6 12 34 56 78", "33612345678"),
        ("0033612345678", "33612345678"),
        ("06.12.34.56.78", "33612345678"),
        ("٠٦١٢٣٤٥٦٧٨", "33612345678"),
        ("+46 70 123 45 67", "46701234567"),
        ("070 123 45 67", "33701234567"),
        ("12345", None),
        ("call me", None),
        (None, None),
    ],
)
def test_numbers(typed: str | None, normal: str | None) -> None:
    assert normal_phone(typed) == normal


@given(st.emails(), st.text("abc123", min_size=1))
def test_a_normal_address_stays_and_no_tag_moves_it(address: str, tag: str) -> None:
    normal = normal_email(address)
    assert normal is not None
    assert normal_email(normal) == normal
    local, _, host = address.rpartition("@")
    if not local.startswith("+"):
        assert normal_email(f"{local}+{tag}@{host}") == normal


@given(digits, st.sampled_from(["0", "+33", "0033", "+33 (0)", "+33 0"]), st.sampled_from(["", " ", ".", "-"]))
def test_a_french_number_is_one_however_it_is_written(number: str, prefix: str, between: str) -> None:
    assert normal_phone(prefix + between.join(number)) == f"33{number}"


@given(st.text(max_size=30))
def test_a_normal_number_stays(typed: str) -> None:
    normal = normal_phone(typed)
    if normal and not normal.startswith("0"):
        assert normal.isascii()
        assert normal_phone(f"+{normal}") == normal
