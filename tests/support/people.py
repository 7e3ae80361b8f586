"""People that tests need: alice, her teammate bob, charlie elsewhere, hr."""

from datetime import timedelta
from typing import Any

from server import clock
from server.people.models import Company, Person, Team
from server.people.queries import forget_company
from server.points.recording import record_fact
from server.rulebook.commands import ensure_default_rules


async def company(**changes: Any) -> Company:
    """The company Orvane with the default rules."""
    made = await Company.create(
        id=1, name="Orvane", zone="Europe/Paris", languages=["fr", "en"], accent="#0f6b78",
        created_at=clock.now(), **changes,
    )  # fmt: skip
    forget_company()
    await ensure_default_rules()
    return made


async def team(name: str = "Data") -> Team:
    """A team, made once."""
    found, _ = await Team.get_or_create(name=name, name_key=name.casefold())
    return found


async def person(
    name: str = "alice", *, role: str = "employee", of: str = "Data", joined: bool = True, **more: Any
) -> Person:
    """Somebody of the company; joined means through onboarding, a month ago, so that points come at once."""
    more.setdefault("joined_at", clock.now() - timedelta(days=30) if joined else None)
    return await Person.create(
        given_name=name.capitalize(), family_name="Test", email=f"{name}@orvane.example", role=role,
        team=await team(of), language="en", created_at=clock.now(), **more,
    )  # fmt: skip


async def welcomed(name: str = "alice", **more: Any) -> Person:
    """Somebody whose onboarding was recorded: 20 points, 30 of recognition."""
    from gamification import Fact

    made = await person(name, **more)
    await record_fact(
        Fact(f"onboarding:{made.id}", "onboarding.completed", made.id, clock.now(), "person", made.id, {})
    )
    return made
