"""Articles, shares, visitors and what was announced, for tests of sharing."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
from starlette.types import ASGIApp

from gamification import Fact
from server import clock, events
from server.content.models import Article
from server.content.queries import article_for_share
from server.database import rows
from server.people.models import Person
from server.sharing.channels import Channel
from server.sharing.commands import record_share
from server.sharing.drafts import draft_of

NOON = datetime(2026, 11, 17, 12, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)  # a Tuesday
ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 "
    "Mobile/15E148 Safari/604.1"
)
LINKEDIN_BOT = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"
SOURCE = "https://www.quiet-stack.example.com/boring-pipelines"
OWN_TEXT = "We removed three schedulers this year and everybody sleeps better. What did you take away at your place?"


async def article(slug: str = "boring-pipelines", **changes: Any) -> Article:
    """A published article from a source."""
    values: dict[str, Any] = {
        "slug": slug, "title": "Why your pipelines gain from staying boring", "excerpt": "A plea for fewer parts.",
        "url": SOURCE, "language": "en", "state": "published", "published_at": clock.now(), "created_at": clock.now(),
    }  # fmt: skip
    return await Article.create(**{**values, **changes})


async def shared(
    person: Person, about: Article, channel: Channel = Channel.LINKEDIN, words: str = OWN_TEXT
) -> tuple[str, str]:
    """A recorded share: its id and its link's code."""
    card = await article_for_share(about.id)
    assert card is not None
    share_id = await record_share(person.id, await draft_of(card, channel, words, True))
    found = await rows("SELECT l.code FROM link l JOIN share s ON s.link_id = l.id WHERE s.id = $1", share_id)
    return share_id, found[0]["code"]


def visitor(app: ASGIApp, address: str = "203.0.113.5", agent: str = IPHONE, **headers: str) -> httpx2.AsyncClient:
    """Somebody outside, behind an address."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False, client=(address, 50000))
    sent = {"User-Agent": agent, "Accept-Language": "en", **headers}
    return httpx2.AsyncClient(transport=transport, base_url="http://localhost:8000", headers=sent)


async def verdicts() -> Counter[str]:
    """What the visits so far were."""
    found = await rows("SELECT verdict, COUNT(*) AS n FROM visit GROUP BY verdict")
    return Counter({row["verdict"]: row["n"] for row in found})


async def state_of(share_id: str) -> str:
    """The state of a share."""
    return str((await rows("SELECT state FROM share WHERE id = $1", share_id))[0]["state"])


async def facts(kind: str) -> list[Any]:
    """The stored facts of a kind."""
    return await rows("SELECT * FROM fact WHERE kind = $1 ORDER BY key", kind)


@contextmanager
def heard(kind: type = Fact) -> Iterator[list[Any]]:
    """What is announced meanwhile."""
    said: list[Any] = []

    async def note(event: Any) -> None:
        said.append(event)

    events.listen(kind, note)
    try:
        yield said
    finally:
        events._listeners[kind].remove(note)
