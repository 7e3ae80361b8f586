"""A lead's thanks: once for each thing, to somebody of their teams, within what they have left this month."""

from gamification import Fact, FactValue
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import ThanksGiven, announce
from server.messages import N_
from server.teamwork.greetings import greetings
from server.teamwork.leading import led_teams
from server.teamwork.queries import thanks_left, this_month
from server.web.problems import NotFound, Refused


class AlreadyThanked(Refused):
    """Once for each thing."""

    message = N_("You have said bravo for this already.")


class NothingLeft(Refused):
    """The month's points for thanks are given."""

    message = N_("Your points for thanks are given for this month. A bravo without words is always possible.")


class NothingToGreet(NotFound):
    """It is no moment of this team, or no longer one, or one's own: the answer is the same."""

    message = N_("This is no longer there to greet.")


async def give_thanks(giver: str, team_id: str, about: str, words: str) -> str:
    """Thank for one moment of a team one leads; with words the rules may pay the receiver. Gives the thanks' id."""
    async with transaction():
        # The giver's own row first: two thanks of one lead wait for each other, and so does what is left.
        await rows("UPDATE team_lead SET person_id = person_id WHERE person_id = $1 RETURNING id", giver)
        receiver = await _receiver(giver, team_id, about)
        thanks_id = await _insert(giver, receiver, about, words)
        now = clock.now()
        values: dict[str, FactValue] = {"giver": giver, "with_words": bool(words)}
        await announce(Fact(f"thanks:{thanks_id}", "thanks.given", receiver, now, "thanks", thanks_id, values))
        if words and await thanks_left(giver) < 0:
            raise NothingLeft
        await announce(ThanksGiven(thanks_id, giver, receiver, words, now))
        return thanks_id


async def _receiver(giver: str, team_id: str, about: str) -> str:
    if team_id not in {team.id for team in await led_teams(giver)}:
        raise NothingToGreet
    found = [each.person_id for each in await greetings(team_id, besides=giver) if each.key == about]
    if not found:
        raise NothingToGreet
    return found[0]


async def _insert(giver: str, receiver: str, about: str, words: str) -> str:
    made = await rows(
        "INSERT INTO thanks (id, giver_id, receiver_id, about, words, month, given_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (giver_id, about) DO NOTHING RETURNING id",
        new_id(), giver, receiver, about, words, this_month(), to_millis(clock.now()),
    )  # fmt: skip
    if not made:
        raise AlreadyThanked
    return str(made[0]["id"])
