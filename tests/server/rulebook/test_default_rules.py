"""The first rules: from the beginning for a new programme, from now on for one that runs."""

from datetime import UTC, datetime, timedelta

import pytest

from gamification import default_rules
from server import clock
from server.database import rows
from server.rulebook import commands
from server.rulebook.commands import ensure_default_rules
from server.rulebook.labels import LABELS, LABELS_FR
from server.rulebook.queries import active_rules, open_campaigns

pytestmark = pytest.mark.usefixtures("db")

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


async def test_a_new_programme_has_them_from_the_beginning() -> None:
    await ensure_default_rules()
    assert await active_rules(LONG_AGO) == default_rules()
    assert await open_campaigns(clock.now()) == {"hot-openings": False}


async def test_twice_changes_nothing() -> None:
    await ensure_default_rules()
    await rows("UPDATE rule SET label_en = 'Ours' WHERE key = 'R1' RETURNING id")
    await ensure_default_rules()
    assert await active_rules(LONG_AGO) == default_rules()
    (found,) = await rows("SELECT label_en FROM rule WHERE key = 'R1'")
    assert found["label_en"] == "Ours"


async def test_a_programme_that_runs_has_new_ones_from_now_on(monkeypatch: pytest.MonkeyPatch) -> None:
    first = tuple(rule for rule in default_rules() if rule.key in ("R1", "R4"))
    monkeypatch.setattr(commands, "default_rules", lambda: first)
    await ensure_default_rules()
    monkeypatch.undo()
    await ensure_default_rules()
    assert {rule.key for rule in await active_rules(clock.now() - timedelta(hours=1))} == {"R1", "R4"}
    assert {rule.key for rule in await active_rules(clock.now())} == {rule.key for rule in default_rules()}


def test_each_has_a_name_in_both_languages() -> None:
    assert LABELS.keys() == LABELS_FR.keys() == {rule.key for rule in default_rules()}
