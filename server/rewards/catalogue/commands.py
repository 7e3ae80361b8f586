"""Saving for a gift: one at a time, chosen and dropped by the person alone."""

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.web.problems import NotFound


async def save_for(person_id: str, slug: str) -> None:
    """Save for this gift, instead of another one. NotFound for what the catalogue does not show."""
    async with transaction():
        saved = await rows(
            "INSERT INTO gift_target (person_id, reward_id, since) SELECT $1, id, $2 FROM reward "
            "WHERE slug = $3 AND published_at IS NOT NULL AND retired_at IS NULL "
            "ON CONFLICT (person_id) DO UPDATE SET reward_id = excluded.reward_id, since = excluded.since "
            "RETURNING person_id",
            person_id, to_millis(clock.now()), slug,
        )  # fmt: skip
        if not saved:
            raise NotFound


async def stop_saving_for(person_id: str, slug: str) -> None:
    """No longer save for this gift; nothing happens to whoever saves for another one, or for none."""
    async with transaction():
        await rows(
            "DELETE FROM gift_target WHERE person_id = $1 AND reward_id IN (SELECT id FROM reward WHERE slug = $2) "
            "RETURNING person_id",
            person_id, slug,
        )  # fmt: skip
