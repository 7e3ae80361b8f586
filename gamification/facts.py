"""Facts: who did what, about what, when, with a closed set of typed values per kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

FactValue = str | int | bool | tuple[str, ...]


class FieldType(StrEnum):
    """What a field of a fact holds: it decides which operators a condition may use."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class Fact:
    """One immutable thing that happened; `key` is unique, `occurred_at` is aware and in UTC."""

    key: str
    kind: str
    person: str
    occurred_at: datetime
    object_type: str
    object_id: str
    values: Mapping[str, FactValue] = field(default_factory=dict)


class InvalidFactError(ValueError):
    """A fact that the closed schema of its kind refuses; `problem` is a message key, `name` the culprit."""

    def __init__(self, problem: str, name: str) -> None:
        super().__init__(f"{problem}: {name}")
        self.problem = problem
        self.name = name


TEXT, NUMBER, FLAG = FieldType.TEXT, FieldType.NUMBER, FieldType.FLAG
_REFERRAL = {"opening": TEXT, "hot": FLAG, "conflict": FLAG}

FACT_KINDS: Mapping[str, Mapping[str, FieldType]] = MappingProxyType(
    {
        "share.recorded": {
            "article": TEXT,
            "channel": TEXT,
            "channel_pays": FLAG,
            "article_active": FLAG,
            "own_words": FLAG,
            "onboarded": FLAG,
            "team": TEXT,
            "level": NUMBER,
            "hot": FLAG,
        },
        "share.seen": {"share": TEXT},
        "visits.settled": {"article": TEXT, "channel": TEXT, "link": TEXT, "visitors": NUMBER, "hot": FLAG},
        "application.received": {"opening": TEXT, "hot": FLAG, "link": TEXT, "outside": FLAG},
        "referral.qualified": _REFERRAL,
        "referral.interview": _REFERRAL,
        "referral.hired": _REFERRAL,
        "referral.started": _REFERRAL,
        "referral.retained": _REFERRAL,
        "article.read": {"article": TEXT},
        "suggestion.published": {"article": TEXT},
        "onboarding.completed": {},
        "team_goal.reached": {"team": TEXT, "goal": TEXT, "took_part": FLAG},
        "challenge.completed": {"challenge": TEXT},
        "thanks.given": {"giver": TEXT, "with_words": FLAG},
        "invitation.accepted": {"invited": TEXT},
        "gift.donated": {},
    }
)

# Facts stored before these fields came lack them; a condition on a field that is absent is never true.
OPTIONAL = frozenset({("share.recorded", "hot"), ("visits.settled", "hot")})


def validate_fact(fact: Fact) -> None:
    """Raise InvalidFactError unless the fact is whole and holds the fields of its kind, the optional ones or not."""
    schema = FACT_KINDS.get(fact.kind)
    if schema is None:
        raise InvalidFactError("fact.kind.unknown", fact.kind)
    for name in ("key", "person", "object_type", "object_id"):
        if not getattr(fact, name):
            raise InvalidFactError("fact.identity.empty", name)
    if fact.occurred_at.utcoffset() != timedelta(0):
        raise InvalidFactError("fact.occurred_at.not_utc", fact.key)
    _check_fields(fact, schema)


def _check_fields(fact: Fact, schema: Mapping[str, FieldType]) -> None:
    for name in sorted(fact.values.keys() - schema.keys()):
        raise InvalidFactError("fact.field.unknown", name)
    for name in sorted(schema.keys() - fact.values.keys()):
        if (fact.kind, name) not in OPTIONAL:
            raise InvalidFactError("fact.field.missing", name)
    for name, value in fact.values.items():
        if not has_type(value, schema[name]):
            raise InvalidFactError("fact.field.type", name)


def has_type(value: object, expected: FieldType) -> bool:
    """Whether a value fits a field; numbers are integers from 0 up, and a flag is never a number."""
    match expected:
        case FieldType.TEXT:
            return isinstance(value, str)
        case FieldType.FLAG:
            return isinstance(value, bool)
        case FieldType.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case FieldType.LABELS:
            return isinstance(value, tuple) and all(isinstance(label, str) for label in value)
