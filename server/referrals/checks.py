"""What every referral must be: where its last step left it, by steps that only lead forward, ended when it says so."""

from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from gamification import ENDS, STAGES, can_move
from server.database import rows

MOST = 20
_ORDER = {stage: place for place, stage in enumerate((*STAGES, *ENDS))}  # of what happened in one millisecond
_STEPS = """
SELECT r.id, r.stage AS stands, r.closed_at, s.stage, s.at FROM referral r
LEFT JOIN referral_step s ON s.referral_id = r.id ORDER BY r.id
"""


async def referrals_follow_their_steps() -> list[str]:
    """Referrals that no sequence of moves would have left as they are."""
    by_referral = groupby(await rows(_STEPS), key=itemgetter("id"))
    return [fault for _, each in by_referral for fault in _faults(list(each))][:MOST]


def _faults(steps: list[dict[str, Any]]) -> list[str]:
    name, stands, closed = steps[0]["id"], steps[0]["stands"], steps[0]["closed_at"]
    path = [each["stage"] for each in sorted(steps, key=_when) if each["stage"] is not None]
    wrong = [f"went from {one} to {then}" for one, then in pairwise(path) if not can_move(one, then)]
    if path[-1:] != [stands]:
        wrong.append(f"stands at {stands}, its steps lead to {path[-1] if path else 'nothing'}")
    if (closed is not None) != (stands in ENDS):
        wrong.append(f"stands at {stands}, and its end is {'noted' if closed is not None else 'not noted'}")
    return [f"referral {name} {each}" for each in wrong]


def _when(step: dict[str, Any]) -> tuple[int, int]:
    return step["at"] or 0, _ORDER.get(step["stage"], 0)
