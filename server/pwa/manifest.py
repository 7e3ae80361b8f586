"""The web app manifest: how the installed app is called, looks and starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Translate = Callable[[str], str]
Asset = Callable[[str], str]

SHORT_NAME = 12  # longer names are cut under the icon
DESCRIPTION = 300


@dataclass(frozen=True, slots=True)
class ManifestColours:
    """The two colours a phone paints before the first page."""

    background: str
    theme: str


@dataclass(frozen=True, slots=True)
class Screenshot:
    """A picture for the install sheet; `path` is below static/."""

    path: str
    width: int
    height: int
    label: str

    @property
    def form_factor(self) -> Literal["narrow", "wide"]:
        """Upright pictures are for phones."""
        return "narrow" if self.height > self.width else "wide"


def manifest(
    *,
    name: str,
    short_name: str,
    description: str,
    language: str,
    colours: ManifestColours,
    asset: Asset,
    _: Translate,
    screenshots: Sequence[Screenshot] = (),
) -> dict[str, Any]:
    """The manifest in a person's language; `asset` turns a file name into its public address."""
    found: dict[str, Any] = {
        "id": "/",
        "start_url": "/feed?source=pwa",
        "scope": "/",
        "name": name,
        "short_name": short_name[:SHORT_NAME].rstrip(),
        "description": description[:DESCRIPTION],
        "lang": language,
        "dir": "ltr",
        "categories": ["business", "social"],
        "display": "standalone",
        "display_override": ["standalone", "minimal-ui"],
        "background_color": colours.background,
        "theme_color": colours.theme,
        "icons": _icons(asset),
        "shortcuts": _shortcuts(asset, _),
        "launch_handler": {"client_mode": ["navigate-existing", "auto"]},
        "prefer_related_applications": False,
    }
    return found | ({"screenshots": [_screenshot(s, asset) for s in screenshots]} if screenshots else {})


def _icons(asset: Asset) -> list[dict[str, str]]:
    # A maskable icon has a wide margin that looks lost elsewhere: one file for each purpose.
    files = [("icon-192.png", 192, "any"), ("icon-512.png", 512, "any")]
    files += [("maskable-192.png", 192, "maskable"), ("maskable-512.png", 512, "maskable")]
    return [_icon(asset(f"icons/{file}"), size, purpose) for file, size, purpose in files]


def _icon(address: str, size: int, purpose: str = "any") -> dict[str, str]:
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _shortcuts(asset: Asset, _: Translate) -> list[dict[str, Any]]:
    tabs = [(_("Feed"), "/feed"), (_("Together"), "/leaderboard"), (_("Me"), "/me")]
    icons = [_icon(asset("icons/icon-96.png"), 96)]
    return [{"name": name, "url": f"{address}?source=shortcut", "icons": icons} for name, address in tabs]


def _screenshot(picture: Screenshot, asset: Asset) -> dict[str, str]:
    return {
        "src": asset(picture.path),
        "sizes": f"{picture.width}x{picture.height}",
        "type": "image/png",
        "form_factor": picture.form_factor,
        "label": picture.label,
    }
