"""What a first visit to the feed costs a phone: bytes over the network, requests, scripts, pictures."""

import gzip
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext

from server.settings import ROOT
from tests.support.browsing import RunningServer, sign_in
from tests.support.orvane import found

pytestmark = pytest.mark.browser

KILOBYTE = 1024
WHOLE_FEED, FIRST_PICTURE, OWN_SCRIPTS, REQUESTS = 130 * KILOBYTE, 15 * KILOBYTE, 12 * KILOBYTE, 60


@dataclass
class Wire:
    """What came over the network, as the browser's own network stack counts it: headers and compressed bodies."""

    addresses: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)

    def note_answer(self, event: dict[str, Any]) -> None:
        """A response began."""
        self.addresses[event["requestId"]] = event["response"]["url"]
        self.kinds[event["requestId"]] = event["type"]

    def note_end(self, event: dict[str, Any]) -> None:
        """A response is complete."""
        self.bytes[event["requestId"]] = int(event["encodedDataLength"])

    def of(self, kind: str) -> dict[str, int]:
        """Paths and bytes of one kind, in their order."""
        return {
            urlsplit(address).path: self.bytes.get(key, 0) for key, address in self.addresses.items()
            if self.kinds[key] == kind
        }  # fmt: skip

    def __str__(self) -> str:
        return "\n".join(f"{self.bytes.get(key, 0):8} {each}" for key, each in self.addresses.items())


async def cold_feed(context: BrowserContext) -> Wire:
    """The feed as somebody opens it for the first time, all that is on screen included; the worker's store apart."""
    page, wire = await context.new_page(), Wire()
    cdp = await context.new_cdp_session(page)
    cdp.on("Network.responseReceived", wire.note_answer)
    cdp.on("Network.loadingFinished", wire.note_end)
    await cdp.send("Network.enable")
    await cdp.send("Network.setCacheDisabled", {"cacheDisabled": False})
    await page.goto("/feed", wait_until="networkidle")
    return wire


@pytest.fixture
async def feed(chromium: Browser, running: RunningServer) -> Wire:
    company = await found(running.address)
    context = await chromium.new_context(
        base_url=running.address, locale="fr-FR", viewport={"width": 390, "height": 844}, is_mobile=True,
        has_touch=True, service_workers="block",
    )  # fmt: skip
    await sign_in(context, company.people["camille"], running.address)
    wire = await cold_feed(context)
    await context.close()
    return wire


async def test_a_cold_feed_is_light(feed: Wire, running: RunningServer) -> None:
    assert sum(feed.bytes.values()) <= WHOLE_FEED, f"{sum(feed.bytes.values())} bytes:\n{feed}"
    assert len(feed.addresses) <= REQUESTS, str(feed)
    origins = {"{0.scheme}://{0.netloc}".format(urlsplit(each)) for each in feed.addresses.values()}
    assert origins == {running.address}
    pictures = [size for path, size in feed.of("Image").items() if path.startswith(("/covers/", "/media/"))]
    assert pictures
    assert pictures[0] <= FIRST_PICTURE
    assert len(feed.of("Stylesheet")) == 2, "one of ours, one of the company's colours"


def test_our_scripts_are_small() -> None:
    scripts = sorted((ROOT / "static" / "js").glob("*.js"))
    assert scripts
    assert sum(len(gzip.compress(each.read_bytes(), 9)) for each in scripts) <= OWN_SCRIPTS
