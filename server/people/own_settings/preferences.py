"""The same questions at the end of onboarding and in the settings: what they need to be asked."""

from dataclasses import dataclass
from typing import Any

from server.content.queries import topics
from server.people.own_settings.networks import BANDS, NETWORKS
from server.people.queries import PersonProfile, bands_of, topics_of
from server.web.locale import say


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen: (value, words) each."""

    topics: tuple[tuple[str, str], ...]
    networks: tuple[tuple[str, str], ...]
    bands: tuple[tuple[str, str], ...]


async def options() -> Options:
    """The choices in the language of the request."""
    return Options(
        topics=tuple((topic.id, topic.name) for topic in await topics()),
        networks=tuple(NETWORKS.items()),
        bands=(("", say("I prefer not to say")), *((band, say(text)) for band, text in BANDS.items())),
    )


async def answers(person: PersonProfile) -> dict[str, Any]:
    """What somebody said so far."""
    said = {"display_name": person.display_name or "", "language": person.language}
    return {**said, "topics": list(await topics_of(person.id)), **await bands_of(person.id)}
