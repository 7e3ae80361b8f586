"""What the outbound client may connect to, and the connector that holds it to that."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from ssl import SSLContext
from typing import TYPE_CHECKING

from server.web.addresses import IPAddress, is_public_address

if TYPE_CHECKING:  # the client's library is read when something is fetched: starting does not wait for it
    import aiohttp

Resolve = Callable[[str, int], Awaitable[list[str]]]


async def system_addresses(host: str, port: int) -> list[str]:
    """Every address the system's resolver knows for a name."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


@dataclass(frozen=True, slots=True)
class OutboundPolicy:
    """What may be reached. Only tests allow more networks, ports, another resolver or certificates."""

    ports: frozenset[int] = frozenset({80, 443})
    also_allowed: tuple[IPv4Network | IPv6Network, ...] = ()
    resolve: Resolve = system_addresses
    tls: SSLContext | None = None
    connect_seconds: float = 5
    total_seconds: float = 10

    def allows(self, address: IPAddress) -> bool:
        """Whether a connection to this very address may be opened."""
        return is_public_address(address) or any(address in network for network in self.also_allowed)


PUBLIC = OutboundPolicy()


def guarded_connector(allow: OutboundPolicy = PUBLIC, *, keeps_connections: bool = False) -> "aiohttp.TCPConnector":
    """A connector that opens no socket to an address the policy does not allow; push sending uses it too."""
    from server.web.outbound_connector import connector

    return connector(allow, keeps_connections)
