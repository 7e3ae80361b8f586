"""Gross pay in anybody's words: amounts, currency, what it is for."""

import re
from functools import cache

from babel import Locale

from server.openings.reading.postings import Pay
from server.openings.reading.values import coded

_PERIODS = (
    ("hour", r"hours?|hourly|heures?|horaire|h|hr|hur|stunde"),
    ("day", r"days?|daily|jours?|jour|tjm|tag"),
    ("week", r"weeks?|weekly|semaines?|wee|woche"),
    ("month", r"months?|monthly|mois|mensuel\w*|mon|monat"),
    ("year", r"years?|yearly|ann\w*|ans?|annu\w+|per annum|pa|jahr"),
)
_CURRENCIES = {"€": "EUR", "£": "GBP", "$": "USD", "us$": "USD", "ca$": "CAD", "chf": "CHF", "eur": "EUR",
               "euros": "EUR", "euro": "EUR"}  # fmt: skip
_AMOUNT = re.compile(r"(\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*(k\b)?", re.I)
_CODED = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
MOST_PAY = 9_999_999


def pay_of(told: str) -> Pay | None:
    """The pay that a sentence names: "De 1 900 € à 2 100 € par mois", "£40k - £50k", "USD 55,000 per year"."""
    amounts = [amount for found in _AMOUNT.finditer(told[:200]) if (amount := _amount(found))]
    currency = currency_of(told)
    if not amounts or not currency:
        return None
    if re.search(r"\d\s*[-–—à]\s*\d+\s*k\b", told, re.I):  # 45-55k: both are thousands
        amounts = [amount * 1000 if amount < 1000 else amount for amount in amounts]
    return Pay(min(amounts[:2]), max(amounts[:2]), currency, period_of(told))


def _amount(found: re.Match[str]) -> int:
    whole, tenths, thousands = found.groups()
    number = float(re.sub(r"\D", "", whole) + "." + (tenths or "0"))
    return int(number * 1000 if thousands else number)


def currency_of(told: str) -> str:
    """The three letters of a currency, by its code or its sign."""
    coded = next((code for code in _CODED.findall(told) if code in _known_currencies()), "")
    plain = told.lower()
    return coded or next(
        (_CURRENCIES[sign] for sign in sorted(_CURRENCIES, key=len, reverse=True) if sign in plain), ""
    )


@cache
def _known_currencies() -> frozenset[str]:
    return frozenset(Locale("en").currencies)


def period_of(told: str) -> str:
    """What a pay is for: hour, day, week, month or year; nothing where it is not said."""
    return coded(re.sub(r"\d+", " ", told), _PERIODS)


def settled_pay(pay: Pay | None) -> tuple[int | None, int | None, str, str]:
    """Both ends in order, the currency, the period; a period that is not said is guessed by the amount."""
    amounts = sorted(each for each in (pay.low, pay.high) if each and 0 < each <= MOST_PAY) if pay else []
    currency = currency_of(pay.currency) if pay else ""
    if pay is None or not amounts or not currency:
        return None, None, "EUR", "year"
    per = period_of(pay.per) or ("year" if amounts[-1] >= 10_000 else "month" if amounts[-1] >= 500 else "hour")
    return (amounts[0] if pay.low else None), (amounts[-1] if pay.high else None), currency, per
