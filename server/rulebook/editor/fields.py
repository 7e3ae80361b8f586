"""The fields of the editor as they are typed: names, rows of rows, and nothing that the form does not have."""

import re
from collections.abc import Iterator, Mapping

Fields = Mapping[str, list[str]]

CLAUSES = ("if", "who")
LIMIT = "limit"
SINGLE = (
    "label_fr", "label_en", "when", "then", "points", "recognition", "unit", "percent", "confirm", "confirm_fact",
    "confirm_days", "void_days", "from", "until", "campaign", "stack", "stack_new", "starts",
)  # fmt: skip
MANY = ("targets",)
CLAUSE_PARTS = ("field", "op", "value", "high")
LIMIT_PARTS = ("max", "counts", "per", "scope")
# Who or what exactly is no matter of a rule: it speaks to everybody. One that has such a field keeps it.
APART = frozenset({"article", "share", "link", "opening", "giver", "invited", "goal", "challenge"})
MOST_CLAUSES, MOST_LIMITS, LONGEST, MOST_VALUES = 24, 12, 4_000, 200

_NAME = re.compile(r"(if|who)-(\d{1,2})-(\d{1,2})-(\w+)|(limit)-(\d{1,2})-(\w+)")


def first(fields: Fields, name: str) -> str:
    """What was typed in a field that takes one value."""
    return (fields.get(name) or [""])[0]


def clause_rows(fields: Fields, section: str) -> list[list[int]]:
    """The groups of a section in their order, each as the places of its conditions."""
    found: dict[int, set[int]] = {}
    for name in fields:
        parts = _NAME.fullmatch(name)
        if parts and parts[1] == section:
            found.setdefault(int(parts[2]), set()).add(int(parts[3]))
    return [sorted(found.get(place, set())) for place in range(max(found, default=-1) + 1)]


def limit_rows(fields: Fields) -> list[int]:
    """The places of the limits."""
    found = (_NAME.fullmatch(name) for name in fields)
    return sorted({int(parts[6]) for parts in found if parts and parts[5]})


def tidy(typed: Fields) -> dict[str, list[str]]:
    """Only what the form has, rows counted from nought without a gap, nothing longer than a form takes."""
    kept = {name: _short(typed[name])[:1] for name in SINGLE if typed.get(name)}
    kept |= {name: _short(typed[name]) for name in MANY if typed.get(name)}
    for section in CLAUSES:
        kept |= dict(_tidy_clauses(typed, section))
    for place, row in enumerate(limit_rows(typed)[:MOST_LIMITS]):
        kept |= {f"{LIMIT}-{place}-{part}": _short(typed.get(f"{LIMIT}-{row}-{part}", []))[:1] for part in LIMIT_PARTS}
    return kept


def _tidy_clauses(typed: Fields, section: str) -> Iterator[tuple[str, list[str]]]:
    groups = [group for group in enumerate(clause_rows(typed, section)) if group[1]]
    places = [(new, old, row) for new, (old, rows) in enumerate(groups) for row in enumerate(rows)]
    for new, old, (place, row) in places[:MOST_CLAUSES]:
        for part in CLAUSE_PARTS:
            values = _short(typed.get(f"{section}-{old}-{row}-{part}", []))
            yield f"{section}-{new}-{place}-{part}", values if part == "value" else values[:1]


def _short(values: list[str]) -> list[str]:
    return [each.replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST] for each in values[:MOST_VALUES]]
