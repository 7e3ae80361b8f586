"""Recognise a visitor for one day without keeping who it is: keyed hashes, whose salt is thrown away."""

import hashlib
import hmac
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

HASH_BYTES = 16
SALT_BYTES = 16


def visitor_hash(salt: bytes, address: str, user_agent: str, link_id: str) -> bytes:
    """Tell one link's visitors of one day apart; another salt or link gives an unrelated hash."""
    return _keyed_hash(salt, "visitor", network_of(address), user_agent, link_id)


def trace_hash(salt: bytes, address: str, user_agent: str) -> bytes:
    """Mark where a signed-in person was today, so that visits from inside are told from outside ones."""
    return _keyed_hash(salt, "trace", network_of(address), user_agent)


def network_hash(salt: bytes, address: str) -> bytes:
    """Tell the day's neighbourhoods apart: IPv4 by its /24, IPv6 by its /48."""
    return _keyed_hash(salt, "network", _neighbourhood(address))


def _neighbourhood(address: str) -> str:
    try:
        parsed = unmapped(ip_address(address.strip()))
    except ValueError:
        return network_of(address)
    if isinstance(parsed, IPv4Address):
        return str(IPv4Network((int(parsed), 24), strict=False))
    return str(IPv6Network((int(parsed), 48), strict=False))


def network_of(address: str) -> str:
    """Reduce an address to what stays the same for one connection: IPv4 whole, IPv6 its /64."""
    try:
        parsed = unmapped(ip_address(address.strip()))
    except ValueError:  # a socket's name, as some proxies send: still the same for the same visitor
        return address.strip().casefold()
    if isinstance(parsed, IPv4Address):
        return str(parsed)
    return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"


def unmapped(parsed: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """An IPv4 address that came dressed as an IPv6 one, bare; every other as it is."""
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed


def _keyed_hash(salt: bytes, *parts: str) -> bytes:
    if len(salt) < SALT_BYTES:
        raise ValueError(f"a salt has at least {SALT_BYTES} bytes")
    coded = [part.encode(errors="surrogatepass") for part in parts]
    # Each part is preceded by its length, else two visitors could be written as the same bytes.
    message = b"".join(len(part).to_bytes(4, "big") + part for part in coded)
    return hmac.new(salt, message, hashlib.sha256).digest()[:HASH_BYTES]
