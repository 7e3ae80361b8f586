"""The rows of limits as the template draws them."""

from dataclasses import dataclass

from gamification import FACT_KINDS, FieldType, LimitPer
from server.rulebook.editor.fields import Fields, first
from server.rulebook.editor.spec_fields import JOINED
from server.rulebook.editor.wording import COUNTS, Options, options, shared_by
from server.rulebook.wording import period_name


@dataclass(frozen=True, slots=True)
class LimitRow:
    """At most so many times, or units, in a window, for what shares one count."""

    name: str
    max: str
    counts: str
    all_counts: Options
    per: str
    windows: Options
    scope: str
    scopes: Options


def limit_view(fields: Fields, row: int, when: str) -> LimitRow:
    """One limit; units are offered where the rule gives per unit."""
    name = f"limit-{row}"
    counts, scope = first(fields, f"{name}-counts") or "times", first(fields, f"{name}-scope")
    offers_units = bool(first(fields, "unit")) or counts == "units"
    return LimitRow(
        name=name,
        max=first(fields, f"{name}-max"),
        counts=counts,
        all_counts=options(COUNTS, COUNTS if offers_units else ["times"]),
        per=first(fields, f"{name}-per"),
        windows=tuple((each.value, period_name(each)) for each in LimitPer),
        scope=scope,
        scopes=_scopes(when, scope),
    )


def _scopes(when: str, present: str) -> Options:
    """Per person, per person and thing, per thing, together; and the one that is there, whatever it is."""
    texts = [name for name, kind in FACT_KINDS.get(when, {}).items() if kind is FieldType.TEXT]
    with_person = [f"person{JOINED}{name}" for name in texts if name not in ("team", "share")]
    both = [f"person{JOINED}article{JOINED}channel"] if {"article", "channel"} <= set(texts) else []
    offered = ["person", *with_person, *both, *texts, "rule"]
    if present and present not in offered:
        offered.append(present)
    return tuple((each, shared_by(each.split(JOINED))) for each in offered)
