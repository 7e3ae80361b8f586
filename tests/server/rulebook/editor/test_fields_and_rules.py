"""A rule and the fields of its form are the same thing: whatever can be published reads back as it was."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    FACT_KINDS,
    MAX_MULTIPLIER,
    NO_MULTIPLIER,
    OPS_BY_TYPE,
    Condition,
    Confirm,
    ConfirmMode,
    FieldType,
    Grant,
    Limit,
    LimitPer,
    Multiply,
    Op,
    Rule,
    RuleSpec,
    Window,
    default_rules,
    validate_rule,
)
from server.rulebook.editor.dates import midnight
from server.rulebook.editor.fields import tidy
from server.rulebook.editor.reading import read_spec
from server.rulebook.editor.spec_fields import fields_of

PARIS = ZoneInfo("Europe/Paris")
ZONES = st.sampled_from([PARIS, ZoneInfo("America/Sao_Paulo"), ZoneInfo("Pacific/Apia"), ZoneInfo("UTC")])
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda text: text == text.strip()
)
NUMBERS = st.integers(0, 10_000)
COUNTS = st.integers(1, 10_000)


def values(op: Op, kind: FieldType) -> st.SearchStrategy[object]:
    if op in (Op.IN, Op.NOT_IN, Op.HAS_ANY):
        return st.lists(WORDS, min_size=1, max_size=3).map(tuple)
    if op is Op.BETWEEN:
        return st.tuples(NUMBERS, NUMBERS).map(lambda pair: tuple(sorted(pair)))
    return {FieldType.FLAG: st.booleans(), FieldType.NUMBER: NUMBERS}.get(kind, WORDS)


@st.composite
def conditions(draw: st.DrawFn, when: str) -> Condition:
    field, kind = draw(st.sampled_from(sorted(FACT_KINDS[when].items())))
    op = draw(st.sampled_from(OPS_BY_TYPE[kind]))
    return Condition(field, op, draw(values(op, kind)))  # type: ignore[arg-type]


def groups(when: str) -> st.SearchStrategy[tuple[tuple[Condition, ...], ...]]:
    if not FACT_KINDS[when]:
        return st.just(())
    return st.lists(st.lists(conditions(when), min_size=1, max_size=3).map(tuple), max_size=3).map(tuple)


@st.composite
def grants(draw: st.DrawFn, when: str) -> Grant:
    units = [name for name, kind in FACT_KINDS[when].items() if kind is FieldType.NUMBER]
    points, recognition = draw(st.tuples(NUMBERS, NUMBERS).filter(any))
    return Grant(points, recognition, draw(st.sampled_from([None, *units])))


@st.composite
def limits(draw: st.DrawFn, when: str, counts_units: bool) -> Limit:
    texts = [name for name, kind in FACT_KINDS[when].items() if kind is FieldType.TEXT]
    scope = tuple(draw(st.lists(st.sampled_from(["person", "rule", "object", *texts]), min_size=1, unique=True)))
    cap, per = draw(COUNTS), draw(st.sampled_from(LimitPer))
    in_units = counts_units and draw(st.booleans())
    return Limit(scope, per, max_units=cap) if in_units else Limit(scope, per, max_times=cap)


@st.composite
def confirmations(draw: st.DrawFn) -> Confirm:
    mode, void = draw(st.sampled_from(ConfirmMode)), draw(st.none() | COUNTS)
    kind = draw(st.sampled_from(sorted(FACT_KINDS))) if mode is ConfirmMode.ON_FACT else None
    days = draw(COUNTS) if mode is ConfirmMode.AFTER_DAYS else None
    return Confirm(mode, kind, days, void if mode in (ConfirmMode.ON_FACT, ConfirmMode.BY_HR) else None)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    instants = st.datetimes(datetime(1999, 1, 1), datetime(2101, 1, 1), timezones=st.just(UTC)) | st.dates(
        datetime(1999, 1, 1).date(), datetime(2101, 1, 1).date()
    ).map(lambda day: midnight(day, PARIS))
    first, last = draw(st.none() | instants), draw(st.none() | instants)
    return Window(first, last) if not (first and last) or first < last else Window(first, first + timedelta(days=1))


@st.composite
def specs(draw: st.DrawFn) -> RuleSpec:
    when = draw(st.sampled_from(sorted(FACT_KINDS)))
    then: Grant | Multiply
    if is_multiplier := draw(st.booleans()):
        rules = draw(st.lists(WORDS, min_size=1))
        then = Multiply(draw(st.integers(NO_MULTIPLIER + 1, MAX_MULTIPLIER)), tuple(rules))
    else:
        then = draw(grants(when))
    in_units = isinstance(then, Grant) and then.unit_field is not None
    return RuleSpec(
        when=when,
        then=then,
        conditions=draw(groups(when)),
        confirm=draw(confirmations()),
        limits=() if is_multiplier else tuple(draw(st.lists(limits(when, in_units), min_size=1, max_size=4))),
        window=draw(windows()),
        campaign=draw(st.none() | WORDS),
        eligibility=draw(groups(when)),
        stack_group=None if is_multiplier else draw(st.none() | WORDS),
    )


VALID = specs().filter(lambda spec: not validate_rule(Rule("R", 1, 1, spec)))


@given(VALID, ZONES)
def test_every_rule_reads_back_as_it_was(spec: RuleSpec, zone: ZoneInfo) -> None:
    fields = fields_of(spec, zone)
    read = read_spec(fields, zone)
    assert (read.problems, read.spec) == ({}, spec)
    assert read_spec(tidy(fields), zone).spec == spec, "nothing is lost when a draft is kept"


@pytest.mark.parametrize("rule", default_rules(), ids=lambda rule: str(rule.key))
def test_the_first_rules_read_back(rule: Rule) -> None:
    assert read_spec(fields_of(rule.spec, PARIS), PARIS).spec == rule.spec


@given(
    st.dictionaries(
        st.from_regex(r"(if|who)-\d-\d-(field|op|value)|limit-\d-(max|per)|when|points", fullmatch=True),
        st.lists(st.text(max_size=8), max_size=3),
    )
)
def test_nothing_typed_can_break_the_form(typed: dict[str, list[str]]) -> None:
    """Whatever is posted, it is either a rule or sentences beside fields."""
    read = read_spec(tidy(typed), PARIS)
    assert (read.spec is None) == bool(read.problems)


BASE = {
    "when": ["visits.settled"], "points": ["1"], "unit": ["visitors"], "confirm": ["immediately"],
    "limit-0-max": ["20"], "limit-0-counts": ["units"], "limit-0-per": ["day"], "limit-0-scope": ["person+link"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"when": ["nothing.happened"]}, "when"),
        ({"points": ["ten"]}, "points"),
        ({"points": ["-1"]}, "points"),
        ({"points": ["٣"]}, "points"),
        ({"points": ["9" * 4000]}, "points"),
        ({"points": ["100001"]}, "points"),
        ({"recognition": ["999999999"]}, "recognition"),
        ({"limit-0-max": [""]}, "limit-0-max"),
        ({"limit-0-max": ["0"]}, "limit-0-max"),
        ({"limit-0-per": ["year"]}, "limit-0-per"),
        ({"limit-0-scope": ["person+"]}, "limit-0-scope"),
        ({"confirm": ["on_fact"], "confirm_fact": ["x"]}, "confirm_fact"),
        ({"confirm": ["after_days"]}, "confirm_days"),
        ({"confirm": ["after_days"], "confirm_days": ["999999999"]}, "confirm_days"),
        ({"confirm": ["by_hr"], "void_days": ["0"]}, "void_days"),
        ({"confirm": ["by_hr"], "void_days": ["10000000"]}, "void_days"),
        ({"from": ["tomorrow"]}, "from"),
        ({"from": ["2026-05-18"], "until": ["2026-05-17"]}, "until"),
        ({"until": ["9999-12-31"]}, "until"),
        ({"until": ["9999-12-31T23:59:59+00:00"]}, "until"),
        ({"from": ["0001-01-01T00:00:00+14:00"]}, "from"),
        ({"then": ["multiply"], "percent": ["100"], "targets": ["R1"]}, "percent"),
        ({"then": ["multiply"], "percent": ["1.2.3"], "targets": ["R1"]}, "percent"),
        ({"then": ["multiply"], "percent": ["200"]}, "targets"),
        ({"if-0-0-field": ["colour"]}, "if-0-0-field"),
        ({"if-0-0-field": ["channel"], "if-0-0-op": ["at_least"]}, "if-0-0-op"),
        ({"if-0-0-field": ["channel"], "if-0-0-op": ["is"]}, "if-0-0-value"),
        ({"if-0-0-field": ["channel"], "if-0-0-op": ["in"], "if-0-0-value": [" \n "]}, "if-0-0-value"),
        ({"if-0-0-field": ["visitors"], "if-0-0-op": ["between"], "if-0-0-value": ["5"], "if-0-0-high": ["4"]},
         "if-0-0-high"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_field(typed: dict[str, list[str]], field: str) -> None:
    read = read_spec(tidy(BASE | typed), PARIS)
    assert list(read.problems) == [field]
    assert read.spec is None


def test_days_are_whole_and_in_the_zone() -> None:
    """A period from and to the 29th of March lasts the 23 hours of that day in Paris."""
    read = read_spec(BASE | {"from": ["2026-03-29"], "until": ["2026-03-29"]}, PARIS)
    assert read.spec is not None
    window = read.spec.window
    assert (window.starts_at, window.ends_at) == (
        datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC),
    )  # fmt: skip


def test_numbers_as_people_write_them() -> None:
    read = read_spec(BASE | {"points": ["1\u202f000"]}, PARIS)
    assert read.spec is not None
    assert read.spec.then == Grant(1000, 0, "visitors")
    read = read_spec(BASE | {"then": ["multiply"], "percent": ["150,5 %"], "targets": ["R1"]}, PARIS)
    assert read.spec is not None
    assert read.spec.then == Multiply(15_050, ("R1",))
