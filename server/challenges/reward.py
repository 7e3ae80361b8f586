"""A challenge's own reward: a rule of its own, paid from a purse of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gamification import Condition, Grant, Limit, LimitPer, Op, RuleSpec
from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import CampaignFunded, announce
from server.people.bounds import bounds
from server.rulebook.publishing import publish_plain

AFTERWARDS = timedelta(days=7)  # a challenge closes, and pays the last ones, some time after its end


@dataclass(frozen=True, slots=True)
class Reward:
    """What a challenge pays to each who took part once it is reached, out of which budget."""

    challenge_id: str
    slug: str
    title_fr: str
    title_en: str
    points: int
    budget: int
    ends_at: datetime

    @property
    def key(self) -> str:
        """The key of its rule and of its campaign."""
        return f"challenge-{self.slug}"


async def eligible_people(team_id: str | None) -> int:
    """How many people take part today, in the company or in a team."""
    found = await rows(
        "SELECT count(*) AS n FROM person WHERE joined_at IS NOT NULL AND opted_out_at IS NULL "
        "AND left_company_at IS NULL" + (" AND team_id = $1" if team_id else ""),
        *([team_id] if team_id else []),
    )
    return int(found[0]["n"])


async def needs_second_person(points: int, budget: int) -> bool:
    """Whether it costs enough for another pair of eyes, by HR's own bounds."""
    among = await bounds()
    return budget > among.approval_above_90_days or points > among.approval_above_once


async def put_in_force(reward: Reward, by: str) -> None:
    """In the transaction of the launch: the purse, what goes into it, and the rule that pays from it."""
    until = reward.ends_at + AFTERWARDS
    await _open_purse(reward, until)
    await announce(CampaignFunded(reward.key, reward.budget, reward.challenge_id))
    await publish_plain(reward.key, reward.title_fr, reward.title_en, _rule(reward), clock.now(), by, until)


async def _open_purse(reward: Reward, until: datetime) -> None:
    await rows(
        "INSERT INTO campaign (id, key, name_fr, name_en, ends_at, created_at) VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT (key) DO NOTHING RETURNING id",
        new_id(), reward.key, reward.title_fr, reward.title_en, to_millis(until), to_millis(clock.now()),
    )  # fmt: skip


def _rule(reward: Reward) -> RuleSpec:
    return RuleSpec(
        when="challenge.completed",
        conditions=((Condition("challenge", Op.IS, reward.challenge_id),),),
        then=Grant(points=reward.points),
        limits=(Limit(("person",), LimitPer.EVER, max_times=1),),
        campaign=reward.key,
    )
