"""How HR reads a gift: kinds, labels, states, and the fields of its form with what stands in them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gamification import LEVELS
from server.badges.wording import level_name
from server.messages import N_
from server.rewards.catalogue.wording import euros
from server.rewards.known import Approval, Kind, TaxLabel, Window
from server.web.locale import day, number, say

KIND_NAMES: dict[Kind, str] = {
    "good": N_("Item to pick up"),
    "voucher": N_("Voucher with a code"),
    "donation": N_("Donation"),
    "experience": N_("Experience"),
    "team_pot": N_("Team pot"),
}
LABEL_NAMES: dict[TaxLabel, str] = {
    "taxable": N_("Taxable benefit"),
    "social": N_("Gift of the social committee"),
    "donation": N_("Donation"),
    "recognition": N_("Recognition without value"),
}
EVENT_NAMES = {
    "birth": N_("Birth"),
    "wedding": N_("Wedding or civil partnership"),
    "retirement": N_("Retirement"),
    "parents_day": N_("Mother’s or Father’s Day"),
    "saint": N_("Saint Catherine’s or Saint Nicholas’ Day"),
    "christmas": N_("Christmas"),
    "school": N_("Start of the school year"),
}
WINDOW_NAMES: dict[Window, str] = {
    "month": N_("a month"),
    "quarter": N_("a quarter"),
    "year": N_("a year"),
    "ever": N_("in all"),
}
APPROVAL_NAMES: dict[Approval, str] = {"hr": N_("HR says yes to each order"), "auto": N_("Automatic")}
STATE_NAMES = {
    "draft": N_("Draft"),
    "published": N_("Published"),
    "not_yet": N_("Not yet offered"),
    "over": N_("Offer over"),
    "retired": N_("Retired"),
}
ART_NAMES = {
    "flask": N_("Flask"), "plant": N_("Plant"), "coffee": N_("Coffee"), "heart": N_("Heart"), "book": N_("Book"),
    "time": N_("Clock"), "tote": N_("Bag"), "lunch": N_("Lunch"), "ticket": N_("Ticket"),
    "own": N_("Own picture"),
}  # fmt: skip
FIELD_NAMES = {
    "kind": N_("Kind"), "name_fr": N_("Name in French"), "name_en": N_("Name in English"),
    "summary_fr": N_("Summary in French"), "summary_en": N_("Summary in English"),
    "description_fr": N_("Description in French"), "description_en": N_("Description in English"),
    "thanks_fr": N_("Thank-you note in French"), "thanks_en": N_("Thank-you note in English"),
    "cost": N_("Cost in points"), "value": N_("Face value in euros"), "tax_label": N_("Tax label"),
    "tax_event": N_("Occasion"), "tax_reason": N_("Reason for the label"), "stock": N_("Stock"),
    "low_stock_at": N_("Low from"), "limit_count": N_("Limit per person"), "limit_window": N_("Counted over"),
    "min_level": N_("From the level"), "from_day": N_("First day"), "until_day": N_("Last day"),
    "places": N_("Places"), "choices": N_("Choices"), "approval": N_("Approval"),
    "delay_days": N_("Usual delay in days"), "illustration": N_("Drawing"), "picture": N_("Own picture"),
    "is_nearby": N_("Made nearby"),
}  # fmt: skip
_COLUMNS = {"value_cents": "value", "stock_total": "stock"}
_NAMED: dict[str, Mapping[Any, str]] = {
    "kind": KIND_NAMES, "tax_label": LABEL_NAMES, "tax_event": EVENT_NAMES, "limit_window": WINDOW_NAMES,
    "approval": APPROVAL_NAMES, "illustration": ART_NAMES,
}  # fmt: skip
_NOTHING = "–"


def field_of(column: str) -> str:
    """The field of the form that a column is typed in."""
    return _COLUMNS.get(column, column)


def value_said(field: str, value: Any, places: Mapping[str, str]) -> str:
    """What stands in a field, in words. `places` names the places by their identifier; values are in cents."""
    if field == "stock" and value is None:
        return say(N_("never runs out"))
    if isinstance(value, bool):
        return say(N_("yes")) if value else say(N_("no"))
    if value is None or value in ("", [], ()):
        return _NOTHING
    if field in _NAMED:
        return say(_NAMED[field].get(value, str(value)))
    return _other_value_said(field, value, places)


def _other_value_said(field: str, value: Any, places: Mapping[str, str]) -> str:
    if field == "value":
        return euros(int(value))
    if field == "min_level":
        return level_name(LEVELS[int(value) - 1].key)
    if field == "places":
        return ", ".join(places.get(each, _NOTHING) for each in value)
    if field == "choices":
        return ", ".join(value.splitlines() if isinstance(value, str) else value)
    if field in ("from_day", "until_day"):
        return day(value if isinstance(value, date) else date.fromisoformat(value))
    if field == "picture":
        return say(N_("yes"))
    return number(value) if isinstance(value, int) else str(value)
