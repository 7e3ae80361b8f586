"""What changed between two versions, in words: each phrase kept, taken away or added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gamification import (
    Change,
    Condition,
    Confirm,
    ConfirmMode,
    Grant,
    Limit,
    LimitPer,
    Message,
    Op,
    RuleSpec,
    Window,
    rule_diff,
)
from server.rulebook.caps import cap
from server.rulebook.clauses import Names, condition_parts, when
from server.rulebook.phrases import Parts, text_of
from server.rulebook.sentences import (
    campaign_parts,
    confirmed_parts,
    gain_parts,
    group_parts,
    times_parts,
    void_parts,
    window_parts,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One phrase: `kind` is kept, removed or added."""

    kind: str
    text: str


def differences(before: RuleSpec | None, after: RuleSpec, names: Names) -> tuple[Difference, ...]:
    """Both versions' phrases in one reading order."""
    found = (
        _difference(each, before if each.kind == "removed" and before else after, names)
        for each in rule_diff(before, after)
    )
    return tuple(each for each in found if each.text)


def _difference(change: Change, spec: RuleSpec, names: Names) -> Difference:
    return Difference(change.kind.value, text_of(_parts(change.phrase, spec, names)).strip(" ,."))


def _parts(phrase: Message, spec: RuleSpec, names: Names) -> Parts:
    family, _, rest = phrase.key.partition(".")
    values = dict(phrase.values)
    match family:
        case "when":
            return when(spec, ())
        case "if" | "eligible" | "or":
            return condition_parts(Condition(str(values["field"]), Op(rest), values["value"]), names)  # type: ignore[arg-type]
        case "then":
            return _gain(spec)
        case "confirm":
            return _confirm(rest, spec.confirm)
        case "limit":
            return _limit(rest, spec, values)
        case "window":
            instant = datetime.fromisoformat(str(values["instant"]))
            return window_parts(Window(instant, None) if rest == "from" else Window(None, instant))
        case "campaign":
            return campaign_parts(spec.campaign, names)
    return group_parts(spec.stack_group)


def _gain(spec: RuleSpec) -> Parts:
    return gain_parts(spec.then) if isinstance(spec.then, Grant) else times_parts(spec.then)


def _confirm(mode: str, confirm: Confirm) -> Parts:
    if mode == "void_after":
        return void_parts(confirm)
    return confirmed_parts(confirm) if mode != ConfirmMode.IMMEDIATELY else ()


def _limit(name: str, spec: RuleSpec, values: Mapping[str, object]) -> Parts:
    per, _, counts = name.partition(".")
    scope, most = tuple(map(str, values["scope"])), int(str(values["max"]))  # type: ignore[call-overload]
    limit = Limit(scope, LimitPer(per), most if counts == "times" else None, most if counts == "units" else None)
    return cap(limit, spec.when)
