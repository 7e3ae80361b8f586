"""What stands between somebody and a gift is known before they order it: no database."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from gamification import Ceiling
from server import clock
from server.rewards.catalogue.obstacles import Circumstances, obstacle
from server.rewards.catalogue.refusals import refusal_words
from server.rewards.catalogue.wording import delay_words, facts_of, tax_sentence
from server.rewards.known import (
    TAX_LABELS,
    CeilingReached,
    LevelTooLow,
    LimitReached,
    NoTeam,
    NotEnoughPoints,
    NotOffered,
    OrderRefused,
    OutOfStock,
    PotOpen,
    RewardSeen,
    SeasonClosed,
    YearUnknown,
)
from server.web.locale import speaking
from tests.support.gifts_seen import a_seen_gift

TODAY = date(2026, 11, 24)
FREE = Circumstances(day=TODAY, balance=1_000, level=2, ceiling=Ceiling(0, 20_000), season_left=None)
GIFT, POT = a_seen_gift(), a_seen_gift("lunch", kind="team_pot", cost=5_000, value_cents=50_000)


def test_nothing_stands_in_the_way() -> None:
    assert obstacle(GIFT, FREE) is None
    assert obstacle(POT, replace(FREE, team_id="data")) is None


@pytest.mark.parametrize(
    ("gift", "now", "reason"),
    [
        ({"published_at": None}, {}, NotOffered),
        ({"retired_at": datetime(2026, 11, 1, tzinfo=UTC)}, {}, NotOffered),
        ({"from_day": date(2026, 11, 25)}, {}, NotOffered),
        ({"until_day": date(2026, 11, 23)}, {}, NotOffered),
        ({"stock_total": 1, "stock_done": 1}, {}, OutOfStock),
        ({"min_level": 3}, {}, LevelTooLow),
        ({"limit_count": 1}, {"taken": 1}, LimitReached),
        ({}, {"balance": 249}, NotEnoughPoints),
        ({}, {"season_left": 1_799}, SeasonClosed),
        ({}, {"ceiling": None}, YearUnknown),
        ({}, {"ceiling": Ceiling(18_201, 20_000)}, CeilingReached),
        # What comes first: a gift that is gone is gone, and whoever must save is not told to wait for HR.
        ({"stock_total": 0, "min_level": 3}, {"balance": 0}, OutOfStock),
        ({}, {"balance": 0, "season_left": 0, "ceiling": None}, NotEnoughPoints),
    ],
)
def test_the_first_reason_is_named(gift: dict[str, Any], now: dict[str, Any], reason: type[OrderRefused]) -> None:
    assert type(obstacle(replace(GIFT, **gift), replace(FREE, **now))) is reason


def test_the_last_that_still_fits() -> None:
    """Exactly the points, the money and the ceiling are enough; the last day and the last piece count."""
    fits = replace(FREE, balance=250, season_left=1_800, ceiling=Ceiling(18_200, 20_000), taken=1)
    last = replace(GIFT, stock_total=3, stock_done=2, limit_count=2, min_level=2, from_day=TODAY, until_day=TODAY)
    assert obstacle(last, fits) is None


@pytest.mark.parametrize("gift", [{"kind": "donation", "tax_label": "donation"}, {"value_cents": 0}])
def test_what_nobody_receives_is_free_of_the_ceiling(gift: dict[str, Any]) -> None:
    assert obstacle(replace(GIFT, **gift), replace(FREE, ceiling=Ceiling(20_000, 20_000))) is None


def test_a_pot_asks_for_a_team_one_point_and_no_other_pot() -> None:
    team = replace(FREE, team_id="data", ceiling=Ceiling(20_000, 20_000))
    assert type(obstacle(POT, FREE)) is NoTeam
    assert obstacle(POT, replace(team, balance=1)) is None
    assert type(obstacle(POT, replace(team, balance=0))) is NotEnoughPoints
    standing = obstacle(POT, replace(team, pot_id="p1", balance=0))
    assert isinstance(standing, PotOpen)
    assert standing.redemption_id == "p1"


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (OutOfStock(), "Somebody has just taken the last one. Your points are untouched"),
        (NotEnoughPoints(1), "You need one more point."),
        (NotEnoughPoints(1_245), "You need 1,245 more points."),
        (LevelTooLow(3), "at the level Wave"),
        (LimitReached(1, "month"), "One per person per month: it is open to you again on December 1, 2026."),
        (
            LimitReached(2, "quarter"),
            "or asked for them. 2 per person per quarter: it is open to you again on January 1, 2027.",
        ),
        (LimitReached(1, "ever"), "You have one already, or asked for it. One per person."),
        (CeilingReached(2026, 16_500, 20_000), "come to €165, out of €200. This one would go beyond."),
        (YearUnknown(2027), "how much of them somebody may receive in 2027"),
        (OrderRefused(), "cannot be made at the moment"),
    ],
)
def test_a_refusal_is_a_sentence(refusal: OrderRefused, words: str) -> None:
    with clock.moved() as time, speaking("en", "Europe/Paris"):
        time.set(datetime(2026, 11, 24, 10, tzinfo=UTC))
        assert words in refusal_words(refusal)


def test_every_refusal_has_its_own_sentence() -> None:
    known: list[OrderRefused] = [
        each() for each in OrderRefused.__subclasses__() if each.__init__ is Exception.__init__
    ]
    with speaking("en"):
        otherwise = refusal_words(OrderRefused())
        said = {type(each).__name__: refusal_words(each) for each in known}
    moves = {"OrderMoved", "OwnOrder", "CodeGone"}  # of an order that is there: its own page says them
    assert {name for name, words in said.items() if words == otherwise} <= moves
    assert len(set(said.values()) - {otherwise}) == len([name for name in said if name not in moves])


@pytest.mark.parametrize("label", TAX_LABELS)
def test_the_tax_is_said_before_anybody_orders(label: str) -> None:
    with speaking("en"):
        said = tax_sentence(a_seen_gift(value_cents=2_500, tax_label=label))
    assert "payslip" in said
    assert ("€25" in said) == (label in ("taxable", "donation"))


@pytest.mark.parametrize(
    ("gift", "words"),
    [
        ({"kind": "team_pot"}, "A gift for the whole team: nothing appears on your payslip."),
        ({"kind": "donation"}, "It is a donation: nothing appears on your payslip."),
        ({"value_cents": 0}, "without value in money: nothing appears on your payslip."),
    ],
)
def test_what_no_payslip_shows_is_not_announced_for_one(gift: dict[str, Any], words: str) -> None:
    """Whatever its label says: payroll is told of none of these."""
    with speaking("en"):
        assert words in tax_sentence(replace(GIFT, tax_label="taxable", **gift))


@pytest.mark.parametrize(
    ("gift", "words"),
    [
        ({}, "Can be cancelled until it is prepared. Usual delay: 5 days."),
        ({"delay_days": 1}, "Can be cancelled until it is prepared. Usual delay: one day."),
        ({"approval": "auto", "kind": "voucher"}, "Done at once: it cannot be cancelled afterwards."),
        ({"approval": "hr", "kind": "voucher"}, "Can be cancelled until HR says yes. Usual delay: 5 days."),
    ],
)
def test_the_delay_is_said(gift: dict[str, Any], words: str) -> None:
    with speaking("en"):
        assert delay_words(replace(GIFT, **gift)) == words


def test_what_bounds_a_gift_is_said() -> None:
    bounded: RewardSeen = replace(
        GIFT, stock_total=9, stock_done=4, limit_count=1, limit_window="quarter", min_level=3,
        until_day=date(2026, 12, 20), is_nearby=True,
    )  # fmt: skip
    with speaking("en"):
        assert facts_of(GIFT) == ()
        assert "Only 5 left" not in facts_of(bounded, is_offered=False)
        assert facts_of(bounded) == (
            "Only 5 left", "One per person per quarter", "From the level Wave", "Until December 20, 2026",
            "Made nearby",
        )  # fmt: skip
