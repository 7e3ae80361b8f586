"""Where publishers put the picture of an item."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from server.content.plain_text import web_url

_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])", re.I)
_IMAGE_TAG = re.compile(r"""<img\b[^<>]{0,2000}?\bsrc\s*=\s*["']([^"'<>]{1,2000})["']""", re.I)


def item_image(entry: dict[str, Any], base: str | None) -> str | None:
    """The item's picture: declared media first, then the first one inside its text."""
    return next(filter(None, (web_url(link, base) for link in _image_links(entry))), None)


def _image_links(entry: dict[str, Any]) -> Iterable[object]:
    media = [part for part in entry.get("media_content") or () if _is_image(part, part.get("url"))]
    # Publishers list every size; the widest one is scaled down here.
    yield from (part.get("url") for part in sorted(media, key=_width, reverse=True))
    yield from (part.get("url") for part in entry.get("media_thumbnail") or ())
    yield from (part.get("href") for part in entry.get("enclosures") or () if _is_image(part, part.get("href")))
    yield (entry.get("image") or {}).get("href")
    for html in (*item_contents(entry), entry.get("summary") or ""):
        yield from _IMAGE_TAG.findall(html[:200_000])[:3]


def _is_image(part: Mapping[str, Any], link: object) -> bool:
    declared = str(part.get("medium") or part.get("type") or "")
    if declared:
        return declared.startswith("image")
    return isinstance(link, str) and _IMAGE_NAME.search(link) is not None


def _width(part: Mapping[str, Any]) -> int:
    width = str(part.get("width") or "")
    return int(width) if width.isascii() and width.isdigit() and len(width) < 6 else 0


def item_contents(entry: dict[str, Any]) -> list[str]:
    """The full texts of an item, in HTML."""
    return [part["value"] for part in entry.get("content") or () if isinstance(part.get("value"), str)]
