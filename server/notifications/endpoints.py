"""What a browser hands over when it subscribes is hostile input: where we may post, and with which keys."""

import re
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Collection
from typing import Literal
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

from server.settings import Settings

PUSH_HOSTS = frozenset(
    {
        "fcm.googleapis.com",
        "updates.push.services.mozilla.com",
        "push.apple.com",
        "notify.windows.com",
    }
)
MAX_ENDPOINT = 1000

EndpointProblem = Literal["too_long", "not_a_url", "not_https", "credentials", "port", "unknown_host"]
KeysProblem = Literal["p256dh", "auth"]

_PLAIN = re.compile(r"[!-\[\]-~]+")  # visible ASCII without the backslash, which some parsers read as a slash
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def known_hosts(settings: Settings) -> frozenset[str]:
    """The push services that may be written to: the usual ones, and those the operator adds."""
    return PUSH_HOSTS | {host.lower().lstrip(".") for host in settings.push_hosts}


def endpoint_problem(endpoint: str, allowed_hosts: Collection[str] = PUSH_HOSTS) -> EndpointProblem | None:
    """Why this endpoint must not be stored or posted to; None for a known push service over https."""
    if len(endpoint) > MAX_ENDPOINT:
        return "too_long"
    if not _PLAIN.fullmatch(endpoint):
        return "not_a_url"
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return "not_a_url"
    if parts.scheme != "https":
        return "not_https"
    if "@" in parts.netloc:
        return "credentials"
    if port not in (None, 443):
        return "port"
    return None if _is_known(parts.hostname or "", allowed_hosts) else "unknown_host"


def _is_known(host: str, allowed_hosts: Collection[str]) -> bool:
    # An address in numbers never matches: its last label has no letter first.
    return bool(_HOST.fullmatch(host)) and any(
        host == allowed or host.endswith("." + allowed) for allowed in allowed_hosts
    )


def keys_problem(p256dh: str, auth: str) -> KeysProblem | None:
    """Which of a subscription's keys is no use, or None: a point on P-256 and a secret of 16 bytes."""
    if not _is_point(_decoded(p256dh)):
        return "p256dh"
    return None if len(_decoded(auth)) == 16 else "auth"


def _is_point(raw: bytes) -> bool:
    if len(raw) != 65:
        return False
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), raw)
    except ValueError:
        return False
    return True


def _decoded(text: str) -> bytes:
    bare = text.rstrip("=")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", bare):
        return b""
    try:
        return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except NotBase64:
        return b""
