"""Which gifts the catalogue shows, in which order, and the one thing it says of each: no database."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.drawing import GIFT_ART
from server.rewards.catalogue.art import picture_of
from server.rewards.catalogue.listing import Reader, card, chips, in_order, takes
from server.rewards.known import KINDS, Names, RewardSeen
from server.web.locale import speaking
from tests.support.gifts_seen import a_seen_gift

READER = Reader(balance=300, level=2)
PLANT = a_seen_gift("plant", cost=300, is_nearby=True)
DONATION = a_seen_gift("donation", kind="donation", cost=200)
HALF_DAY = a_seen_gift("half-day", kind="experience", cost=1_500)
LUNCH = a_seen_gift("lunch", kind="team_pot", cost=2_400)
TOTE = a_seen_gift("tote", cost=50, stock_total=2, stock_reserved=1, stock_done=1)
WORKSHOP = a_seen_gift("workshop", cost=80, min_level=3)
ALL = (PLANT, DONATION, HALF_DAY, LUNCH, TOTE, WORKSHOP)


def slugs(rewards: list[RewardSeen]) -> list[str]:
    return [each.slug for each in rewards]


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("", [each.slug for each in ALL]),
        ("nonsense", [each.slug for each in ALL]),
        ("reach", ["plant", "donation"]),
        ("donations", ["donation"]),
        ("time", ["half-day"]),
        ("nearby", ["plant"]),
        ("pots", ["lunch"]),
    ],
)
def test_a_filter_lets_its_own_through(show: str, expected: list[str]) -> None:
    assert [each.slug for each in ALL if takes(show, each, READER)] == expected


def test_the_one_saved_for_comes_first_then_the_nearest_and_last_what_ran_out() -> None:
    assert slugs(in_order(ALL, READER)) == ["donation", "plant", "lunch", "workshop", "half-day", "tote"]
    assert slugs(in_order(ALL, replace(READER, target_id="half-day")))[:2] == ["half-day", "donation"]


rewards = st.lists(
    st.builds(
        a_seen_gift,
        slug=st.text("abc", min_size=1, max_size=4),
        cost=st.integers(1, 2_000),
        stock_total=st.one_of(st.none(), st.integers(0, 3)),
        min_level=st.integers(1, 5),
        kind=st.sampled_from(KINDS),
    )
)


@given(rewards, st.integers(0, 2_000), st.integers(1, 5))
def test_nothing_gets_lost_and_what_is_in_reach_stands_together(
    found: list[RewardSeen], balance: int, level: int
) -> None:
    reader = Reader(balance, level)
    ordered = in_order(found, reader)
    assert sorted(map(id, ordered)) == sorted(map(id, found))
    reach = [reader.can_have(each) for each in ordered]
    assert reach == sorted(reach, reverse=True)
    assert all(each.cost <= balance or each.kind == "team_pot" for each in ordered if reader.can_have(each))


def test_only_filters_that_find_something_are_offered_and_the_one_that_is_on() -> None:
    with speaking("en"):
        assert [text for text, _, _ in chips("", ALL, READER)] == [
            "All", "Within reach", "Donations", "Moments", "Made nearby", "Team pots",
        ]  # fmt: skip
        assert chips("donations", (HALF_DAY,), READER) == (
            ("All", "/gifts", False),
            ("Donations", "/gifts?show=donations", True),
            ("Moments", "/gifts?show=time", False),
        )


@pytest.mark.parametrize(
    ("reward", "reader", "tag"),
    [
        (TOTE, READER, "Out of stock"),
        (WORKSHOP, READER, "Wave"),
        (a_seen_gift(stock_total=10, stock_reserved=4), READER, "Only 6 left"),
        (a_seen_gift(stock_total=10, stock_reserved=9), READER, "Only one left"),
        (a_seen_gift(stock_total=10, stock_reserved=3), READER, ""),
        (PLANT, replace(READER, favourite_id="plant"), "Most chosen"),
        (PLANT, READER, ""),
    ],
)
def test_a_card_says_the_one_thing_to_know_first(reward: RewardSeen, reader: Reader, tag: str) -> None:
    with speaking("en"):
        assert card(reward, reader).tag == tag


def test_a_card_out_of_reach_says_how_far_it_is() -> None:
    with speaking("en"):
        far, near, pot = card(HALF_DAY, READER), card(PLANT, READER), card(LUNCH, READER)
        high = card(WORKSHOP, READER)
    assert (far.missing, far.is_out_of_reach) == (1_200, True)
    assert (near.missing, near.is_out_of_reach) == (0, False)
    assert (pot.missing, pot.is_out_of_reach) == (0, False)
    assert (high.summary, high.missing, high.is_out_of_reach) == ("From the level Wave", 0, True)


def test_a_gift_at_ones_limit_is_no_longer_in_reach() -> None:
    full = replace(READER, at_limit=frozenset({"plant"}))
    assert [each.slug for each in ALL if takes("reach", each, full)] == ["donation"]
    with speaking("en"):
        assert card(PLANT, full).is_out_of_reach
        assert not card(DONATION, full).is_out_of_reach


def test_a_gift_speaks_the_readers_language_and_falls_back_on_the_other() -> None:
    with speaking("fr"):
        assert card(PLANT, READER).name == "Gourde gravée"
        assert card(replace(PLANT, name=Names("", "Bottle")), READER).name == "Bottle"


@given(st.sampled_from(KINDS), st.sampled_from(("", "nonsense", *GIFT_ART)), st.sampled_from((None, "abc.webp")))
def test_every_gift_has_a_picture_its_own_first(kind: str, illustration: str, picture: str | None) -> None:
    address = picture_of(a_seen_gift(kind=kind, illustration=illustration, picture=picture))
    if picture:
        assert address == "/media/abc.webp"
    else:
        name = address.removeprefix("/gifts/art/").removesuffix(".svg")
        assert name in GIFT_ART
        assert illustration not in GIFT_ART or name == illustration
