"""The company's own networks: what comes from there is internal, and earns nothing."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from server.sharing.visitors import unmapped

Network = IPv4Network | IPv6Network


def is_within(address: str, networks: Sequence[str]) -> bool:
    """Whether an address belongs to one of these networks; what is no address belongs to none."""
    if not networks:
        return False
    try:
        parsed = unmapped(ip_address(address.strip()))
    except ValueError:
        return False
    return any(parsed in network for network in _parsed(tuple(networks)))


@lru_cache(maxsize=8)
def _parsed(networks: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(map(ip_network, networks))
