"""A visitor is the same for one link and one day, and a stranger on the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sharing.visitors import HASH_BYTES, network_of, trace_hash, visitor_hash

TODAY, TOMORROW = b"t" * 32, b"m" * 32
salts = st.binary(min_size=16, max_size=32)
words = st.text(max_size=20)


@given(salts, words, words, words)
def test_the_same_visitor_has_the_same_short_hash(salt: bytes, address: str, agent: str, link: str) -> None:
    assert visitor_hash(salt, address, agent, link) == visitor_hash(salt, address, agent, link)
    assert len(visitor_hash(salt, address, agent, link)) == HASH_BYTES == len(trace_hash(salt, address, agent))


@given(st.tuples(salts, words, words), st.tuples(salts, words, words))
def test_another_day_agent_or_link_gives_another_hash(
    one: tuple[bytes, str, str], other: tuple[bytes, str, str]
) -> None:
    hashes = [visitor_hash(salt, "192.0.2.7", agent, link) for salt, agent, link in (one, other)]
    # HMAC fills a short key with zeros: those two keys are one.
    same = (one[0].ljust(64, b"\0"), *one[1:]) == (other[0].ljust(64, b"\0"), *other[1:])
    assert (hashes[0] == hashes[1]) == same


def test_two_days_share_nothing() -> None:
    today = {visitor_hash(TODAY, f"192.0.2.{n}", "agent", "link") for n in range(200)}
    tomorrow = {visitor_hash(TOMORROW, f"192.0.2.{n}", "agent", "link") for n in range(200)}
    assert len(today) == len(tomorrow) == 200
    assert not today & tomorrow


def test_parts_cannot_be_moved_from_one_to_the_next() -> None:
    assert visitor_hash(TODAY, "a", "bc", "d") != visitor_hash(TODAY, "a", "b", "cd")
    assert visitor_hash(TODAY, "ab", "c", "d") != visitor_hash(TODAY, "a", "bc", "d")


def test_a_trace_is_no_visitor() -> None:
    assert trace_hash(TODAY, "192.0.2.7", "agent") != visitor_hash(TODAY, "192.0.2.7", "agent", "")


def test_a_trace_is_found_again_from_the_same_browser_only() -> None:
    trace = trace_hash(TODAY, "2001:db8:1:2::1", "agent")
    assert trace == trace_hash(TODAY, "2001:db8:1:2:ffff::9", "agent")
    assert trace != trace_hash(TODAY, "2001:db8:1:3::1", "agent")
    assert trace != trace_hash(TODAY, "2001:db8:1:2::1", "another agent")
    assert trace != trace_hash(TOMORROW, "2001:db8:1:2::1", "agent")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("Testclient", "testclient"),
        ("", ""),
    ],
)
def test_an_address_is_reduced_to_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_ipv6_neighbours_are_one_visitor(address: object, interface: int) -> None:
    base = int(address) >> 64 << 64  # type: ignore[call-overload]
    if base == 0:
        return  # ::/64 holds the mapped IPv4 addresses, which are told apart
    addresses = [_text(base + interface), _text(base)]
    assert network_of(addresses[0]) == network_of(addresses[1])


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        visitor_hash(b"short", "192.0.2.7", "agent", "link")


def _text(number: int) -> str:
    groups = f"{number:032x}"
    return ":".join(groups[start : start + 4] for start in range(0, 32, 4))
