"""The other system, in tests: it listens on loopback, and signs what it says."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Network

import httpx2
from aiohttp import web

from server import clock
from server.ats.standard_webhooks import headers_of, key_of
from server.web.outbound import OutboundPolicy

LOOPBACK = OutboundPolicy(
    ports=frozenset(range(1024, 65536)), also_allowed=(IPv4Network("127.0.0.0/8"),), total_seconds=2
)


@dataclass
class OtherSystem:
    """What it was sent, and what it answers."""

    url: str = ""
    status: int = 200
    got: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((request.headers, await request.read()))
        return web.Response(status=self.status, headers={"Location": self.url} if self.status == 307 else None)


@asynccontextmanager
async def other_system() -> AsyncIterator[OtherSystem]:
    """It listens until the end of the block."""
    system = OtherSystem()
    application = web.Application()
    application.router.add_post("/in", system.take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    system.url = f"http://127.0.0.1:{runner.addresses[0][1]}/in"
    try:
        yield system
    finally:
        await runner.cleanup()


async def says(
    client: httpx2.AsyncClient, secret: str, referral: str, stage: str, message_id: str = "msg_1"
) -> httpx2.Response:
    """The other system says that a referral reached a stage."""
    body = json.dumps({"type": "candidate.moved", "data": {"referral": referral, "stage": stage}}).encode()
    signed = headers_of((key_of(secret),), message_id, clock.now(), body)
    return await client.post("/webhooks/ats", content=body, headers=signed)
