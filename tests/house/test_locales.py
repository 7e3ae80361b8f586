"""French is complete, says what English says, and is dressed as French is."""

import re
from functools import cache
from typing import Any

import pytest
from babel.messages import Catalog

from server.locales.extraction import catalogue, missing, obsolete
from server.web.locale import say, speaking, typography

PLACEHOLDER = re.compile(r"\{\w*[^}]*\}|%\(\w+\)[sd]")
STRAIGHT = re.compile(r"(?<=\w)'(?=\w)|\"")
BEFORE_MARK = re.compile(r"(?<=[^\W_])(?<![:/])[;!?](?=\s|$)|(?<=\w) [:;!?%€»]|« ")


@cache
def french() -> Catalog:
    return catalogue()


def pairs() -> list[tuple[str, str]]:
    """Every English string with its French, plural forms one by one."""
    found = []
    for message in french():
        if not message.id or not message.string:
            continue
        if isinstance(message.id, tuple):
            one, many = message.id[0], message.id[-1]
            found += [(one if form == 0 else many, text) for form, text in enumerate(_forms(message.string))]
        else:
            found.append((str(message.id), str(message.string)))
    return found


def _forms(string: Any) -> list[str]:
    return [str(each) for each in (string.values() if isinstance(string, dict) else string)]


def test_every_string_has_its_french() -> None:
    assert missing() == []


def test_no_french_is_left_over() -> None:
    assert obsolete() == []


def test_both_languages_have_the_same_places() -> None:
    number = {"{n}", "%(num)s"}  # "One visit" may be "{n} visite": in French nought is singular too
    different = [
        (english, text) for english, text in pairs()
        if not set(PLACEHOLDER.findall(english)) ^ set(PLACEHOLDER.findall(text)) <= number
    ]  # fmt: skip
    assert different == []


def test_french_is_dressed_as_french() -> None:
    with speaking("fr"):
        said = [typography(text) for _, text in pairs()]
    assert [text for text in said if STRAIGHT.search(text) or BEFORE_MARK.search(text)] == []


def test_what_is_said_is_dressed() -> None:
    simple = next(english for english, text in pairs() if "'" in text or ("’" in text and "{" not in text))
    with speaking("fr"):
        assert "’" in say(simple)
        assert "'" not in say(simple)


@pytest.mark.parametrize("text", ["l'eau : un « mot » ; non ?", "20 % de l'eau"])
def test_the_dressing_can_be_put_on_twice(text: str) -> None:
    with speaking("fr"):
        assert typography(typography(text)) == typography(text)
        assert "'" not in typography(text)
