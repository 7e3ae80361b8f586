"""What is signed, which paths are ours, which network a caller is in."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import clock
from server.web.networks import network_of
from server.web.paths import own_path
from server.web.signing import sign, unsign

OLD, NEW = "o" * 40, "n" * 40
HOUR = timedelta(hours=1)


@given(st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=8))
def test_what_is_signed_comes_back(value: object) -> None:
    assert unsign([NEW], "kept", sign([NEW], "kept", value), HOUR) == value


def test_neither_another_purpose_nor_another_key_nor_a_changed_letter_is_read() -> None:
    text = sign([NEW], "kept", "value")
    assert unsign([NEW], "cookie.known", text, HOUR) is None
    assert unsign([OLD], "kept", text, HOUR) is None
    assert unsign([NEW], "kept", text[:-1], HOUR) is None
    assert unsign([NEW], "kept", "", HOUR) is None


def test_an_old_key_still_reads_and_the_newest_signs() -> None:
    assert unsign([OLD, NEW], "kept", sign([OLD], "kept", "value"), HOUR) == "value"
    assert unsign([NEW], "kept", sign([OLD, NEW], "kept", "value"), HOUR) == "value"


def test_it_lapses() -> None:
    with clock.moved() as moved:
        moved.set(clock.now())
        text = sign([NEW], "kept", "value")
        moved.advance(timedelta(minutes=59))
        assert unsign([NEW], "kept", text, HOUR) == "value"
        moved.advance(timedelta(minutes=2))
        assert unsign([NEW], "kept", text, HOUR) is None


@pytest.mark.parametrize("path", ["/", "/feed", "/feed?topic=a&page=2", "/posts/é", "/a//b", "/%2F%2Fevil.example"])
def test_paths_of_this_site(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "", "feed", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "/a\\b",
        "/\t/evil.example", "/\n/evil.example", " /feed", "/a b", "/a\r\nSet-Cookie: x=y", "https:evil.example", "https://evil.example",
        "javascript:alert(1)", "/\x00", "/" + "a" * 500,
    ],
)  # fmt: skip
def test_everything_else_is_nothing(path: str) -> None:
    assert own_path(path) == ""


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("198.51.100.7", "198.51.100.0/24"), ("::ffff:198.51.100.7", "198.51.100.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"), ("testclient", "unknown"),
    ],
)  # fmt: skip
def test_networks(host: str, network: str) -> None:
    assert network_of(host) == network
