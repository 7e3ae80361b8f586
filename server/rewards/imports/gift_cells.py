"""The cells of a gift as its form wants them: words become our codes, numbers lose their ornaments."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from server.rewards.imports.gift_columns import UNLIMITED, WORDS
from server.rewards.imports.guide import HINTS
from server.rewards.imports.reasons import BAD_AMOUNT, BAD_NUMBER, UNKNOWN_WORD
from server.tables.cells import DAY_FIRST, MONTH_FIRST, or_none, read_date
from server.tables.columns import plain_label
from server.tables.reasons import BAD_DATE, DAY_MONTH_YEAR, MONTH_DAY_YEAR
from server.tables.rows import RowRefused

DATES = ("from_day", "until_day")
_WHOLE = ("cost", "stock", "low_stock_at", "limit_count", "delay_days")
_NO_LIMIT = ("stock", "limit_count")
_UNITS = re.compile(r"\s*(?:points?|pts?|p|days?|jours?|j)\.?$", re.I)
_CURRENCY = re.compile(r"^\s*(?:€|eur|euros?)|(?:€|eur|euros?)\s*$", re.I)
_AMOUNT = re.compile(r"[0-9 ]{1,12}(?:[.,][0-9]{1,2})?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .,’']\d{3})+")
_ROUND = re.compile(r"(\d+)[.,]0+")
_SHOWN = 40


def typed(
    cells: Mapping[str, str], labels: Mapping[str, str], orders: Mapping[str, str | None]
) -> tuple[dict[str, Any], dict[str, RowRefused]]:
    """What the cells of a row say, and what is wrong with some, by field of the form; an empty cell says nothing."""
    said = {field: text for field, cell in cells.items() if (text := or_none(cell)) is not None}
    read, faults = dict[str, Any](), dict[str, RowRefused]()
    for field, text in said.items():
        try:
            read[field] = _value(field, text, labels[field], orders.get(field))
        except RowRefused as fault:
            faults[field] = fault
    return {field: value for field, value in read.items() if value is not None}, faults


def _value(field: str, text: str, label: str, order: str | None) -> Any:
    if field in WORDS:
        return _coded(field, text, label)
    if field in DATES:
        return _day(text, label, order or DAY_FIRST)
    if field == "value":
        return _cents(text, label)
    if field in _NO_LIMIT and plain_label(text) in UNLIMITED:
        return None
    return _whole(text, label) if field in _WHOLE else text


def _coded(field: str, text: str, label: str) -> str:
    code = _codes(field).get(plain_label(text))
    if code is None:
        raise RowRefused(UNKNOWN_WORD, value=text[:_SHOWN], column=label, said=[HINTS[field], {}])
    return code


@cache
def _codes(field: str) -> dict[str, str]:
    return {word: code for code, words in WORDS[field].items() for word in words.split("|")}


def _day(text: str, label: str, order: str) -> date:
    try:
        return read_date(text, order)
    except ValueError:
        form = MONTH_DAY_YEAR if order == MONTH_FIRST else DAY_MONTH_YEAR
        raise RowRefused(BAD_DATE, value=text[:_SHOWN], column=label, form=form) from None


def _cents(text: str, label: str) -> str:
    """An amount that the form reads. “1,200” is twelve hundred for one and one and a fifth for another: refused."""
    amount = _CURRENCY.sub("", text).strip()
    if not _AMOUNT.fullmatch(amount):
        raise RowRefused(BAD_AMOUNT, value=text[:_SHOWN], column=label)
    return amount


def _whole(text: str, label: str) -> int:
    number = _UNITS.sub("", text).strip()
    if _THOUSANDS.fullmatch(number):
        number = re.sub(r"\D", "", number)
    elif found := _ROUND.fullmatch(number):
        number = found[1]
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise RowRefused(BAD_NUMBER, value=text[:_SHOWN], column=label)
    return int(number)
