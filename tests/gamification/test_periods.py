"""Periods partition time."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    NaiveInstantError,
    PeriodKind,
    next_period,
    over_for_good,
    period_from_key,
    period_named,
    period_of,
    periods_between,
    previous_period,
    week_key,
    week_monday,
)

PARIS = ZoneInfo("Europe/Paris")
# Clocks that change at midnight, by half an hour, twice a year around Ramadan, or not at all.
ODD_ZONES = (
    "Europe/Paris", "America/Havana", "Asia/Beirut", "Africa/Casablanca", "Australia/Lord_Howe",
    "America/Nuuk", "Asia/Tehran", "Antarctica/Troll", "Africa/Cairo", "America/Asuncion", "Atlantic/Azores",
    "Asia/Kolkata",
)  # fmt: skip
ALL_ZONES = sorted(name for name in available_timezones() if "/" in name)
YEARS = (datetime(2020, 1, 1), datetime(2040, 12, 31))
kinds = st.sampled_from(PeriodKind)
instants = st.datetimes(*YEARS, timezones=st.just(UTC))


@pytest.mark.parametrize("name", ODD_ZONES)
@pytest.mark.parametrize("kind", PeriodKind)
def test_periods_follow_each_other_without_gap(name: str, kind: PeriodKind) -> None:
    """Invariant 25: bounds are contiguous and never overlap, through every change of clock 2020-2040."""
    start, end = (each.replace(tzinfo=UTC) for each in YEARS)
    chain = list(periods_between(start, end, kind, ZoneInfo(name)))
    assert all(before.ends_at == after.starts_at for before, after in pairwise(chain))
    assert all(period.starts_at < period.ends_at for period in chain)
    assert len({period.key for period in chain}) == len(chain)


@given(instants, kinds, st.sampled_from(ALL_ZONES))
def test_an_instant_is_in_exactly_one_period(instant: datetime, kind: PeriodKind, name: str) -> None:
    """Invariant 25: in every IANA zone."""
    zone = ZoneInfo(name)
    period = period_of(instant, kind, zone)
    assert period.starts_at <= instant < period.ends_at
    assert previous_period(period, zone).ends_at == period.starts_at
    assert next_period(period, zone).starts_at == period.ends_at
    assert period_of(period.starts_at, kind, zone) == period
    assert period_of(period.ends_at - timedelta(microseconds=1), kind, zone) == period
    assert period_from_key(period.key, kind, zone) == period


@given(instants)
def test_a_day_is_the_local_date(instant: datetime) -> None:
    assert period_of(instant, PeriodKind.DAY, PARIS).key == instant.astimezone(PARIS).date().isoformat()


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (PeriodKind.DAY, "2026-11-22"),
        (PeriodKind.WEEK, "2026-W47"),
        (PeriodKind.MONTH, "2026-11"),
        (PeriodKind.SEASON, "2026-Q4"),
        (PeriodKind.YEAR, "2026"),
    ],
)
def test_keys(kind: PeriodKind, key: str) -> None:
    assert period_of(datetime(2026, 11, 22, 12, tzinfo=UTC), kind, PARIS).key == key


def test_the_programme_s_midnight_decides_not_utc_s() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert period_of(late, PeriodKind.DAY, PARIS).key == "2026-11-23"
    assert period_of(late, PeriodKind.WEEK, PARIS).key == "2026-W48"


@pytest.mark.parametrize(("key", "hours"), [("2026-10-25", 25), ("2027-03-28", 23), ("2026-11-22", 24)])
def test_days_on_which_the_clock_changes(key: str, hours: int) -> None:
    day = period_from_key(key, PeriodKind.DAY, PARIS)
    assert day.ends_at - day.starts_at == timedelta(hours=hours)


def test_iso_weeks_cross_years() -> None:
    assert week_key(date(2027, 1, 3)) == "2026-W53"
    assert week_monday("2026-W53") == date(2026, 12, 28)


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(NaiveInstantError):
        period_of(datetime(2026, 11, 22), PeriodKind.DAY, PARIS)


@pytest.mark.parametrize("key", ["2026-W54", "26-W01", "tomorrow", "2026-W1"])
def test_another_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the shape alone is promised
        period_from_key(key, PeriodKind.WEEK, PARIS)


@pytest.mark.parametrize(
    ("name", "instant"),
    [
        ("America/Toronto", datetime(1919, 3, 31, 4, 45, tzinfo=UTC)),
        ("America/St_Johns", datetime(2010, 11, 7, 3, 0, tzinfo=UTC)),
    ],
    ids=["forward across midnight", "back across midnight"],
)
def test_a_clock_that_jumps_across_midnight_leaves_no_instant_out(name: str, instant: datetime) -> None:
    """Invariant 25: even where the local date goes back, or begins before its midnight."""
    zone = ZoneInfo(name)
    period = period_of(instant, PeriodKind.DAY, zone)
    assert period.starts_at <= instant < period.ends_at
    assert period.key != instant.astimezone(zone).date().isoformat()


@given(instants, st.sampled_from((PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.SEASON)), st.sampled_from(ALL_ZONES))
def test_a_key_names_its_period_by_its_shape(instant: datetime, kind: PeriodKind, name: str) -> None:
    period = period_of(instant, kind, ZoneInfo(name))
    assert period_named(period.key, ZoneInfo(name)) == period


@pytest.mark.parametrize("key", ["", "all", "2026", "2026-13", "2026-W54", "2026-Q5", "2026-1", "20-Q1", "2026-Q1-"])
def test_another_key_names_nothing(key: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  whatever the calendar says of it
        period_named(key, PARIS)


# A night on which the clock changes lies right before, on or after the bound; Asuncion's season starts at an hour
# that is not on the clock.
@pytest.mark.parametrize(
    ("name", "key", "closes"),
    [
        ("Europe/Paris", "2026-W43", "2026-10-28T23:00"),
        ("Europe/Paris", "2027-W12", "2027-03-31T22:00"),
        ("Europe/Paris", "2026-Q3", "2026-10-03T22:00"),
        ("Europe/Paris", "2026-Q4", "2027-01-03T23:00"),
        ("Europe/Paris", "2027-Q1", "2027-04-03T22:00"),
        ("America/Asuncion", "2023-Q3", "2023-10-04T04:00"),
    ],
)
def test_a_period_is_over_for_good_72_hours_after_its_end(name: str, key: str, closes: str) -> None:
    zone, instant = ZoneInfo(name), datetime.fromisoformat(closes).replace(tzinfo=UTC)
    period = period_named(key, zone)
    assert list(over_for_good(period, instant - timedelta(milliseconds=1), zone)) == []
    assert list(over_for_good(period, instant, zone)) == [period]
