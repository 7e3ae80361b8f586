"""Own words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import originality

LINK = "https://ricoche.example/s/Zx81"
MENTION = "Je travaille chez Galets & Cie."
TITLE = "L’équipe qui réécrit son moteur de recherche à l’été"
MINE = "Ce que j'ai appris en déplaçant notre index : la patience, et l’art d’écouter nos collègues."


def is_own(text: str, *known: str) -> bool:
    return originality(text, LINK, MENTION, known).is_own


def test_a_text_of_one_s_own() -> None:
    found = originality(f"{MINE} {MENTION} {LINK}", LINK, MENTION, [TITLE])
    assert (found.is_own, found.percent, found.missing) == (True, 100, 0)
    assert found.characters == len(MINE)


def test_link_and_mention_are_not_words() -> None:
    found = originality(f"{LINK} {MENTION.upper()} ricoche.example/s/Zx81", LINK, MENTION, [])
    assert (found.characters, found.percent, found.is_own, found.missing) == (0, 0, False, 40)


@pytest.mark.parametrize(("length", "own"), [(39, False), (40, True)])
def test_forty_characters(length: int, own: bool) -> None:
    text = "un deux trois quatre cinq six sept huit neuf"[: length - 1] + "!"
    found = originality(text, LINK, MENTION, [])
    assert (found.characters, found.is_own, found.missing) == (length, own, 40 - length)


def test_sixty_percent_of_the_trigrams() -> None:
    words = [f"mot{each}" for each in range(12)]
    at_sixty = originality(" ".join(words), "", "", [" ".join(words[:6])])
    assert (at_sixty.percent, at_sixty.is_own) == (60, True)
    below = originality(" ".join(words), "", "", [" ".join(words[:7])])
    assert (below.percent, below.is_own) == (50, False)


@pytest.mark.parametrize(
    "copied",
    [
        TITLE,
        TITLE.upper(),
        TITLE.replace("’", "'"),
        unicodedata.normalize("NFD", TITLE),
        f"« {TITLE} » !!!",
        TITLE.replace(" ", " , "),
        "".join(chr(0x1D5EE + ord(each) - 97) if each in "abcdefghijklmnopqrstuvwxyz" else each for each in TITLE),
    ],
    ids=[
        "as it is",
        "capitals",
        "straight apostrophe",
        "decomposed accents",
        "quotes",
        "commas",
        "bold letters",
    ],
)
def test_a_copy_in_disguise_is_a_copy(copied: str) -> None:
    assert originality(copied, LINK, MENTION, [TITLE]).percent == 0


def test_an_accent_makes_another_word() -> None:
    assert originality("le pêcheur a péché hier soir", "", "", ["le pecheur a peche hier soir"]).percent == 100


def test_each_known_text_stands_alone() -> None:
    text = "alpha bravo charlie delta echo foxtrot golf hotel"
    assert not is_own(text, "alpha bravo charlie delta echo foxtrot golf hotel")
    assert originality(text, "", "", ["alpha bravo", "charlie delta", "echo foxtrot golf"]).percent == 83


def test_one_s_earlier_text_is_known() -> None:
    assert not is_own(MINE, TITLE, MINE)


def test_signs_are_not_words() -> None:
    assert not is_own("👏" * 60)


texts = st.text(alphabet="abé ’'!\n", max_size=80)


@given(texts, st.lists(texts, max_size=3), texts)
def test_knowing_more_never_makes_it_more_own(text: str, known: list[str], more: str) -> None:
    before, after = originality(text, "", "", known), originality(text, "", "", [*known, more])
    assert 0 <= after.percent <= before.percent <= 100
    assert after.characters == before.characters


@given(texts)
def test_a_text_is_never_its_own_news(text: str) -> None:
    assert originality(text, "", "", [text]).percent == 0
