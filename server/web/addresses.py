"""Which hosts and addresses of the internet this server may talk to."""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

IPAddress = IPv4Address | IPv6Address

# Networks that carry an IPv4 address inside and may lead back into a private one.
_WRAPPED = tuple(
    IPv6Network(network)
    for network in (
        *("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96"),  # IPv4-compatible, mapped, translated
        *("64:ff9b::/96", "64:ff9b:1::/48"),  # NAT64
        *("2002::/16", "2001::/32"),  # 6to4, Teredo
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_LOCAL_NAMES = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "localdomain",
    "arpa",
)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.I)


def is_public_address(address: IPAddress) -> bool:
    """Whether an address is one of the open internet and of nothing else."""
    if isinstance(address, IPv6Address):
        known = address.scope_id is None and address in _GLOBAL_UNICAST
        return known and not _is_wrapped(address) and _is_global(address)
    return _is_global(address)


def _is_wrapped(address: IPv6Address) -> bool:
    return any(address in network for network in _WRAPPED)


def _is_global(address: IPAddress) -> bool:
    # `is_global` alone lets multicast through, and is false for carrier-grade NAT, as it should be.
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
        or address.is_private
    )


def literal_address(host: str) -> IPAddress | None:
    """The address a host spells out in the usual notation, or None for a name."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def is_public_url_host(host: str) -> bool:
    """Whether a URL's host may be public, without asking the network: no private address in any
    notation (decimal, octal, hexadecimal), no local name. Names are checked again when resolved."""
    literal = literal_address(host)
    if literal is not None:
        return is_public_address(literal)
    labels = host.rstrip(".").lower().split(".")
    if len(labels) < 2 or len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    return labels[-1] not in _LOCAL_NAMES and not re.fullmatch(r"0x[0-9a-f]*|\d+", labels[-1])
