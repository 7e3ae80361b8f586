"""The cells of a table: text on one line, signs for nothing, and dates, as people write them."""

import re
from collections.abc import Iterable
from datetime import date

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_NOTHING = frozenset({"-", "--", "—", "n/a", "#n/a", "null", "none", "nul", "néant", "aucun", "aucune", "?"})
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
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
