"""Teams of people with points, in a company that stands at a given instant."""

from collections.abc import Iterable
from datetime import datetime

from server import clock
from server.events import PointsEarned
from server.people.memberships import note_memberships
from server.people.models import Person, Team
from server.standings.cohorts import keep_cohorts
from server.standings.commands import add_to_scores


async def staff(team: Team, *names: str, joined: bool = True, appear: bool = False) -> list[Person]:
    """New people of a team."""
    now = clock.now()
    made = [
        Person(
            given_name=name.capitalize(), family_name="Test", email=f"{name}@orvane.example", team_id=team.id,
            language="en", created_at=now, joined_at=now if joined else None, in_standings=appear,
        )
        for name in names
    ]  # fmt: skip
    await Person.bulk_create(made)
    return made


async def earn(person: Person, xp: int, at: datetime | None = None, *, team: Team | None = None, key: str = "") -> None:
    """Points become somebody's own, as the ledger announces it."""
    team_id = team.id if team else (await Person.get(id=person.id)).team_id  # type: ignore[attr-defined]
    await add_to_scores(PointsEarned(person.id, team_id, xp, xp, 0, at or clock.now(), key))


async def earn_each(people: Iterable[Person], *xp: int) -> None:
    """The first has the first amount, and so on."""
    for person, amount in zip(people, xp, strict=True):
        if amount:
            await earn(person, amount)


async def watch() -> None:
    """What the chores do about teams."""
    await note_memberships()
    await keep_cohorts()
