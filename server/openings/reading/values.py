"""Dates, places, contracts and pay in anybody's words become our codes."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from babel import Locale
from babel.core import get_global

from server.openings.reading.postings import Pay, Place
from server.people.csv_cells import DAY_FIRST, read_date
from server.people.csv_columns import plain_label

PLACES_SHOWN = 3
_CONTRACTS = (
    ("apprenticeship", r"apprenti\w*|alternan\w+|apprentices?(?:hip)?|professionnalisation|ausbildung|azubi"),
    ("internship", r"interns?(?:hip)?|stages?|stagiaires?|trainees?|praktikum|pfe"),
    ("freelance", r"freelance\w*|contractors?|independan\w+|self employed|portage"),
    ("volunteer", r"volunteer\w*|benevol\w+|service civique"),
    ("fixed_term", r"cdd|fixed term|duree determinee|befristet\w*|contract|limited"),
    ("temporary", r"interim\w*|temporary|temp|seasonal|saisonni\w+|per diem|zeitarbeit"),
    ("permanent", r"cdi|permanent|duree indeterminee|unbefristet\w*|regular|indefinite|festanstellung"),
)
_REMOTES = (
    ("hybrid", r"hybrid\w*|partial\w*|partiel\w*|partly|mixte|flexible|temporary|some"),
    ("no", r"no|non|none|false|0|on site|onsite|sur site|presentiel|office|jamais"),
    ("full", r"full\w*|remote|tele\w+|yes|oui|true|1|home|distance|distanciel|anywhere|100"),
)
_WHOLE_DAYS = re.compile(r"\b(full ?time|temps plein|vollzeit|tiempo completo)\b")
_PART_DAYS = re.compile(r"\b(part ?time|temps partiel|teilzeit)\b")
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


def day_of(told: str | int) -> date | None:
    """The day of a date as its source wrote it, in its own zone; of an epoch in seconds or milliseconds in UTC."""
    if isinstance(told, int) or (told.isdigit() and len(told) in (10, 13)):
        return _of_epoch(int(told))
    words = re.sub(r"\s+(?:UTC|GMT|Z)$", "+00:00", told.strip()[:60])
    for read in (_of_iso, _of_mail, _of_people):
        try:
            found = read(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found if 1970 <= found.year < 2100 else None
    return None


def _of_epoch(number: int) -> date | None:
    seconds = number / 1000 if number > 10**11 else number
    return datetime.fromtimestamp(seconds, UTC).date() if 0 < seconds < 4 * 10**9 else None


def _of_iso(words: str) -> date:
    return datetime.fromisoformat(words).date()


def _of_mail(words: str) -> date:
    return parsedate_to_datetime(words.replace("+00:00", " +0000")).date()


def _of_people(words: str) -> date:
    return read_date(words, DAY_FIRST)


def contract_of(*told: str) -> str:
    """Our code of a contract, from the first of these words that name one."""
    return next((code for words in told for code in [_coded(words, _CONTRACTS)] if code), "")


def remote_of(told: str) -> str:
    """`full`, `hybrid` or `no`."""
    return _coded(told, _REMOTES) or "no"


def _coded(words: str, codes: Sequence[tuple[str, str]]) -> str:
    plain = plain_label(words)
    return next((code for code, pattern in codes if re.search(rf"\b(?:{pattern})\b", plain)), "")


def hours_of(told: str, contract: str, language: str) -> str:
    """How much time a week, in the posting's language."""
    plain = plain_label(f"{told} {contract}")
    if _PART_DAYS.search(plain):
        return "Temps partiel" if language == "fr" else "Part time"
    if _WHOLE_DAYS.search(plain):
        return "Temps plein" if language == "fr" else "Full time"
    return told[:60]


def country_code(told: str) -> str:
    """The two letters of a country named in English, French or German, or coded in two or three letters."""
    plain = plain_label(told)
    if not plain:
        return ""
    alias = get_global("territory_aliases").get(told.strip().upper(), ())
    return _countries().get(plain) or (alias[0] if len(alias) == 1 and len(alias[0]) == 2 else "")


@cache
def _countries() -> dict[str, str]:
    named = {
        plain_label(str(name)): str(code)
        for language in ("de", "fr", "en")
        for code, name in Locale(language).territories.items()
        if _is_country(str(code))
    }
    codes = {code.lower(): code for code in map(str, Locale("en").territories) if _is_country(code)}
    return {**codes, **named, "usa": "US", "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB"}


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


def where(places: Sequence[Place], language: str) -> tuple[str, str]:
    """The places on one line, each once and at most three by name, and their country where it is one."""
    named = list(dict.fromkeys(filter(None, (_named(place, language) for place in places))))
    countries = {code for place in places if (code := _country(place))}
    more = [f"+{len(named) - PLACES_SHOWN}"] if len(named) > PLACES_SHOWN else []
    return " · ".join([*named[:PLACES_SHOWN], *more])[:200], countries.pop() if len(countries) == 1 else ""


def _named(place: Place, language: str) -> str:
    code = _country(place)
    if not place.city:
        return place.region or _country_name(code, language) or place.country
    # A state in two or three letters is part of the name of a town.
    is_state = re.fullmatch(r"[A-Z]{2,3}", place.region) and code in {"", "US", "CA", "AU"}
    return f"{place.city}, {place.region}" if is_state and place.region not in place.city else place.city


def _country(place: Place) -> str:
    # Two letters behind a town may be a state: "Sacramento, CA" is not in Canada.
    last = place.city.rpartition(",")[2].strip() if "," in place.city else ""
    return country_code(place.country) or (country_code(last) if len(last) > 2 or last == "UK" else "")


def _country_name(code: str, language: str) -> str:
    return str(Locale("fr" if language == "fr" else "en").territories.get(code, code)) if code else ""


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
    return _coded(re.sub(r"\d+", " ", told), _PERIODS)


def settled_pay(pay: Pay | None) -> tuple[int | None, int | None, str, str]:
    """Both ends in order, the currency, the period; a period that is not said is guessed by the amount."""
    amounts = sorted(each for each in (pay.low, pay.high) if each and 0 < each <= MOST_PAY) if pay else []
    currency = currency_of(pay.currency) if pay else ""
    if pay is None or not amounts or not currency:
        return None, None, "EUR", "year"
    per = period_of(pay.per) or ("year" if amounts[-1] >= 10_000 else "month" if amounts[-1] >= 500 else "hour")
    return (amounts[0] if pay.low else None), (amounts[-1] if pay.high else None), currency, per
