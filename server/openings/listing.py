"""The openings one person may look through: those that are open, those they kept, and what makes each close."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.database import rows
from server.openings.closeness import Candidate, Reader, words
from server.openings.queries import MOST, OpeningSeen, seen
from server.people.queries import person_by_id, team_name, topics_of

_COLUMNS = ", ".join("'' AS description" if name == "description" else f"o.{name}" for name in OpeningSeen.__slots__)
_LISTED = f"""
SELECT {_COLUMNS}, m.saved_at FROM opening o LEFT JOIN opening_mark m ON m.opening_id = o.id AND m.person_id = $1
WHERE o.state = 'open' OR (o.state = 'closed' AND m.id IS NOT NULL)
ORDER BY o.published_at DESC, o.id DESC LIMIT {MOST}
"""


@dataclass(frozen=True, slots=True)
class Listed(Candidate):
    """An opening of the list, without its description, and whether the person keeps it."""

    opening: OpeningSeen
    is_saved: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address asks for: everything by closeness, one place, remote work, one contract, what was saved."""

    place: str = ""
    remote: bool = False
    contract: str = ""
    saved: bool = False
    words: str = ""

    def takes(self, one: Listed) -> bool:
        """Whether an opening is asked for."""
        seen_one = one.opening
        return (
            (one.is_saved if self.saved else seen_one.is_open)
            and (not self.place or seen_one.place.casefold() == self.place.casefold())
            and (not self.remote or seen_one.remote == "full")
            and (not self.contract or seen_one.contract == self.contract)
            and words(self.words) <= words(f"{seen_one.title} {seen_one.place} {' '.join(seen_one.skills)}")
        )


async def listed_for(person_id: str) -> tuple[Listed, ...]:
    """Everything that may stand in somebody's list, the latest first."""
    found = await rows(_LISTED, person_id)
    topics = await _topics()
    return tuple(_listed(seen(row), topics, is_saved=row["saved_at"] is not None) for row in found)


def _listed(opening: OpeningSeen, topics: dict[str, frozenset[str]], *, is_saved: bool) -> Listed:
    assert opening.published_at is not None  # what is or was open has been published
    held = topics.get(opening.id, frozenset())
    return Listed(opening.id, opening, held, opening.published_at, opening, is_saved)


async def _topics() -> dict[str, frozenset[str]]:
    found = await rows(
        "SELECT t.opening_id, t.topic_id FROM opening_topic t JOIN opening o ON o.id = t.opening_id "
        "WHERE o.state = 'open'"
    )
    grouped: dict[str, frozenset[str]] = {}
    for row in found:
        grouped[row["opening_id"]] = grouped.get(row["opening_id"], frozenset()) | {row["topic_id"]}
    return grouped


async def topics_of_opening(opening_id: str) -> tuple[str, ...]:
    """The ids of the topics an opening is about."""
    found = await rows("SELECT topic_id FROM opening_topic WHERE opening_id = $1 ORDER BY id", opening_id)
    return tuple(row["topic_id"] for row in found)


async def reader(person_id: str) -> Reader:
    """What is compared of a person."""
    person = await person_by_id(person_id)
    if person is None:
        return Reader()
    team = await team_name(person.team_id) if person.team_id else ""
    return Reader(person.job_title or "", person.site or "", team, frozenset(await topics_of(person_id)))


def places(found: Iterable[Listed], site: str, most: int = 4) -> tuple[str, ...]:
    """The places of open openings, the person's own first, then those with most openings."""
    counted: dict[str, int] = {}
    for one in found:
        if one.opening.is_open and one.opening.place:
            counted[one.opening.place] = counted.get(one.opening.place, 0) + 1
    ordered = sorted(counted, key=lambda place: (not words(place) & words(site), -counted[place], place))
    return tuple(ordered[:most])
