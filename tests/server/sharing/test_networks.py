"""The company's own networks, and the neighbourhoods that visits come from."""

import pytest

from server.sharing.networks import is_within
from server.sharing.visitors import network_hash, trace_hash

OURS = ("198.51.100.0/24", "2001:db8:12::/48", "192.0.2.7/32")
SALT = b"s" * 32


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("198.51.100.0", True),
        ("198.51.100.255", True),
        (" 198.51.101.0", False),
        ("::ffff:198.51.100.9", True),
        ("192.0.2.7", True),
        ("192.0.2.8", False),
        ("2001:db8:12:ffff::1", True),
        ("2001:db8:13::1", False),
        ("testclient", False),
        ("", False),
    ],
)
def test_inside_or_outside(address: str, inside: bool) -> None:
    assert is_within(address, OURS) is inside
    assert is_within(address, ()) is False


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "::ffff:192.0.2.9", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:12:1::1", "2001:db8:12:ffff::9", True),
        ("2001:db8:12::1", "2001:db8:13::1", False),
        ("Proxy", "proxy", True),
    ],
)
def test_a_neighbourhood_is_a_24_or_a_48(one: str, other: str, same: bool) -> None:
    assert (network_hash(SALT, one) == network_hash(SALT, other)) is same


def test_tomorrow_a_neighbourhood_is_another_and_it_is_no_trace() -> None:
    assert network_hash(SALT, "192.0.2.1") != network_hash(b"m" * 32, "192.0.2.1")
    assert network_hash(SALT, "192.0.2.1") != trace_hash(SALT, "192.0.2.0/24", "")
