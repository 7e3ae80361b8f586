"""What the outbound client may connect to, and the connector that holds it to that."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from ssl import SSLContext

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from server.web.addresses import IPAddress, is_public_address, literal_address

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


def guarded_connector(
    allow: OutboundPolicy = PUBLIC, *, keeps_connections: bool = False
) -> aiohttp.TCPConnector:
    """A connector that opens no socket to an address the policy does not allow; push sending uses it too.

    The resolver hands aiohttp the very addresses it has checked, so a name that changes its mind
    between check and connection gains nothing; the socket factory checks once more, literals included.
    """

    def guarded_socket(info: tuple[object, ...]) -> socket.socket:
        family, kind, protocol, _, sockaddr = info
        literal = literal_address(str(sockaddr[0]))  # type: ignore[index]
        if literal is None or not allow.allows(literal):
            raise OSError("address not allowed")
        return socket.socket(family, kind, protocol)  # type: ignore[arg-type]

    return aiohttp.TCPConnector(
        resolver=_GuardedResolver(allow),
        use_dns_cache=False,
        force_close=not keeps_connections,
        ssl=allow.tls or True,
        socket_factory=guarded_socket,
    )


class _GuardedResolver(AbstractResolver):
    """Refuses a name as soon as one of its addresses is not allowed."""

    def __init__(self, allow: OutboundPolicy) -> None:
        self._allow = allow

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,
    ) -> list[ResolveResult]:
        addresses = [literal_address(text) for text in await self._allow.resolve(host, port)]
        if not addresses or any(address is None or not self._allow.allows(address) for address in addresses):
            raise OSError("address not allowed")
        return [_resolved(host, port, address) for address in dict.fromkeys(addresses) if address]

    async def close(self) -> None:
        """Nothing to close."""


def _resolved(host: str, port: int, address: IPAddress) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=str(address),
        port=port,
        family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
