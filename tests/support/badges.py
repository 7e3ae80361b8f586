"""Badges that tests earn in one act."""

from gamification import Fact, FactValue
from server import clock
from server.people.models import Person
from server.points.recording import record_fact

CREW = "equipage"


def goal(person: Person, name: str = "g1", *, took_part: bool = True) -> Fact:
    """The team's goal was reached: its first one earns the crew's badge."""
    values: dict[str, FactValue] = {"team": "north", "goal": name, "took_part": took_part}
    return Fact(f"goal:{name}:{person.id}", "team_goal.reached", person.id, clock.now(), "team_goal", name, values)


def read(person: Person, number: int) -> Fact:
    """One more article was read."""
    about = f"a{number}"
    return Fact(
        f"read:{person.id}:{about}", "article.read", person.id, clock.now(), "article", about, {"article": about}
    )


async def crew(person: Person) -> Person:
    """Somebody of the crew."""
    await record_fact(goal(person))
    return person
