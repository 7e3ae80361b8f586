"""Rules: a typed form that says when points come. No expression language; a version never changes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .facts import FieldType

MAX_MULTIPLIER = 30_000
NO_MULTIPLIER = 10_000

ConditionValue = str | int | bool | tuple[str, ...] | tuple[int, int]


class Op(StrEnum):
    """How a condition compares a field of the fact with its value."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    NOT_IN = "not_in"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    HAS_ANY = "has_any"


OPS_BY_TYPE = {
    FieldType.TEXT: (Op.IS, Op.IS_NOT, Op.IN, Op.NOT_IN),
    FieldType.NUMBER: (Op.IS, Op.AT_LEAST, Op.AT_MOST, Op.BETWEEN),
    FieldType.FLAG: (Op.IS,),
    FieldType.LABELS: (Op.HAS_ANY,),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison. A tuple of them is an any-of group; every group must hold."""

    field: str
    op: Op
    value: ConditionValue


Group = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a match gives: points (spendable) and recognition (never spendable), per fact or per unit."""

    points: int = 0
    recognition: int = 0
    unit_field: str | None = None


@dataclass(frozen=True, slots=True)
class Multiply:
    """Instead of giving, raise the points of the target rules; basis points, 20 000 is double."""

    basis_points: int
    targets: tuple[str, ...]


class ConfirmMode(StrEnum):
    """What turns pending points into available ones."""

    IMMEDIATELY = "immediately"
    ON_FACT = "on_fact"
    AFTER_DAYS = "after_days"
    BY_HR = "by_hr"


@dataclass(frozen=True, slots=True)
class Confirm:
    """When an award is confirmed, and after how many days without that it is void (None: never)."""

    mode: ConfirmMode = ConfirmMode.IMMEDIATELY
    fact_kind: str | None = None
    days: int | None = None
    void_after_days: int | None = None


class LimitPer(StrEnum):
    """The window a limit counts in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    EVER = "ever"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many times, or units, per scope and window.

    `scope` lists what shares one count: "person", "rule" (everybody together), "object", or a text field
    of the fact such as "team", "article", "channel", "link".
    """

    scope: tuple[str, ...]
    per: LimitPer
    max_times: int | None = None
    max_units: int | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The instants, aware UTC, between which a rule works; an open side is None, `ends_at` is outside."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None


IMMEDIATELY = Confirm()
ALWAYS = Window()


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """WHEN, IF, THEN, CONFIRM, LIMITS, WINDOW, CAMPAIGN, ELIGIBILITY.

    A fact that fails `conditions` is none of the rule's business; one that fails `eligibility` is refused
    and the person is told why.
    """

    when: str
    then: Grant | Multiply
    conditions: tuple[Group, ...] = ()
    confirm: Confirm = IMMEDIATELY
    limits: tuple[Limit, ...] = ()
    window: Window = ALWAYS
    campaign: str | None = None
    eligibility: tuple[Group, ...] = ()
    stack_group: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule; `position` orders rules, labels live elsewhere."""

    key: str
    version: int
    position: int
    spec: RuleSpec
