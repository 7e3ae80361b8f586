"""Openings in words, in the language of the request: contract, pay, place."""

from babel import Locale
from babel.numbers import format_currency, get_currency_symbol

from server.messages import N_
from server.openings.queries import OpeningSeen
from server.web.locale import language, say

CONTRACTS = {
    "permanent": N_("Permanent"),
    "fixed_term": N_("Fixed term"),
    "apprenticeship": N_("Apprenticeship"),
    "internship": N_("Internship"),
    "temporary": N_("Temporary"),
    "freelance": N_("Freelance"),
    "volunteer": N_("Volunteering"),
}
REMOTES = {"no": N_("On site"), "hybrid": N_("Partly remote"), "full": N_("Remote")}
PERIODS = {
    "year": N_("{pay} a year"),
    "month": N_("{pay} a month"),
    "week": N_("{pay} a week"),
    "day": N_("{pay} a day"),
    "hour": N_("{pay} an hour"),
}
CLOSINGS = {
    "filled": N_("Somebody was found"),
    "stopped": N_("The search was stopped"),
    "lapsed": N_("Its closing date has passed"),
    "gone": N_("It is no longer in its source"),
}
THOUSAND, WORTH_SHORTENING = 1000, 10_000


def contract_name(contract: str) -> str:
    """A kind of contract as people call it; nothing for none."""
    return say(CONTRACTS[contract]) if contract in CONTRACTS else contract


def remote_text(remote: str) -> str:
    """On site, partly remote, remote."""
    name = REMOTES.get(remote, N_("On site"))
    return say(name)


def closing_text(because: str) -> str:
    """Why an opening was closed; nothing for none."""
    return say(CLOSINGS[because]) if because in CLOSINGS else because


def place_text(opening: OpeningSeen) -> str:
    """Where the work is: a place, "or remote", a country, or remote altogether."""
    where = opening.place or country_name(opening.country)
    if opening.remote == "full":
        return say(N_("{place} or remote"), {"place": where}) if opening.place else remote_text("full")
    return where


def country_name(code: str) -> str:
    """A country by its two letters, as the language calls it; nothing for none."""
    return str(Locale(language()).territories.get(code.upper(), code)) if code else ""


def pay_text(opening: OpeningSeen) -> str:
    """The gross pay range in short, "€48k to €58k", "€1,900 a month"; nothing where none is said."""
    low, high = sorted((opening.pay_from or 0, opening.pay_to or 0))
    if not high:
        return ""
    if opening.pay_per == "year" and (low or high) >= WORTH_SHORTENING and _is_short(opening.pay_currency):
        return _in_thousands(low, high, opening)
    said = _range(_money(low, opening), _money(high, opening), low, high, opening)
    return say(PERIODS.get(opening.pay_per, PERIODS["year"]), {"pay": said})


def _is_short(currency: str) -> bool:
    return len(_symbol(currency)) == 1


def _symbol(currency: str) -> str:
    return str(get_currency_symbol(currency, locale=language()))


def _in_thousands(low: int, high: int, opening: OpeningSeen) -> str:
    values = {"low": _thousands(low), "high": _thousands(high), "symbol": _symbol(opening.pay_currency)}
    if low and high != low:
        return say(N_("{symbol}{low}k to {symbol}{high}k"), values)
    single = say(N_("{symbol}{high}k"), values)
    return _range("", single, low, high, opening)


def _thousands(amount: int) -> float:
    whole, rest = divmod(amount, THOUSAND)
    return whole if rest < THOUSAND // 20 else round(amount / THOUSAND, 1)


def _range(low_said: str, high_said: str, low: int, high: int, opening: OpeningSeen) -> str:
    if low == high:
        return high_said
    if low:
        return say(N_("{low} to {high}"), {"low": low_said, "high": high_said})
    return say(N_("from {pay}") if not opening.pay_to else N_("up to {pay}"), {"pay": high_said})


def _money(amount: int, opening: OpeningSeen) -> str:
    form = "#,##0 ¤" if language() == "fr" else "¤#,##0"
    return str(format_currency(amount, opening.pay_currency, form, language(), currency_digits=False)) if amount else ""
