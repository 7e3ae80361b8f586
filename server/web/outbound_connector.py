"""The connector of the outbound client: it connects where the policy allows, and nowhere else."""

import socket

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from server.web.addresses import IPAddress, literal_address
from server.web.outbound_guard import OutboundPolicy


def connector(allow: OutboundPolicy, keeps_connections: bool) -> aiohttp.TCPConnector:
    """Use `guarded_connector`, which reads this module when it is needed.

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
