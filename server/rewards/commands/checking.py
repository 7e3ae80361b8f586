"""Whether somebody may order a gift today, read while they are held: each refusal says why."""

from dataclasses import dataclass
from datetime import datetime

from gamification import NOBODYS_GIFTS, PeriodKind, counts_for_ceiling, period_of
from server.points.queries import totals
from server.rewards.known import (
    CeilingReached,
    ChoiceMissing,
    LevelTooLow,
    LimitReached,
    NotOffered,
    OutOfStock,
    PayrollClosed,
    PlaceMissing,
    PriceChanged,
    RewardSeen,
    TaxLabel,
    WatchReached,
    Wish,
    YearUnknown,
)
from server.rewards.queries import (
    ceiling_for,
    gift_settings,
    is_offered,
    places,
    received_in,
    taken_in_window,
    watch_for,
    year_of,
)
from server.web.locale import zone


@dataclass(frozen=True, slots=True)
class Terms:
    """What an order is bound to: the calendar year, the season, what counts towards the ceiling, its tax, the place."""

    year: int
    season: str
    counted_cents: int
    tax_label: TaxLabel
    place_id: str | None


async def check(reward: RewardSeen, wish: Wish, person_id: str, at: datetime) -> Terms:
    """The terms of an order. Raises the OrderRefused that says why there is none; the person is held."""
    if not is_offered(reward, at.astimezone(zone()).date()):
        raise NotOffered
    if wish.terms not in (None, reward.terms):
        raise PriceChanged
    if reward.left is not None and reward.left <= 0:
        raise OutOfStock
    await _check_person(reward, person_id, at)
    place_id = await _place(reward, wish)
    if reward.choices and wish.choice not in reward.choices:
        raise ChoiceMissing
    counted = reward.value_cents if counts_for_ceiling(reward.kind, reward.tax_label, wish.through_payroll) else 0
    if wish.through_payroll:
        await _check_payroll(reward)
    if counted or wish.through_payroll:
        await _check_year(person_id, year_of(at), counted, reward.value_cents)
    label: TaxLabel = "donation" if reward.kind in NOBODYS_GIFTS else reward.tax_label
    return Terms(year_of(at), period_of(at, PeriodKind.SEASON, zone()).key, counted, label, place_id)


async def _check_person(reward: RewardSeen, person_id: str, at: datetime) -> None:
    if (await totals(person_id)).level.level.number < reward.min_level:
        raise LevelTooLow(reward.min_level)
    if reward.limit_count is not None and await taken_in_window(person_id, reward, at) >= reward.limit_count:
        raise LimitReached(reward.limit_count, reward.limit_window)


async def _place(reward: RewardSeen, wish: Wish) -> str | None:
    """Where it is fetched: a good somewhere, what HR organises where it is said, the rest nowhere."""
    if not reward.places or reward.kind in ("voucher", "donation"):
        return None
    if wish.place_id is None and reward.kind != "good":
        return None
    if wish.place_id not in reward.places or wish.place_id not in {place.id for place in await places()}:
        raise PlaceMissing
    return wish.place_id


async def _check_payroll(reward: RewardSeen) -> None:
    """HR can close this way; what nobody receives alone never goes it."""
    if reward.kind in NOBODYS_GIFTS or not (await gift_settings()).payroll_allowed:
        raise PayrollClosed


async def _check_year(person_id: str, year: int, counted: int, value: int) -> None:
    """What somebody receives in a calendar year has two bounds: the ceiling, and the law's with payroll included.

    A year without a figure is closed to both ways: nobody knows yet what may be given without payroll.
    """
    ceiling = await ceiling_for(person_id, year)
    if ceiling is None:
        raise YearUnknown(year)
    if counted and not ceiling.fits(counted):
        raise CeilingReached(year, ceiling.used, ceiling.ceiling)
    watch = await watch_for(year)
    if watch is not None and await received_in(person_id, year) + value >= watch:
        raise WatchReached(year, watch)
