"""The buttons of the form: rows come and go, nothing else moves, the focus lands on something that is there."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import default_rules
from server.rulebook.editor.acts import act_on
from server.rulebook.editor.fields import MOST_CLAUSES, MOST_LIMITS, clause_rows, limit_rows, tidy
from server.rulebook.editor.spec_fields import fields_of

RULES = {rule.key: fields_of(rule.spec, ZoneInfo("Europe/Paris")) for rule in default_rules()}
ADDING = ["add-limit", "add-group:if", "add-group:who", "add-clause:who-0", "add-clause:who-1", "add-clause:if-0"]
REMOVING = ["remove:who-0-0", "remove:who-1-0", "remove:who-1-1", "remove:limit-0", "remove:if-0-0"]
ACTS = st.sampled_from([*ADDING, *REMOVING, "save", "refresh", "remove:limit-99", "nonsense"])


def test_a_condition_is_added_at_the_end_and_takes_the_focus() -> None:
    acted = act_on(RULES["R1"], "add-group:who")
    assert clause_rows(acted.fields, "who") == [[0], [0], [0], [0]]
    assert acted.focus == "who-3-0-field"
    assert acted.fields[acted.focus] == ["channel"]


def test_an_alternative_joins_its_group() -> None:
    acted = act_on(RULES["R1"], "add-clause:who-1")
    assert clause_rows(acted.fields, "who") == [[0], [0, 1], [0]]
    assert acted.focus == "who-1-1-field"


def test_removing_closes_the_gap() -> None:
    acted = act_on(RULES["R1"], "remove:who-1-0")
    assert [acted.fields[f"who-{place}-0-field"] for place in (0, 1)] == [["onboarded"], ["channel_pays"]]
    assert clause_rows(acted.fields, "who") == [[0], [0]]


@pytest.mark.parametrize(
    ("rule", "act", "focus"),
    [
        ("R1", "remove:limit-0", "limit-0-max"),
        ("R1", "remove:limit-2", "limit-1-max"),
        ("R2", "remove:limit-0", "add-limit"),
        ("R3", "remove:if-0-0", "add-if"),
        ("R1", "add-limit", "limit-3-max"),
        ("R1", "save", ""),
        ("R11", "add-group:if", ""),
    ],
)
def test_the_focus_lands_where_work_goes_on(rule: str, act: str, focus: str) -> None:
    acted = act_on(RULES[rule], act)
    assert acted.focus == focus
    assert focus in acted.fields or focus.startswith("add-") or not focus


@given(st.sampled_from(sorted(RULES)), st.lists(ACTS, max_size=12))
def test_no_series_of_acts_leaves_a_gap(rule: str, acts: list[str]) -> None:
    fields = dict(RULES[rule])
    for act in acts:
        acted = act_on(fields, act)
        fields = acted.fields
        assert acted.focus in fields or acted.focus in ("", "add-if", "add-who", "add-limit")
        assert tidy(fields) == fields
        assert limit_rows(fields) == list(range(len(limit_rows(fields))))
        assert all(rows == list(range(len(rows))) for rows in clause_rows(fields, "who"))


def test_no_form_grows_for_ever() -> None:
    fields = dict(RULES["R1"])
    for _ in range(MOST_CLAUSES + MOST_LIMITS):
        fields = act_on(act_on(fields, "add-limit").fields, "add-group:if").fields
    assert len(limit_rows(fields)) == MOST_LIMITS
    assert len(clause_rows(fields, "if")) + len(clause_rows(fields, "who")) == MOST_CLAUSES


@pytest.mark.parametrize("act", ["remove:limit-", "add-clause:if-", "remove:if-0-"])
def test_a_place_that_no_form_has_changes_nothing(act: str) -> None:
    fields = dict(RULES["R1"])
    assert act_on(fields, act + "9" * 5000).fields == fields
