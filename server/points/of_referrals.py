"""The points of referrals: what each stage would bring, and what it did bring. The stages are kinds of facts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from gamification import FACT_KINDS, Fact, FactValue, Rule, evaluate
from server import clock
from server.database import rows
from server.points.journal import State, resolved_state
from server.rulebook.queries import active_rules
from server.web.locale import zone

APPLICATION = "application.received"
KINDS = (APPLICATION, *(kind for kind in FACT_KINDS if kind.startswith("referral.")))
_DECIDED = """
SELECT f.object_id, f.kind, d.id, d.points, d.recognition,
       (SELECT min(v.kind) FROM transfer t JOIN transfer v ON v.parent_key = t.key AND v.slot = 'resolve'
        WHERE t.decision_id = d.id AND t.kind = 'award') AS resolved,
       (SELECT min(v.recorded_at) FROM transfer v WHERE v.decision_id = d.id AND v.kind = 'reverse') AS taken_back_at
FROM decision d JOIN fact f ON f.id = d.fact_id
WHERE f.person_id = $1 AND f.object_type = 'referral' AND f.object_id IN ({places}) ORDER BY d.id
"""


@dataclass(frozen=True, slots=True)
class StagePoints:
    """What one stage brought, or would bring."""

    points: int
    state: State


async def preview_referral(opening_id: str, is_hot: bool) -> dict[str, int]:
    """The points that each kind of fact would bring by the rules of today: kinds that bring none are missing.

    Before anybody's limits and the budget of the day: a stage is weeks away, and what holds then is decided then.
    """
    now = clock.now()
    rules = await active_rules(now)
    sums = {kind: _sum(kind, opening_id, is_hot, rules, now) for kind in KINDS}
    return {kind: points for kind, points in sums.items() if points}


def _sum(kind: str, opening_id: str, is_hot: bool, rules: tuple[Rule, ...], now: datetime) -> int:
    fact = Fact(f"preview:{kind}", kind, "preview", now, "referral", "preview", _values(kind, opening_id, is_hot))
    return sum(each.points for each in evaluate(fact, rules, {}, zone(), None))


def _values(kind: str, opening_id: str, is_hot: bool) -> dict[str, FactValue]:
    if kind == APPLICATION:
        return {"opening": opening_id, "hot": is_hot, "link": "", "outside": True}
    return {"opening": opening_id, "hot": is_hot, "conflict": False}


async def referral_points(person_id: str, referral_ids: Collection[str]) -> dict[str, dict[str, StagePoints]]:
    """What the ledger decided for somebody's referrals, by referral and kind of fact: refusals are left out."""
    if not referral_ids:
        return {}
    places = ", ".join(f"${number}" for number in range(2, len(referral_ids) + 2))
    found: dict[str, dict[str, StagePoints]] = {}
    for row in await rows(_DECIDED.format(places=places), person_id, *referral_ids):
        state = resolved_state(row)
        if row["points"] and state not in ("refused", "void", "reversed"):
            kinds = found.setdefault(row["object_id"], {})
            before = kinds.get(row["kind"], StagePoints(0, state))
            kinds[row["kind"]] = StagePoints(before.points + row["points"], _later(before.state, state))
    return found


def _later(one: State, other: State) -> State:
    """Two rules for one fact: what waits for one of them waits."""
    return "pending" if "pending" in (one, other) else other
