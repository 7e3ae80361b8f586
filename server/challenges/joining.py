"""Personal challenges are one's own choice: joining and leaving, in one tap each."""

from server import clock
from server.challenges.counting import count_again
from server.database import rows, transaction
from server.database.fields import to_millis
from server.web.problems import NotFound


async def join_challenge(person_id: str, slug: str) -> None:
    """Take part: what was done since the challenge began counts already. Twice changes nothing."""
    async with transaction():
        await _hold(person_id)
        challenge_id = await _personal(slug)
        made = await rows(
            "INSERT INTO challenge_entry (challenge_id, person_id, joined_at) VALUES ($1, $2, $3) "
            "ON CONFLICT (challenge_id, person_id) DO NOTHING RETURNING id",
            challenge_id, person_id, to_millis(clock.now()),
        )  # fmt: skip
        if made:
            await count_again(challenge_id, person_id)


async def leave_challenge(person_id: str, slug: str) -> None:
    """Take part no longer: what was counted goes, what was earned stays."""
    async with transaction():
        await _hold(person_id)
        challenge_id = await _personal(slug)
        for table in ("challenge_entry", "challenge_progress"):
            await rows(
                f"DELETE FROM {table} WHERE challenge_id = $1 AND person_id = $2 RETURNING id", challenge_id, person_id
            )


async def _hold(person_id: str) -> None:
    """The person's facts and this choice come one after the other."""
    await rows("UPDATE person SET language = language WHERE id = $1 RETURNING id", person_id)


async def _personal(slug: str) -> str:
    found = await rows(
        "SELECT id FROM challenge WHERE slug = $1 AND scope = 'personal' AND state IN ('running', 'reached') "
        "AND ends_at > $2",
        slug, to_millis(clock.now()),
    )  # fmt: skip
    if not found:
        raise NotFound
    return str(found[0]["id"])
