"""Openings that tests need."""

from datetime import date, timedelta
from typing import Any

from server import clock
from server.openings.models import Opening, OpeningTopic


async def opening(slug: str = "data-engineer", *, topics: tuple[str, ...] = (), **more: Any) -> Opening:
    """An open one with everything a page shows, published two days ago; ids of topics beside it."""
    now = clock.now()
    values: dict[str, Any] = {
        "slug": slug, "title": slug.replace("-", " ").capitalize(), "department": "Data", "place": "Nantes",
        "country": "FR", "remote": "full", "contract": "permanent", "hours": "37 h", "pay_from": 48_000,
        "pay_to": 58_000, "team_size": 6, "skills": ["Python", "Kafka"],
        "steps": [["A 20-minute call", "with Nadège, from HR"], ["An hour with the team", "about your own work"]],
        "description": "You move 40 million events a day.", "language": "en", "state": "open",
        "posted_on": date(2026, 11, 22), "published_at": now - timedelta(days=2), "created_at": now - timedelta(days=3),
    }  # fmt: skip
    made = await Opening.create(**{**values, **more})
    for topic_id in topics:
        await OpeningTopic.create(opening_id=made.id, topic_id=topic_id)
    return made
