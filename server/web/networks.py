"""The network a request comes from, for limits only: a keyed hash, so that no address is stored."""

import hashlib
import hmac
from ipaddress import ip_address, ip_network

from starlette.requests import Request

from server.settings import Settings


def network_key(request: Request) -> str:
    """What stands for the caller's /24 or /64."""
    return blinded(request, network_of(request.client.host if request.client else ""))


def network_of(host: str) -> str:
    """The /24 of an IPv4 address, the /64 of an IPv6 one; anything else is one network."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return "unknown"
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((address, 24 if address.version == 4 else 64), strict=False))


def blinded(request: Request, text: str) -> str:
    """A keyed hash: the same text has the same one here, and nobody else can compute it."""
    settings: Settings = request.app.state.settings
    return hmac.new(settings.secret_keys[-1].encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
