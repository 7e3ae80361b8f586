"""Challenges, and the facts that move them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from gamification import Fact
from server import clock
from server.challenges.commands import launch_challenge
from server.challenges.drafting import create_challenge, local_day
from server.challenges.forms import ChallengeForm
from server.challenges.joining import join_challenge
from server.database import rows
from server.people.models import Person
from server.points.recording import record_fact
from tests.support.people import person

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
FORM: dict[str, Any] = {
    "title_fr": "Le printemps de la donnée", "title_en": "The spring of data", "promise_fr": "Dix lectures.",
    "promise_en": "Ten articles read.", "thanks_fr": "Merci.", "thanks_en": "Thank you all.", "scope": "company",
    "counts": "reads", "goal": 3, "starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 8),
}  # fmt: skip


async def hr(name: str = "hr") -> Person:
    """Somebody of HR who takes no part."""
    return await person(name, role="hr", joined=False, of="HR")


async def draft(by: Person, **changes: Any) -> str:
    """A draft; its id."""
    return await create_challenge(ChallengeForm(**{**FORM, **changes}), by.id)


async def launched(by: Person, **changes: Any) -> str:
    """A challenge that runs, or waits; its id."""
    challenge_id = await draft(by, **changes)
    await launch_challenge(challenge_id, 1, by.id)
    return challenge_id


async def stored(challenge_id: str) -> dict[str, Any]:
    """Its row."""
    return (await rows("SELECT * FROM challenge WHERE id = $1", challenge_id))[0]


async def amounts(challenge_id: str) -> dict[str, tuple[int, int]]:
    """What each brought, and what is aside."""
    found = await rows("SELECT person_id, amount, aside FROM challenge_progress WHERE challenge_id = $1", challenge_id)
    return {row["person_id"]: (row["amount"], row["aside"]) for row in found}


async def reads(who: Person, article: str, at: datetime | None = None) -> None:
    """Somebody reads an article to its end."""
    values = {"article": article}
    key = f"read:{who.id}:{article}"
    await record_fact(Fact(key, "article.read", who.id, at or clock.now(), "article", article, values))


def share_facts(who: Person, share: str, *, own_words: bool = True) -> tuple[Fact, Fact]:
    """A share and what confirms it."""
    now = clock.now()
    values: dict[str, Any] = {
        "article": "a", "channel": "linkedin", "channel_pays": True, "article_active": True, "own_words": own_words,
        "onboarded": True, "team": "", "level": 1,
    }  # fmt: skip
    recorded = Fact(f"share:{share}", "share.recorded", who.id, now, "share", share, values)
    seen = Fact(f"seen:{share}", "share.seen", who.id, now + timedelta(hours=1), "share", share, {"share": share})
    return recorded, seen


async def challenges_of(hr_id: str, person_id: str) -> dict[str, str]:
    """One for everybody and one that a person joined, both from today on: an address, an id."""
    today = local_day(clock.now())
    days = {"starts_on": today, "ends_on": today + timedelta(days=9)}
    both: list[dict[str, Any]] = [{"goal": 200}, {"scope": "personal", "title_en": "Five reads", "points": 10}]
    for changes in both:
        made = await create_challenge(ChallengeForm(**{**FORM, **days, **changes}), hr_id)
        await launch_challenge(made, 1, hr_id)
    await join_challenge(person_id, "five-reads")
    running = await rows("SELECT id, slug FROM challenge WHERE scope = 'company'")
    return {"challenge": running[0]["slug"], "running": running[0]["id"]}
