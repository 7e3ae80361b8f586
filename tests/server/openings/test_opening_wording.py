"""Openings in words, in both languages."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server import clock
from server.openings.cards import reason_text
from server.openings.closeness import Reason
from server.openings.queries import OpeningSeen
from server.openings.wording import closing_text, contract_name, pay_text, place_text, remote_text
from server.web.locale import speaking

PLAIN = OpeningSeen(
    id="o", slug="cook", title="Cook", department="", place="Nantes", country="FR", remote="no", contract="permanent",
    hours="", pay_from=None, pay_to=None, pay_currency="EUR", pay_per="year", team_size=None, answer_days=5, skills=(),
    steps=(), description="", language="fr", is_hot=False, recruiter_id=None, manager_id=None, bonus_plan_id=None,
    source_id=None, reference="", url=None, state="open", posted_on=None, closes_on=None, published_at=None,
    closed_at=None, closed_because="", version=1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("pay", "said"),
    [
        ({}, ""),
        ({"pay_from": 48_000, "pay_to": 58_000}, "€48k to €58k"),
        ({"pay_from": 58_000, "pay_to": 48_000}, "€48k to €58k"),
        ({"pay_from": 48_500, "pay_to": 48_500}, "€48.5k"),
        ({"pay_from": 48_000}, "from €48k"),
        ({"pay_to": 48_000}, "up to €48k"),
        ({"pay_from": 1_900, "pay_to": 2_100, "pay_per": "month"}, "€1,900 to €2,100 a month"),
        ({"pay_from": 15, "pay_per": "hour"}, "from €15 an hour"),
        ({"pay_from": 90_000, "pay_to": 90_000, "pay_currency": "CHF"}, "CHF90,000 a year"),
        ({"pay_from": 0, "pay_to": 0}, ""),
    ],
)
def test_pay_is_said_in_short(pay: dict[str, Any], said: str) -> None:
    with speaking("en"):
        assert pay_text(replace(PLAIN, **pay)).replace("\u00a0", "") == said


def test_places_contracts_and_ends() -> None:
    with speaking("en"):
        assert place_text(PLAIN) == "Nantes"
        assert place_text(replace(PLAIN, remote="full")) == "Nantes or remote"
        assert place_text(replace(PLAIN, remote="full", place="")) == "Remote"
        assert place_text(replace(PLAIN, place="")) == "France"
        assert place_text(replace(PLAIN, place="", country="ZZ")) in ("Unknown Region", "ZZ")
        assert (contract_name("permanent"), contract_name(""), contract_name("stage")) == ("Permanent", "", "stage")
        assert (remote_text("hybrid"), remote_text("?")) == ("Partly remote", "On site")
        assert (closing_text("lapsed"), closing_text("")) == ("Its closing date has passed", "")


def test_reasons_are_said_two_at_most_and_news_by_their_day() -> None:
    now = clock.now()
    with speaking("en", "Europe/Paris"):
        assert reason_text((), now) == ""
        assert reason_text((Reason.PLACE,), now) == "Near your site"
        assert reason_text((Reason.CRAFT, Reason.TOPIC, Reason.NEW), now) == (
            "In your craft, and about a topic you chose"
        )
        assert reason_text((Reason.NEW,), now) == "New today"
        assert reason_text((Reason.NEW,), now - timedelta(days=1)) == "New since yesterday"
        assert reason_text((Reason.PLACE, Reason.NEW), now - timedelta(days=3)) == (
            "Near your site, and new since Saturday"
        )
