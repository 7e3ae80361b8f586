"""Three gifts to begin with, while there is none: a thing, a donation, and time together."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from server.messages import N_
from server.web.locale import say

STARTERS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "plant": {
            "kind": "good", "illustration": "plant", "cost": 300, "value": "15", "stock": 20, "is_nearby": True,
            "name_fr": "Plante de bureau", "name_en": "Desk plant",
            "summary_fr": "Pépinière d’à côté, pot en terre cuite",
            "summary_en": "From the nursery next door, in a clay pot",
            "thanks_fr": "Merci. Qu’elle grandisse avec vous.", "thanks_en": "Thank you. May it grow with you.",
        },
        "donation": {
            "kind": "donation", "illustration": "heart", "cost": 200, "value": "10", "tax_label": "donation",
            "approval": "auto", "delay_days": 0,
            "name_fr": "Don de 10 € à une association", "name_en": "Donation of €10 to a charity",
            "summary_fr": "Vous choisissez laquelle", "summary_en": "You choose which one",
            "thanks_fr": "Merci pour eux.", "thanks_en": "Thank you on their behalf.",
        },
        "coffee": {
            "kind": "experience", "illustration": "coffee", "cost": 80, "value": "0", "tax_label": "recognition",
            "tax_reason": N_("Two drinks at work, without value in money."), "approval": "auto",
            "name_fr": "Café avec une autre équipe", "name_en": "Coffee with another team",
            "summary_fr": "Deux boissons, une rencontre", "summary_en": "Two drinks, one encounter",
            "thanks_fr": "Bonne rencontre.", "thanks_en": "Enjoy meeting them.",
        },
    }
)  # fmt: skip
_WORDED = ("tax_reason",)


def first_values(slug: str) -> dict[str, Any]:
    """The fields of a form that begins with this gift; none for an unknown one."""
    values = dict(STARTERS.get(slug, {}))
    return values | {name: say(values[name]) for name in _WORDED if name in values}
