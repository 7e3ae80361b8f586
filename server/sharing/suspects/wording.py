"""What the detectors noticed, in plain words with counts: for HR's eyes only."""

from collections.abc import Mapping
from typing import Any

from server.messages import N_
from server.web.locale import say, say_many

SENTENCES = {
    "velocity": N_("{visits} visits within ten minutes. Up to {usual} would be usual here."),
    "low_diversity": N_("{visits} visits; kinds of browser: {families}; from one and the same network: {together}."),
    "too_early": N_("The first visit came less than two seconds after the link was made."),
    "steady_gaps": N_("{visits} visits in a row came about every {seconds} seconds, as regular as a clock."),
}
OTHERWISE = N_("Something unusual was noticed.")


def evidence_in_words(noticed: tuple[Mapping[str, Any], ...]) -> tuple[str, ...]:
    """One sentence for each."""
    return tuple(_sentence(each) for each in noticed)


def _sentence(noticed: Mapping[str, Any]) -> str:
    if noticed["name"] == "reciprocity":
        return say_many(
            "One colleague and this person opened each other’s links that day.",
            "{n} colleagues and this person opened each other’s links that day.",
            int(noticed["pairs"]),
        )
    if noticed["name"] == "paid":
        return say_many(
            "One visit carries the mark of paid advertising. That alone holds nothing.",
            "{n} visits carry the mark of paid advertising. That alone holds nothing.",
            int(noticed["visits"]),
        )
    return say(SENTENCES.get(str(noticed["name"]), OTHERWISE), dict(noticed))
