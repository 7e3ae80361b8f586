"""Challenges through the commands that HR and employees run."""

from server.challenges.commands import TooFew, approve_challenge, launch_challenge
from server.challenges.drafting import create_challenge
from server.challenges.joining import join_challenge
from server.database import rows
from server.demo.challenge_acts import Launch


async def launch(act: Launch, hr_id: str, second_id: str) -> None:
    """Start it; where it costs much, a second person says yes."""
    found = await rows("SELECT id FROM team WHERE name = $1", act.team) if act.team else []
    form = act.form.model_copy(update={"team": found[0]["id"] if found else ""})
    challenge_id = await create_challenge(form, hr_id)
    try:
        if await launch_challenge(challenge_id, 1, hr_id) == "waiting":
            await approve_challenge(challenge_id, second_id)
    except TooFew:  # of the team, by that day: HR keeps the draft
        return


async def take_part(person_id: str) -> None:
    """Join the challenge that everybody may take part in for themselves."""
    found = await rows("SELECT slug FROM challenge WHERE scope = 'personal' AND state = 'running' ORDER BY starts_at")
    for row in found:
        await join_challenge(person_id, row["slug"])
