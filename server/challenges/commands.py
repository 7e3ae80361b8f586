"""What HR does with a challenge: launch, approve, take back, end. Each leaves its trace."""

from typing import Any

from gamification import is_large_enough
from server import clock
from server.challenges.counting import count_again
from server.challenges.drafting import Stale, first_instant, hold, local_day, present
from server.challenges.reward import Reward, eligible_people, needs_second_person, put_in_force
from server.database import rows, transaction
from server.database.fields import from_millis, to_millis
from server.messages import N_
from server.web.audit import record
from server.web.problems import Refused


class TooLate(Refused):
    """A challenge begins today at the earliest: nobody is asked for what is over."""

    message = N_("Its first day is past: choose today or a later day.")


class TooFew(Refused):
    """In a small group, a sum shows its parts."""

    message = N_("Fewer than five people of this team take part: the sum would show what each of them did.")


class TooLittle(Refused):
    """A purse that cannot pay once."""

    message = N_("The budget does not cover a single reward of {points} points.")


class OwnChallenge(Refused):
    """Whoever wrote or asked for it does not approve it."""

    message = N_("Somebody else has to approve this challenge: you prepared it.")


class NotNow(Refused):
    """Another state than the act needs."""

    message = N_("This challenge is no longer in that state. Look at it again.")


async def launch_challenge(challenge_id: str, revision: int, by: str) -> str:
    """Start a draft, or have it wait for a second person; its state. Raises Stale and what refuses it."""
    async with transaction():
        await hold(challenge_id)
        row = await present(challenge_id)
        if row["state"] != "draft" or row["revision"] != revision:
            raise Stale
        budget = await _budget(row)
        await _check(row, budget)
        waits = row["points"] > 0 and await needs_second_person(row["points"], budget)
        await _turn(
            row, "waiting" if waits else "running", by, asked_by_id=by, budget=budget if row["points"] else None
        )
        if not waits:
            await _begin(challenge_id, by)
        return "waiting" if waits else "running"


async def _budget(row: dict[str, Any]) -> int:
    """HR's own figure, else one reward for each who may take part."""
    if row["budget"] is not None:
        return int(row["budget"])
    return int(row["points"]) * await eligible_people(row["team_id"])


async def _check(row: dict[str, Any], budget: int) -> None:
    if row["starts_at"] < to_millis(first_instant(local_day(clock.now()))):
        raise TooLate
    if row["team_id"] and not is_large_enough(await eligible_people(row["team_id"])):
        raise TooFew
    if budget < row["points"]:
        raise TooLittle(points=row["points"])


async def _begin(challenge_id: str, by: str) -> None:
    row = await present(challenge_id)
    if row["points"]:
        names = ("slug", "title_fr", "title_en", "points", "budget")
        ends_at = from_millis(row["ends_at"])
        reward = Reward(challenge_id, **{name: row[name] for name in names}, ends_at=ends_at)
        await put_in_force(reward, by)
        await rows("UPDATE challenge SET campaign = $1 WHERE id = $2 RETURNING id", reward.key, challenge_id)
    if row["scope"] != "personal":
        await count_again(challenge_id)


async def approve_challenge(challenge_id: str, by: str) -> None:
    """The second person's yes: it starts. Raises OwnChallenge, TooLate."""
    async with transaction():
        await hold(challenge_id)
        row = await present(challenge_id)
        _expect(row, "waiting")
        if by in (row["created_by_id"], row["asked_by_id"]):
            raise OwnChallenge
        if row["ends_at"] <= to_millis(clock.now()):
            raise TooLate
        await _turn(row, "running", by)
        await _begin(challenge_id, by)


async def withdraw_challenge(challenge_id: str, by: str) -> None:
    """What waits for a second person is a draft again."""
    async with transaction():
        await hold(challenge_id)
        row = await present(challenge_id)
        _expect(row, "waiting")
        await _turn(row, "draft", by)


async def end_challenge(challenge_id: str, reason: str, by: str) -> None:
    """End before the last day: what was done until now counts, and the result is frozen a day later."""
    async with transaction():
        await hold(challenge_id)
        row, now = await present(challenge_id), clock.now()
        _expect(row, "running", "reached")
        if row["ends_at"] <= to_millis(now):
            raise NotNow
        await _turn(row, row["state"], by, reason, ends_at=to_millis(now))


def _expect(row: dict[str, Any], *states: str) -> None:
    if row["state"] not in states:
        raise NotNow


async def _turn(row: dict[str, Any], state: str, by: str, reason: str = "", **values: Any) -> None:
    after = {"state": state, **values}
    places = ", ".join(f"{name} = ${number}" for number, name in enumerate(after, start=2))
    await rows(
        f"UPDATE challenge SET revision = revision + 1, {places} WHERE id = $1 RETURNING id", row["id"], *after.values()
    )
    before = {name: row[name] for name in after}
    said = {**after, "reason": reason} if reason else after
    await record(f"challenge.{_act(row, state, values)}", "challenge", row["id"], by, _told(before), _told(said))


def _act(row: dict[str, Any], state: str, values: dict[str, Any]) -> str:
    if "ends_at" in values:
        return "end"
    if state == "draft":
        return "withdraw"
    return "approve" if row["state"] == "waiting" else "launch"


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Instants as people read them in a trail."""
    return {name: from_millis(value).isoformat() if name == "ends_at" else value for name, value in values.items()}
