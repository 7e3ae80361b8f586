"""Topics, articles and feeds for tests of contents."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Network
from typing import Any

from aiohttp import web

from server import clock
from server.content.models import Article, Topic
from server.content.queries import forget_topics
from server.content.slugs import slugify
from server.content.topics import ensure_topics
from server.web.outbound import OutboundPolicy


async def topic(slug: str = "veille") -> Topic:
    """One of the six topics."""
    forget_topics()
    await ensure_topics()
    return await Topic.get(slug=slug)


async def article(title: str = "Boring pipelines", *, hours_ago: float = 1, **more: Any) -> Article:
    """A published article that was written here."""
    now = clock.now()
    values: dict[str, Any] = {
        "slug": slugify(title),
        "title": title,
        "body": "Three teams *removed* things.",
        "excerpt": "Three teams removed things.",
        "language": "en",
        "state": "published",
        "published_at": now - timedelta(hours=hours_ago),
        "created_at": now,
    }
    return await Article.create(**{**values, **more})


def rss(*items: tuple[str, str, str], title: str = "The Quiet Stack") -> bytes:
    """A feed of (guid, title, image address or nothing)."""
    lines = "".join(
        f"<item><guid>{guid}</guid><title>{name}</title><link>https://quiet.example/{guid}</link>"
        f"<description>About {name}.</description><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>"
        + (f'<enclosure url="{image}" type="image/png"/>' if image else "")
        + "</item>\n"
        for guid, name, image in items
    )
    head = f"<title>{title}</title><link>https://quiet.example/</link><language>en-gb</language>"
    return f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{head}\n{lines}</channel></rss>'.encode()


@dataclass
class Site:
    """A web site of somebody else's, on loopback: what it answers, and what it was asked."""

    url: str = ""
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)


ALLOWED = OutboundPolicy(ports=frozenset(range(1024, 65536)), also_allowed=(IPv4Network("127.0.0.0/8"),))


@asynccontextmanager
async def site() -> AsyncIterator[Site]:
    """A running site."""
    known = Site()

    async def answer(request: web.Request) -> web.Response:
        known.asked.append({name.lower(): value for name, value in request.headers.items()})
        await asyncio.sleep(0)
        return web.Response(status=known.status, body=known.body, headers=known.headers)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    listening = web.TCPSite(runner, "127.0.0.1", 0)
    await listening.start()
    known.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield known
    finally:
        await runner.cleanup()
