"""Who wrote in their own words for the first time, for those who greet them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from server.database import rows
from server.database.fields import from_millis, to_millis
from server.sharing.visit_rows import places


@dataclass(frozen=True, slots=True)
class FirstOwnWords:
    """Somebody's first confirmed share in own words."""

    share_id: str
    person_id: str
    article_title: str
    at: datetime


async def first_own_words(people: Collection[str], since: datetime) -> list[FirstOwnWords]:
    """Of these people, whose first confirmed share in own words came since then."""
    if not people:
        return []
    last = len(people)
    found = await rows(
        "SELECT s.id, s.person_id, a.title, s.seen_at FROM share s JOIN article a ON a.id = s.article_id "
        f"WHERE s.person_id IN ({places(last)}) AND s.state = 'seen' AND s.own_words = ${last + 2} "
        f"AND s.seen_at >= ${last + 1} AND NOT EXISTS (SELECT 1 FROM share e WHERE e.person_id = s.person_id "
        f"AND e.state = 'seen' AND e.own_words = ${last + 2} "
        "AND (e.seen_at < s.seen_at OR (e.seen_at = s.seen_at AND e.id < s.id)))",
        *people, to_millis(since), True,
    )  # fmt: skip
    return [FirstOwnWords(row["id"], row["person_id"], row["title"], from_millis(row["seen_at"])) for row in found]
