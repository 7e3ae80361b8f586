"""What is published is what the person wrote, cleaned, with an honest mention."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sharing.channels import Channel
from server.sharing.words import LONGEST_TEXT, clean_text, compose, mention, starters

LINK = "https://ricoche.example/s/b2c3d4f5g6h7j8k9"
MENTION = "Je travaille chez Orvane."


@pytest.mark.parametrize(
    ("language", "earns", "sentence"),
    [
        ("fr", False, "Je travaille chez Orvane."),
        ("fr", True, "Je travaille chez Orvane, qui récompense mes partages."),
        ("en", False, "I work at Orvane."),
        ("en", True, "I work at Orvane, which rewards me for sharing."),
        ("fr-CA", False, "Je travaille chez Orvane."),
        ("eo", False, "I work at Orvane."),
    ],
)
def test_the_mention_says_where_one_works_and_what_it_earns(language: str, earns: bool, sentence: str) -> None:
    assert mention("Orvane", language, earns) == sentence


def test_a_name_with_a_full_stop_or_braces_stays_a_name() -> None:
    assert mention("Orvane S.A.", "fr", False) == "Je travaille chez Orvane S.A."
    assert mention("Orvane S.A.", "fr", True) == "Je travaille chez Orvane S.A., qui récompense mes partages."
    assert mention("{company} & Cie", "en", False) == "I work at {company} & Cie."


def test_starters_are_in_the_language_of_the_share() -> None:
    assert starters("fr") == ("Ce que j’en retiens…", "Dans mon équipe…", "Une question…")
    assert len(starters("en")) == 3
    assert not set(starters("en")) & set(starters("fr"))


def test_mention_then_link_at_the_end() -> None:
    assert compose("Bien vu.", MENTION, LINK, Channel.WHATSAPP) == f"Bien vu.\n\n{MENTION}\n{LINK}"


@pytest.mark.parametrize("channel", [Channel.LINKEDIN, Channel.X, Channel.TELEGRAM, Channel.SYSTEM, Channel.QR])
def test_the_link_stays_apart_where_the_channel_takes_it_apart(channel: Channel) -> None:
    assert compose("Bien vu.", MENTION, LINK, channel) == f"Bien vu.\n\n{MENTION}"


def test_nothing_is_added_that_is_not_wanted_or_already_there() -> None:
    assert compose("Bien vu.", None, LINK, Channel.X) == "Bien vu."
    assert compose("", None, LINK, Channel.X) == ""
    assert compose(" ", MENTION, LINK, Channel.COPY) == f"{MENTION}\n{LINK}"
    assert compose(f"{MENTION} Bien vu.", MENTION, LINK, Channel.X) == f"{MENTION} Bien vu."


@given(st.text(), st.sampled_from(Channel))
def test_composing_twice_adds_nothing(text: str, channel: Channel) -> None:
    once = compose(text, MENTION, LINK, channel)
    assert compose(once, MENTION, LINK, channel) == once
    assert MENTION in once


@given(st.text(st.characters()) | st.text("ae\u0301\u200b\r\n\t \u2028\x00\u202e👩\u200d💻"))
def test_clean_text_is_clean_and_stays_so(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert all(sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"} for sign in cleaned)
    assert cleaned == cleaned.strip()


def test_a_long_text_is_cut() -> None:
    assert clean_text("é" * 4000) == "é" * LONGEST_TEXT
    assert len(clean_text(("a" * (LONGEST_TEXT - 1)) + " b")) == LONGEST_TEXT - 1


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("e\u0301te\u0301", "été"),
        ("un\r\ndeux\rtrois\u2028quatre", "un\ndeux\ntrois\nquatre"),
        ("a\tb\x00c\x07\x1b[0m", "a bc[0m"),
        ("\ufeff\u202eabc\u202c ", "abc"),
        ("e\u200b\u0301", "é"),
        ("👩🏽‍💻 & <b>", "👩🏽‍💻 & <b>"),
        ("a\ud800b", "ab"),
    ],
)
def test_clean_text_by_example(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned
