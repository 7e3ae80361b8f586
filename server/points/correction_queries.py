"""What HR sees beside corrections: whom they may be about, what waits for a second person, what was done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gamification import PeriodKind, period_of
from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.web.locale import zone

MOST_FOUND = 8
RECENT = 20


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person a correction may be about."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction, with the names of those who asked and decided."""

    id: str
    kind: str
    person_id: str
    person: str
    points: int
    reason: str
    rule: str
    state: str
    asked_by_id: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingAward:
    """An award that HR is asked about, or one that could be taken back."""

    id: str
    person_id: str
    person: str
    rule: str
    points: int
    recognition: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """Above how many points a second person decides, and how many may still move by hand this month."""

    alone: int
    left: int
    a_month: int


async def people_found(words: str) -> tuple[Somebody, ...]:
    """Those who match every word in name or address, by name; nobody for no words."""
    wanted = [each.lower().replace("%", "").replace("_", "") for each in words.split()[:5]]
    wanted = [each for each in wanted if each]
    if not wanted:
        return ()
    match = " AND ".join(
        f"lower(given_name || ' ' || family_name || ' ' || COALESCE(email, '')) LIKE ${number}"
        for number in range(1, len(wanted) + 1)
    )
    found = await rows(
        f"{_PERSON} WHERE left_company_at IS NULL AND {match} ORDER BY family_name, given_name, id LIMIT {MOST_FOUND}",
        *(f"%{each}%" for each in wanted),
    )
    return tuple(map(_somebody, found))


async def somebody(person_id: str) -> Somebody | None:
    """One of them."""
    found = await rows(f"{_PERSON} WHERE id = $1", person_id)
    return _somebody(found[0]) if found else None


_PERSON = "SELECT id, given_name, family_name, email FROM person"


def _somebody(row: dict[str, Any]) -> Somebody:
    return Somebody(row["id"], f"{row['given_name']} {row['family_name']}".strip(), row["email"] or "")


_CORRECTIONS = """
SELECT c.id, c.kind, c.person_id, c.points, c.reason, c.state, c.asked_by_id, c.asked_at, c.decided_at,
       r.label_fr, r.label_en, d.rule_key, p.given_name, p.family_name, a.given_name AS a_given,
       a.family_name AS a_family, b.given_name AS b_given, b.family_name AS b_family
FROM correction c JOIN person p ON p.id = c.person_id LEFT JOIN person a ON a.id = c.asked_by_id
LEFT JOIN person b ON b.id = c.decided_by_id LEFT JOIN decision d ON d.id = c.decision_id
LEFT JOIN rule r ON r.key = d.rule_key
"""


async def waiting_corrections(language: str) -> tuple[CorrectionLine, ...]:
    """What a second person is asked about, the oldest first."""
    found = await rows(f"{_CORRECTIONS} WHERE c.state = 'waiting' ORDER BY c.asked_at, c.id")
    return tuple(_line(row, language) for row in found)


async def corrections_waiting() -> int:
    """How many corrections wait for a second person."""
    return int((await rows("SELECT count(*) AS n FROM correction WHERE state = 'waiting'"))[0]["n"])


async def recent_corrections(language: str) -> tuple[CorrectionLine, ...]:
    """What was done or refused lately, the newest first."""
    found = await rows(
        f"{_CORRECTIONS} WHERE c.state <> 'waiting' ORDER BY c.decided_at DESC, c.id DESC LIMIT {RECENT}"
    )
    return tuple(_line(row, language) for row in found)


def _line(row: dict[str, Any], language: str) -> CorrectionLine:
    decided = row["decided_at"]
    return CorrectionLine(
        row["id"], row["kind"], row["person_id"], _name(row, ""), row["points"], row["reason"], _rule(row, language),
        row["state"], row["asked_by_id"] or "", _name(row, "a_"), from_millis(row["asked_at"]), _name(row, "b_"),
        from_millis(decided) if decided is not None else None,
    )  # fmt: skip


def _name(row: dict[str, Any], whose: str) -> str:
    given = row["given_name" if not whose else f"{whose}given"]
    family = row["family_name" if not whose else f"{whose}family"]
    return f"{given} {family}".strip() if given is not None else ""


def _rule(row: dict[str, Any], language: str) -> str:
    return str(row["label_fr" if language == "fr" else "label_en"] or row["rule_key"] or "")


_AWARDS = """
SELECT d.id, d.person_id, d.rule_key, d.points, d.recognition, d.decided_at, p.given_name, p.family_name, r.label_fr,
       r.label_en
FROM decision d JOIN person p ON p.id = d.person_id LEFT JOIN rule r ON r.key = d.rule_key
"""
_UNRESOLVED = """
EXISTS (SELECT 1 FROM transfer t WHERE t.decision_id = d.id AND t.kind = 'award' AND NOT EXISTS
        (SELECT 1 FROM transfer v WHERE v.parent_key = t.key AND v.slot = 'resolve'))
"""
_REVERSIBLE = """
EXISTS (SELECT 1 FROM transfer t WHERE t.decision_id = d.id AND t.kind = 'confirm' AND NOT EXISTS
        (SELECT 1 FROM transfer v WHERE v.parent_key = t.key AND v.slot = 'reverse'))
AND NOT EXISTS (SELECT 1 FROM correction c WHERE c.decision_id = d.id AND c.state = 'waiting')
"""


async def waiting_awards(language: str) -> tuple[WaitingAward, ...]:
    """Awards of rules that HR confirms, the oldest first."""
    found = await rows(
        f"{_AWARDS} WHERE d.confirmation = 'by_hr' AND {_UNRESOLVED} ORDER BY d.decided_at, d.id LIMIT 100"
    )
    return tuple(_award(row, language) for row in found)


async def reversible_awards(person_id: str, language: str) -> tuple[WaitingAward, ...]:
    """Somebody's confirmed awards, the newest first: what HR may take back."""
    found = await rows(f"{_AWARDS} WHERE d.person_id = $1 AND {_REVERSIBLE} ORDER BY d.id DESC LIMIT 40", person_id)
    return tuple(_award(row, language) for row in found)


def _award(row: dict[str, Any], language: str) -> WaitingAward:
    return WaitingAward(
        row["id"], row["person_id"], _name(row, ""), _rule(row, language), row["points"], row["recognition"],
        from_millis(row["decided_at"]),
    )  # fmt: skip


async def allowance() -> Allowance:
    """What HR may do today."""
    starts = period_of(clock.now(), PeriodKind.MONTH, zone()).starts_at
    found = await rows(
        "SELECT c.approval_above_correction AS alone, c.corrections_a_month AS a_month, "
        "COALESCE((SELECT sum(abs(x.points)) "
        "FROM correction x WHERE x.kind = 'adjust' AND ((x.state = 'done' AND x.decided_at >= $1) "
        "OR x.state = 'waiting')), 0) AS used FROM company c WHERE c.id = 1",
        to_millis(starts),
    )
    if not found:
        return Allowance(0, 0, 0)
    bounds = found[0]
    return Allowance(bounds["alone"], max(0, bounds["a_month"] - int(bounds["used"])), bounds["a_month"])
