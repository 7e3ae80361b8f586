"""What HR may type about a gift, field by field: read without a database."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rewards.catalogue_forms import PlaceForm, RewardForm, StockForm, euros, is_far, lines
from server.rewards.console.showing import typed_euros
from server.rewards.console.starters import STARTERS, first_values
from server.web.forms import Filled, blank, check
from server.web.locale import speaking

GIFT = {"name_fr": "Gourde", "name_en": "Flask", "cost": "300", "value": "15"}


def filled(**typed: Any) -> Filled[RewardForm]:
    with speaking("en"):
        return check(blank(RewardForm, **{**GIFT, **typed}))


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("15", 1500), ("14,50", 1450), ("14.5", 1450), (" 1 200,00 € ", 120_000), ("€10", 1000), ("0", 0), ("0,00", 0)],
)
def test_amounts_are_read_with_a_comma_or_a_point(typed: str, cents: int) -> None:
    assert euros(typed) == cents


@pytest.mark.parametrize("typed", ["", "ten", "-1", "1.234", "1,2,3", "NaN", "inf", "1e99", "9e999999", "10000.01"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"amount like|10,000 euros"):
        euros(typed)


@given(st.integers(0, 1_000_000), st.sampled_from(("fr", "en")))
def test_an_amount_that_is_shown_is_read_as_the_same(cents: int, language: str) -> None:
    with speaking(language):
        assert euros(typed_euros(cents)) == cents


@given(st.integers(1, 100_000), st.integers(0, 1_000_000))
def test_cost_and_value_are_far_apart_only_when_one_is_less_than_half_of_the_other(cost: int, value: int) -> None:
    worth = cost * 5
    assert is_far(cost, value) == (value > 0 and not (worth <= 2 * value and value <= 2 * worth))


@given(st.text(max_size=200))
def test_reading_lines_again_changes_nothing(text: str) -> None:
    assert lines("\n".join(lines(text))) == lines(text)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("name_en", "x" * 81, "At most 80 characters."),
        ("summary_fr", "x" * 121, "At most 120 characters."),
        ("kind", "car", "Choose one of the options."),
        ("cost", "0", "At least 1."),
        ("cost", "many", "Write a whole number."),
        ("value", "dear", "Write an amount like 15 or 14.50."),
        ("stock", "-1", "At least 0."),
        ("limit_window", "week", "Choose one of the options."),
        ("min_level", "6", "At most 5."),
        ("from_day", "2300-01-01", "Write a date like 2026-11-22."),
        ("choices", "\n".join(f"Size {n}" for n in range(13)), "Twelve choices at most, one per line, 80 characters"),
        ("choices", "x" * 81, "Twelve choices at most, one per line, 80 characters each."),
        ("delay_days", "91", "At most 90."),
        ("illustration", "car", "Choose one of the options."),
        ("illustration", "own", "Choose a file for your own picture, or one of the drawings."),
        ("picture", "../secret", "This does not have the expected form."),
        ("tax_label", "donation", "This label is for donations and team pots: nobody receives them alone."),
        ("tax_label", "recognition", "A gift of recognition has no value: write 0, or choose another label."),
    ],
)
def test_each_field_says_what_is_wrong(name: str, typed: str, said: str) -> None:
    form = filled(**{name: typed})
    assert list(form.errors) == [name]
    assert form.error(name).startswith(said)


def test_a_gift_of_the_committee_needs_an_occasion_and_a_reason() -> None:
    form = filled(tax_label="social")
    assert set(form.errors) == {"tax_event", "tax_reason"}
    assert "for one of them" in form.error("tax_event")
    assert filled(tax_label="social", tax_event="picnic", tax_reason="Because of the picnic.").error("tax_event")
    assert filled(tax_label="social", tax_event="christmas", tax_reason="For every family.").is_valid


def test_recognition_is_worth_nothing_and_says_why() -> None:
    assert set(filled(tax_label="recognition", value="0").errors) == {"tax_reason"}
    assert filled(tax_label="recognition", value="0,00", tax_reason="A card with a word.").is_valid


def test_what_another_label_does_not_need_is_left_out() -> None:
    said = filled(tax_event="christmas", tax_reason="For every family.").valid
    assert (said.tax_label, said.tax_event, said.tax_reason) == ("taxable", "", "")


@pytest.mark.parametrize("kind", ["donation", "team_pot"])
@pytest.mark.parametrize("label", [None, "taxable", "social", "recognition", "donation"])
def test_what_nobody_receives_alone_has_one_label(kind: str, label: str | None) -> None:
    said = filled(kind=kind, tax_event="christmas", **({"tax_label": label} if label else {})).valid
    assert (said.tax_label, said.tax_event, said.tax_reason) == ("donation", "", "")


@pytest.mark.parametrize(("name", "other"), [("name_fr", "name_en"), ("name_en", "name_fr")])
def test_one_language_is_enough_for_a_name(name: str, other: str) -> None:
    for empty in ("", "  "):
        said = filled(**{other: empty}).valid
        assert (getattr(said, name), getattr(said, other)) == (GIFT[name], "")
        neither = filled(name_fr=empty, name_en=empty)
        assert neither.errors == dict.fromkeys(("name_fr", "name_en"), "Write a name, in French or in English.")


def test_a_voucher_has_no_stock() -> None:
    assert filled(kind="voucher").is_valid
    assert set(filled(kind="voucher", stock="3").errors) == {"stock"}


def test_days_are_in_their_order() -> None:
    assert filled(from_day="2026-12-01", until_day="2026-12-01").is_valid
    assert "before the first" in filled(from_day="2026-12-02", until_day="2026-12-01").error("until_day")


def test_pieces_are_some() -> None:
    with speaking("en"):
        assert check(blank(StockForm, pieces="-3")).valid.pieces == -3
        assert check(blank(StockForm, pieces="−2")).valid.pieces == -2, "as the page writes it"
        assert "how many came" in check(blank(StockForm, pieces="0")).error("pieces")
        assert check(blank(PlaceForm, name=" Nantes,\n desk ")).valid.name == "Nantes, desk"


@pytest.mark.parametrize("slug", STARTERS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_one_begins_with_can_be_saved(slug: str, language: str) -> None:
    with speaking(language):
        form = check(blank(RewardForm, **first_values(slug)))
    assert form.errors == {}
    assert first_values("car") == {}
