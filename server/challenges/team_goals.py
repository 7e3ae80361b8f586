"""A lead's one goal a month for the team: no points of its own, what a team goal is worth comes from the rules."""

from datetime import datetime
from typing import Any

from gamification import Counted, PeriodKind, is_large_enough, period_from_key
from server import clock
from server.challenges.counting import count_again
from server.challenges.drafting import first_instant, local_day
from server.challenges.reward import eligible_people
from server.challenges.wording import goal_title
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.messages import N_
from server.web.audit import record
from server.web.locale import zone
from server.web.problems import Refused

LEAST, MOST = 5, 10_000


class GoalExists(Refused):
    """One goal a month and team."""

    message = N_("Your team has its goal for this month already.")


class GoalRefused(Refused):
    """A goal that nobody could work towards, or that would tell too much."""


async def create_team_goal(lead_id: str, team_id: str, counts: str, goal: int, month: str) -> str:
    """Set the goal of a month such as 2026-11, from today or its first day on; its id.

    Raises GoalRefused with a sentence, and GoalExists.
    """
    starts_at, ends_at = _dates(month)
    counted = _counted(counts)
    if not LEAST <= goal <= MOST:
        raise GoalRefused(N_("Choose a goal between {least} and {most}."), least=LEAST, most=MOST)
    async with transaction():
        goal_id = await _insert(lead_id, team_id, counted, goal, month, starts_at, ends_at)
        if not is_large_enough(await eligible_people(team_id)):
            raise GoalRefused(
                N_("Fewer than five people of this team take part: the sum would show what each of them did.")
            )
        await count_again(goal_id)
        said = {"team": team_id, "counts": counted.value, "goal": goal, "month": month}
        await record("challenge.team_goal", "challenge", goal_id, lead_id, None, said)
        return goal_id


def _dates(month: str) -> tuple[datetime, datetime]:
    try:
        period = period_from_key(month, PeriodKind.MONTH, zone())
    except ValueError:
        raise GoalRefused(N_("Choose this month or the next one.")) from None
    today = first_instant(local_day(clock.now()))
    if period.ends_at <= today:
        raise GoalRefused(N_("Choose this month or the next one."))
    return max(period.starts_at, today), period.ends_at


def _counted(counts: str) -> Counted:
    try:
        return Counted(counts)
    except ValueError:
        raise GoalRefused(N_("Choose one of the options.")) from None


async def _insert(
    lead_id: str, team_id: str, counts: Counted, goal: int, month: str, starts_at: datetime, ends_at: datetime
) -> str:
    values: dict[str, Any] = {
        "id": new_id(), "slug": f"goal-{team_id}-{month}", "scope": "team", "team_id": team_id,
        "title_fr": goal_title("fr", month), "title_en": goal_title("en", month), "counts": counts.value, "goal": goal,
        "state": "running", "starts_at": to_millis(starts_at), "ends_at": to_millis(ends_at),
        "created_by_id": lead_id, "created_at": to_millis(clock.now()),
    }  # fmt: skip
    places = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    made = await rows(
        f"INSERT INTO challenge ({', '.join(values)}) VALUES ({places}) ON CONFLICT (slug) DO NOTHING RETURNING id",
        *values.values(),
    )
    if not made:
        raise GoalExists
    return str(made[0]["id"])
