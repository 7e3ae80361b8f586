"""Lighthouse on a phone, median of five: the door, the feed, the share sheet, and what anybody may read."""

import os
import re
import sys
from collections.abc import Iterator

import httpx2

from benchmarks.demo_server import DemoServer, demo_server
from benchmarks.lighthouse import complaints, report, scores
from benchmarks.table import CannotMeasure, Row

ROUNDS = int(os.environ.get("ROUNDS", "5"))
ONLY = os.environ.get("ONLY", "")  # a part of the names of pages: the others are left out
PERFORMANCE, EVERYTHING = 95, 100
INDEXED = ("public article", "public opening")  # pages behind the door, or by a personal link, are no search results


def measure_pages() -> list[Row]:
    """The scores of each page; pages are measured in turn, so that a busy minute harms all alike."""
    with demo_server() as demo:
        cookie = demo.cookie_of("employee")
        pages = {name: page for name, page in _pages(demo, cookie) if ONLY in name}
        found: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
        for turn in range(ROUNDS):
            for name, (path, is_mine) in pages.items():
                said = report(demo.address + path, cookie if is_mine else "")
                found[name].append(scores(said))
                if turn == ROUNDS - 1:
                    _explain(name, complaints(said))
    return [row for name in pages for row in _rows(name, found[name])]


def _pages(demo: DemoServer, cookie: str) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Names, with the path and whether somebody is signed in."""
    feed = httpx2.get(f"{demo.address}/feed", headers={"Cookie": cookie})
    share = re.search(r'href="(/posts/[^"]+/share)"', feed.text)
    if feed.status_code != 200 or share is None:
        raise CannotMeasure("The demo's feed has nothing to share.")
    yield "sign-in", ("/sign-in", False)
    yield "feed", ("/feed", True)
    yield "share", (share[1], True)
    yield "public article", (demo.public_article(), False)
    yield "public opening", (demo.public_opening(), False)
    yield "colleague's link", (demo.link(), False)


def _rows(name: str, rounds: list[dict[str, float]]) -> Iterator[Row]:
    for category in rounds[0]:
        if category == "seo" and name not in INDEXED:
            continue
        gate = PERFORMANCE if category == "performance" else EVERYTHING
        yield Row(f"{name}: {category}", tuple(each[category] for each in rounds), gate, EVERYTHING)


def _explain(name: str, said: list[str]) -> None:
    for each in said[:6]:
        print(f"  {name}: {each}", file=sys.stderr)
