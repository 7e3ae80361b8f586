"""Which language a request speaks, and words, numbers and dates in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from babel import negotiate_locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from jinja2 import Environment
from markupsafe import Markup

from server import clock
from server.settings import ROOT

LANGUAGES = ("fr", "en")
DEFAULT_LANGUAGE = "fr"
LOCALES = ROOT / "server" / "locales"
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)
_zone: ContextVar[str] = ContextVar("zone", default="Europe/Paris")


def language() -> str:
    """The language of this request or job."""
    return _language.get()


@contextmanager
def speaking(chosen: str, zone: str | None = None) -> Iterator[None]:
    """Everything inside speaks this language, in this time zone."""
    token = _language.set(chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE)
    zone_token = _zone.set(zone) if zone else None
    try:
        yield
    finally:
        _language.reset(token)
        if zone_token:
            _zone.reset(zone_token)


def speak(chosen: str, zone: str | None = None) -> None:
    """Set the language for the rest of this task: the request's middleware and handlers call it."""
    _language.set(chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE)
    if zone:
        _zone.set(zone)


def zone() -> ZoneInfo:
    """The programme's time zone, in which days and weeks begin."""
    return ZoneInfo(_zone.get())


def negotiate(chosen: str | None, accept: str) -> str:
    """A language asked for by name, else the best of an Accept-Language header, else French."""
    if chosen in LANGUAGES:
        return chosen
    wanted = sorted(_weighted(accept), reverse=True)
    names = [name for weight, name in wanted if weight > 0]
    return negotiate_locale(names, LANGUAGES, sep="-") or DEFAULT_LANGUAGE


def _weighted(accept: str) -> Iterator[tuple[float, str]]:
    for part in accept[:400].split(","):
        name, _, weight = part.strip().partition(";q=")
        try:
            yield float(weight or 1), name
        except ValueError:
            continue


@cache
def translations(name: str) -> NullTranslations:
    """The catalogue of a language, read from its .po file (no compiled copy to forget); English is the source."""
    if name == "en":
        return NullTranslations()
    compiled = BytesIO()
    with (LOCALES / name / "LC_MESSAGES" / "messages.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=name))
    compiled.seek(0)
    return Translations(compiled)


def say(message: str, values: dict[str, Any] | None = None) -> str:
    """A message in the present language, its {named} values filled in, dressed in its typography."""
    text = translations(language()).ugettext(message)
    return typography(text.format(**{k: spoken(v) for k, v in values.items()}) if values else text)


def say_many(one: str, many: str, n: int, values: dict[str, Any] | None = None) -> str:
    """As `say`, in the plural form that n takes."""
    text = translations(language()).ungettext(one, many, n)
    return typography(text.format(**{"n": spoken(n), **{k: spoken(v) for k, v in (values or {}).items()}}))


def spoken(value: Any) -> str:
    """A value as people read it: grouped digits, long dates."""
    if isinstance(value, bool) or not isinstance(value, (int, float, date)):
        return str(value)
    return day(value) if isinstance(value, date) else number(value)


def number(value: float) -> str:
    """A number with the language's grouping."""
    return str(format_decimal(value, locale=language()))


def day(value: date | datetime, pattern: str = "long") -> str:
    """A date in the programme's zone."""
    local = value.astimezone(zone()).date() if isinstance(value, datetime) else value
    return _first_of_month(str(format_date(local, pattern, locale=language())))


def _first_of_month(date: str) -> str:
    return re.sub(r"^1(?= )", "1er", date) if language() == "fr" else date


def moment(value: datetime) -> str:
    """A day and a time in the programme's zone; the year only when it is another one."""
    same_year = value.astimezone(zone()).year == clock.now().astimezone(zone()).year
    date_part = format_skeleton("MMMd" if same_year else "yMMMd", value, tzinfo=zone(), locale=language())
    return f"{_first_of_month(date_part)}, {clock_time(value)}"


def clock_time(value: datetime) -> str:
    """A time of day in the programme's zone."""
    return str(format_time(value, "short", tzinfo=zone(), locale=language()))


def ago(value: datetime) -> str:
    """How long ago, in words."""
    return str(format_timedelta(value - clock.now(), add_direction=True, locale=language()))


NARROW, FIXED = "\u202f", "\u00a0"
_FRENCH = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r" ([;!?])"), NARROW + r"\1"),
    (re.compile(r" ([:%€])"), FIXED + r"\1"),
    (re.compile("«[ \u00a0\u202f]?"), "«" + FIXED),
    (re.compile("[ \u00a0\u202f]?»"), FIXED + "»"),
    (re.compile(r"\.\.\."), "…"),
)


def typography(text: str) -> str:
    """French spaces and apostrophes; other languages pass unchanged. Idempotent."""
    if language() != "fr":
        return text
    for pattern, replacement in _FRENCH:
        text = pattern.sub(replacement, text)
    return text


def _typo_filter(value: Any) -> str:
    """Set the typography first: once escaped, an apostrophe is no apostrophe. Markup stays markup."""
    typeset = typography(str(value))
    return Markup(typeset) if isinstance(value, Markup) else typeset  # noqa: S704  it was markup before


def install(environment: Environment) -> None:
    """Give templates gettext and the filters num, day, moment, time, ago, typo."""
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda s: typography(translations(language()).ugettext(s)),
        lambda s, p, n: typography(translations(language()).ungettext(s, p, n)),
        newstyle=True,
        pgettext=lambda c, s: typography(translations(language()).upgettext(c, s)),
        npgettext=lambda c, s, p, n: typography(translations(language()).unpgettext(c, s, p, n)),
    )
    environment.filters.update(
        num=number, day=day, moment=moment, time=clock_time, ago=ago, typo=_typo_filter, spoken=spoken
    )
    environment.globals.update(say=say, say_many=say_many)
