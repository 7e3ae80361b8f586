"""Changing what concerns oneself: participation, pauses, profile."""

from collections.abc import Iterable, Mapping

from server import clock
from server.content.queries import topics
from server.database import rows, transaction
from server.database.fields import to_millis
from server.people.models import NetworkBand, Pause, Person, PersonTopic

_LEAVE = """
UPDATE person SET opted_out_at = $1, in_standings = $2, paused_at = NULL
WHERE id = $3 AND opted_out_at IS NULL RETURNING id
"""


async def pause_participation(person_id: str) -> None:
    """Nothing is proposed any more until it is resumed; the streak waits too."""
    async with transaction():
        await rows(
            "UPDATE person SET paused_at = $1 WHERE id = $2 AND paused_at IS NULL RETURNING id",
            to_millis(clock.now()), person_id,
        )  # fmt: skip
        await begin_pause(person_id)


async def resume_participation(person_id: str) -> None:
    """Take part again, where it was left."""
    async with transaction():
        await rows("UPDATE person SET paused_at = NULL WHERE id = $1 RETURNING id", person_id)
        await end_pause(person_id)


async def leave_programme(person_id: str) -> None:
    """The name is shown nowhere from now on; what was earned stays."""
    async with transaction():
        await rows(_LEAVE, to_millis(clock.now()), False, person_id)
        await end_pause(person_id)


async def begin_pause(person_id: str) -> None:
    """From now on weeks neither count nor break the streak; one pause at a time."""
    async with transaction():
        await rows("UPDATE person SET language = language WHERE id = $1 RETURNING id", person_id)  # in turn
        if not await Pause.exists(person_id=person_id, until=None):
            await Pause.create(person_id=person_id, since=clock.now())


async def end_pause(person_id: str) -> None:
    """Weeks count again."""
    await Pause.filter(person_id=person_id, until=None).update(until=clock.now())


async def save_preferences(
    person_id: str, display_name: str, chosen: Iterable[str], bands: Mapping[str, str], language: str | None = None
) -> None:
    """Name shown, topics, bands; without a language, the one before stays."""
    known = {topic.id for topic in await topics()}
    async with transaction():
        await rows(
            "UPDATE person SET display_name = $1, language = COALESCE($2, language) WHERE id = $3 RETURNING id",
            display_name or None, language, person_id,
        )  # fmt: skip
        await _replace_topics(person_id, known.intersection(chosen))
        await _replace_bands(person_id, bands)


async def appear_in_standings(person_id: str, appears: bool) -> None:
    """Appear in the standings of people, or not: their own choice, at once."""
    await Person.filter(id=person_id).update(in_standings=appears)


async def choose_topics(person_id: str, chosen: Iterable[str]) -> None:
    """The topics somebody reads about, in place of those before; unknown ids are left out."""
    known = {topic.id for topic in await topics()}
    async with transaction():
        await rows("UPDATE person SET language = language WHERE id = $1 RETURNING id", person_id)  # in turn
        await _replace_topics(person_id, known.intersection(chosen))


async def _replace_topics(person_id: str, chosen: Iterable[str]) -> None:
    await PersonTopic.filter(person_id=person_id).delete()
    for topic_id in sorted(chosen):
        await PersonTopic.create(person_id=person_id, topic_id=topic_id)


async def _replace_bands(person_id: str, bands: Mapping[str, str]) -> None:
    await NetworkBand.filter(person_id=person_id).delete()
    for network, band in sorted(bands.items()):
        await NetworkBand.create(person_id=person_id, network=network, band=band)
