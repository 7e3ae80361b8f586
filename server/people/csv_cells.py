"""The cells of a people file: names, addresses, dates and languages as people write them."""

import re
from collections.abc import Iterable
from datetime import date

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_NOTHING = frozenset({"-", "--", "—", "n/a", "#n/a", "null", "none", "nul", "néant", "aucun", "aucune", "?"})
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[^\W_](?:[^\W_]|-){0,61}[^\W_]?\.)+[^\W\d_][^\W_]{1,61}", re.I)
_CIVILITIES = frozenset({"m", "mr", "mme", "mlle", "mrs", "ms", "miss", "dr", "madame", "monsieur"})
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_LANGUAGES = {
    "fr": ("fr", "fra", "fre", "francais", "français", "french"),
    "en": ("en", "eng", "anglais", "english"),
    "de": ("de", "deu", "ger", "allemand", "german", "deutsch"),
    "es": ("es", "spa", "espagnol", "spanish", "español"),
    "it": ("it", "ita", "italien", "italian", "italiano"),
    "nl": ("nl", "nld", "dut", "neerlandais", "néerlandais", "dutch"),
    "pt": ("pt", "por", "portugais", "portuguese"),
}
DAY_FIRST, MONTH_FIRST = "day first", "month first"


def clean(cell: str) -> str:
    """The cell on one line, without invisible characters and what spreadsheets wrap around text."""
    text = " ".join(_UNPRINTABLE.sub("", cell).split())
    wrapped = re.fullmatch(r'="(.*)"', text)
    text = wrapped.group(1) if wrapped else text
    # Our own file of refused rows guards formulas with an apostrophe: it may come back corrected.
    return text[1:] if re.match(r"'[=+\-@]", text) else text


def or_none(text: str) -> str | None:
    """The text, or None where people write a sign for nothing."""
    return None if not text or text.casefold() in _NOTHING else text


def read_email(text: str) -> str:
    """The address in lower case; `ValueError` when it is not complete."""
    address = text.removeprefix("mailto:").lower()
    if len(address) > 254 or ".." in address or not _EMAIL.fullmatch(address):
        raise ValueError(text)
    return address


def read_language(text: str) -> str | None:
    """The code of a language named in French, in English or by its code; None for any other."""
    word = re.split(r"[\s_\-(]", text.casefold(), maxsplit=1)[0]
    return next((code for code, names in _LANGUAGES.items() if word in names), None)


def spoken_name(text: str) -> str:
    """A name written all in capitals gets small letters: DUPONT is Dupont, JEAN-PIERRE Jean-Pierre."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < 2 or not all(sign.isupper() for sign in letters):
        return text
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), text)


def split_name(text: str, family_first: bool = False) -> tuple[str, str]:
    """Given and family name of one cell: by its comma, else by its capitals, else by the order told."""
    if "," in text:
        family, _, given = text.partition(",")
        return given.strip(), family.strip()
    words = text.split()
    if len(words) > 2 and words[0].rstrip(".").casefold() in _CIVILITIES:
        words = words[1:]
    if len(words) < 2:
        return "", " ".join(words)
    return _by_capitals(words) or _by_order(words, family_first)


def _by_capitals(words: list[str]) -> tuple[str, str] | None:
    loud = [len(word.rstrip(".")) > 1 and word.isupper() for word in words]
    if not any(loud) or all(loud):
        return None
    quiet = [word for word, is_loud in zip(words, loud, strict=True) if not is_loud]
    return " ".join(quiet), " ".join(word for word, is_loud in zip(words, loud, strict=True) if is_loud)


def _by_order(words: list[str], family_first: bool) -> tuple[str, str]:
    first, rest = words[0], " ".join(words[1:])
    return (rest, first) if family_first else (first, rest)


def date_order(cells: Iterable[str]) -> str | None:
    """What a whole column says of its dates, by the numbers above twelve; None when it says nothing."""
    found = [(int(match[1]), int(match[2])) for cell in cells if (match := _year_last(cell))]
    days_first = sum(first > 12 >= second for first, second in found)
    months_first = sum(second > 12 >= first for first, second in found)
    if days_first == months_first:
        return DAY_FIRST if days_first else None
    return DAY_FIRST if days_first > months_first else MONTH_FIRST


def read_date(text: str, order: str) -> date:
    """A date in ISO order, or in the column's; `ValueError` when there is no such day."""
    day = _TIME.sub("", text)
    if match := _YEAR_FIRST.fullmatch(day):
        return _this_age(date(int(match[1]), int(match[2]), int(match[3])))
    match = _year_last(text)
    if match is None:
        raise ValueError(text)
    first, second = int(match[1]), int(match[2])
    month, number = (second, first) if order == DAY_FIRST else (first, second)
    return _this_age(date(_full_year(match[3]), month, number))


def _year_last(text: str) -> re.Match[str] | None:
    return _YEAR_LAST.fullmatch(_TIME.sub("", text))


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 70 else 1900)


def _this_age(day: date) -> date:
    if not 1930 <= day.year <= 2100:
        raise ValueError(day)
    return day
