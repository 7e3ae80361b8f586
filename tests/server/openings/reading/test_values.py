"""Dates, places, contracts and pay in the words people use."""

from datetime import date

import pytest

from server.openings.reading.pay import pay_of, period_of, settled_pay
from server.openings.reading.places import country_code, where
from server.openings.reading.postings import Pay, Place
from server.openings.reading.values import contract_of, day_of, remote_of


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2020-10-25T16:01:35-07:00", date(2020, 10, 25)),
        ("2020-10-20 20:28:32 UTC", date(2020, 10, 20)),
        ("Mon, 22 Jun 2026 12:12:33 GMT", date(2026, 6, 22)),
        ("13/11/2026", date(2026, 11, 13)),
        ("2026-11-13", date(2026, 11, 13)),
        (1793577600000, date(2026, 11, 2)),
        ("1793577600", date(2026, 11, 2)),
        ("soon", None),
        ("2026-02-31", None),
        ("0001-01-01", None),
        (10**30, None),
    ],
)
def test_days_are_those_of_who_wrote_them(told: str | int, day: date | None) -> None:
    assert day_of(told) == day


@pytest.mark.parametrize(
    ("told", "contract"),
    [
        ("CDI", "permanent"), ("FULL_TIME, CDI", "permanent"), ("FullTime", ""), ("CDD de 6 mois", "fixed_term"),
        ("Contrat d’apprentissage", "apprenticeship"), ("INTERN", "internship"), ("Stage de 6 mois", "internship"),
        ("international", ""), ("CONTRACTOR", "freelance"), ("Intérim", "temporary"),
        ("fulltime_permanent", "permanent"),
        ("unbefristet", "permanent"), ("befristet", "fixed_term"), ("Bénévolat", "volunteer"),
    ],
)  # fmt: skip
def test_contracts(told: str, contract: str) -> None:
    assert contract_of(told) == contract


@pytest.mark.parametrize(
    ("told", "remote"),
    [("TELECOMMUTE", "full"), ("Hybrid", "hybrid"), ("télétravail partiel", "hybrid"), ("fully", "full"), ("", "no"),
     ("none", "no"), ("On-site", "no"), ("oui", "full"), ("true", "full"), ("OnSite", "no")],
)  # fmt: skip
def test_remote_work(told: str, remote: str) -> None:
    assert remote_of(told) == remote


@pytest.mark.parametrize(
    ("told", "code"),
    [("France", "FR"), ("fr", "FR"), ("Allemagne", "DE"), ("Deutschland", "DE"), ("UK", "GB"), ("USA", "US"),
     ("FRA", "FR"), ("Anywhere", ""), ("", ""), ("Europe", "")],
)  # fmt: skip
def test_countries(told: str, code: str) -> None:
    assert country_code(told) == code


def test_places_stand_on_one_line_each_once_and_not_endlessly() -> None:
    many = [Place(country=code) for code in ("SK", "PT", "SK", "RO", "SI", "SE")]
    assert where(many, "fr") == ("Slovaquie · Portugal · Roumanie · +2", "")
    assert where([Place("Kirkland", "WA", "")], "en") == ("Kirkland, WA", "")
    assert where([Place("Sacramento, CA")], "en") == ("Sacramento, CA", "")
    assert where([Place("London, UK")], "en") == ("London, UK", "GB")
    assert where([Place("Lyon", "Auvergne-Rhône-Alpes", "France"), Place("Lyon", "", "FR")], "fr") == ("Lyon", "FR")


@pytest.mark.parametrize(
    ("told", "pay"),
    [
        ("De 500€ à 1700€ par mois", (500, 1700, "EUR", "month")),
        ("£40k - £50k", (40000, 50000, "GBP", "year")),
        ("45-55k€ brut annuel", (45000, 55000, "EUR", "year")),
        ("USD 55,000 per year", (55000, 55000, "USD", "year")),
        ("12,50 € de l'heure", (12, 12, "EUR", "hour")),
        ("1 900 € à 2 100 € mensuels", (1900, 2100, "EUR", "month")),
        ("selon profil", (None, None, "EUR", "year")),
        ("40000", (None, None, "EUR", "year")),
    ],
)
def test_pay_in_a_sentence(told: str, pay: tuple[object, ...]) -> None:
    assert settled_pay(pay_of(told)) == pay


def test_a_period_that_is_not_said_is_guessed_by_the_amount() -> None:
    guessed = [settled_pay(Pay(amount, None, "EUR", ""))[3] for amount in (30, 1900, 42_000)]
    assert guessed == ["hour", "month", "year"]
    assert settled_pay(Pay(2, 1, "EUR", "year"))[:2] == (1, 2)
    assert settled_pay(Pay(10**12, None, "EUR", "year"))[0] is None
    assert [period_of(told) for told in ("ANN", "HOUR", "1 YEAR", "per-year-salary", "MON")] == [
        "year", "hour", "year", "year", "month",
    ]  # fmt: skip
