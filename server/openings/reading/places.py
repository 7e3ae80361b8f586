"""Where the work is, on one line, and its country."""

import re
from collections.abc import Sequence
from functools import cache

from babel import Locale
from babel.core import get_global

from server.openings.reading.postings import Place
from server.tables.columns import plain_label

PLACES_SHOWN = 3


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
