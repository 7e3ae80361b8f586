"""What a push message says, and that it always fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.notifications.payloads import (
    BadgeEarned,
    LevelReached,
    PushTest,
    ShareSeen,
    absolute,
    encoded,
    payload,
    shortened,
    tag,
)

BASE = "https://ricoche.example"
FRENCH = {"Somebody opened your link": "Quelqu’un a ouvert votre lien", "A new badge": "Un nouveau badge"}


def french(message: str) -> str:
    return FRENCH.get(message, message)


def test_a_seen_share_names_the_article_and_leads_to_the_share() -> None:
    notice = ShareSeen("Pipelines ennuyeux", "/shares/42")
    message = payload(notice, french, language="fr", base_url=BASE + "/", icon="/static/1/icon.png", unread=3)
    assert message == {
        "web_push": 8030,
        "notification": {
            "title": "Quelqu’un a ouvert votre lien",
            "body": "Pipelines ennuyeux",
            "navigate": "https://ricoche.example/shares/42",
            "lang": "fr",
            "dir": "ltr",
            "tag": tag(notice),
            "data": {"kind": "share_seen"},
            "icon": "https://ricoche.example/static/1/icon.png",
            "app_badge": "3",
        },
        "app_badge": 3,
    }


def test_news_of_one_subject_replaces_itself_and_nothing_else() -> None:
    assert tag(ShareSeen("Un titre", "/shares/1")) == tag(ShareSeen("Titre corrigé", "/shares/1"))
    tags = {
        tag(ShareSeen("a", "/shares/1")),
        tag(ShareSeen("a", "/shares/2")),
        tag(BadgeEarned("a", "/shares/1")),
        tag(LevelReached("a", "/me")),
        tag(PushTest()),
    }
    assert len(tags) == 5
    assert all(len(each) == 32 for each in tags)


def test_a_test_message_dies_young_and_news_waits_a_day() -> None:
    assert PushTest.ttl < ShareSeen.ttl == BadgeEarned.ttl == LevelReached.ttl == 86400


def test_without_a_count_the_icon_is_left_alone() -> None:
    assert "app_badge" not in payload(PushTest(), french, language="fr", base_url=BASE)


@given(st.text(alphabet=st.characters(), max_size=3000))
def test_any_title_fits_and_encodes(words: str) -> None:
    message = payload(ShareSeen(words, "/shares/1"), french, language="fr", base_url=BASE, unread=99)
    assert len(encoded(message)) <= 3000


@given(st.text(alphabet=st.characters(), max_size=100), st.integers(1, 50))
def test_a_shortened_text_is_one_visible_line(text: str, most: int) -> None:
    line = shortened(text, most)
    assert len(line) <= most
    assert "\n" not in line
    assert "\u202e" not in line
    assert line == shortened(line, most)


@pytest.mark.parametrize("path", ["", "feed", "//evil.example", "/\\evil.example", "https://evil.example", "/a b"])
def test_only_our_own_paths_are_led_to(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        absolute(BASE, path)
