"""What phones and browsers ask of a manifest before they offer to install."""

import json
from typing import Any

from server.pwa.manifest import ManifestColours, Screenshot, manifest


def made(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": "Ricoche chez Orvane",
        "short_name": "Ricoche",
        "description": "Lire, partager avec vos mots.",
        "language": "fr",
        "colours": ManifestColours("#f9f7f2", "#0f6b78"),
        "asset": lambda path: f"/static/abc/{path}",
        "_": {"Feed": "Fil", "Together": "Ensemble", "Me": "Moi"}.__getitem__,
    }
    return manifest(**(values | changes))


def test_an_installed_app_keeps_its_identity_and_starts_in_the_feed() -> None:
    found = made()
    assert (found["id"], found["scope"], found["start_url"]) == ("/", "/", "/feed?source=pwa")
    assert (found["display"], found["display_override"]) == ("standalone", ["standalone", "minimal-ui"])
    assert (found["lang"], found["dir"]) == ("fr", "ltr")
    assert (found["background_color"], found["theme_color"]) == ("#f9f7f2", "#0f6b78")
    assert found["launch_handler"] == {"client_mode": ["navigate-existing", "auto"]}
    assert found["prefer_related_applications"] is False
    assert "orientation" not in found
    json.dumps(found)


def test_maskable_icons_are_files_of_their_own() -> None:
    icons = made()["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("192x192", "maskable"),
        ("512x512", "maskable"),
    }
    assert len({icon["src"] for icon in icons}) == 4
    assert all(icon["src"].startswith("/static/abc/icons/") for icon in icons)


def test_shortcuts_lead_to_the_tabs_that_exist() -> None:
    shortcuts = made()["shortcuts"]
    assert [(each["name"], each["url"]) for each in shortcuts] == [
        ("Fil", "/feed?source=shortcut"),
        ("Ensemble", "/leaderboard?source=shortcut"),
        ("Moi", "/me?source=shortcut"),
    ]
    assert all(each["icons"][0]["sizes"] == "96x96" for each in shortcuts)


def test_texts_fit_where_phones_show_them() -> None:
    found = made(short_name="Ricoche chez Orvane", description="x" * 400)
    assert found["short_name"] == "Ricoche chez"
    assert len(found["description"]) == 300


def test_screenshots_say_which_device_they_are_of() -> None:
    assert "screenshots" not in made()
    pictures = (Screenshot("a.png", 780, 1688, "Le fil"), Screenshot("b.png", 1280, 800, "La console"))
    assert [each["form_factor"] for each in made(screenshots=pictures)["screenshots"]] == ["narrow", "wide"]
