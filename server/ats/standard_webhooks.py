"""Standard Webhooks, version 1 with a shared secret: signs messages and checks those that come. Pure.

A message is an id, a time and the very bytes of its body. Specification: github.com/standard-webhooks/standard-webhooks
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

PREFIX = "whsec_"
TOLERANCE = timedelta(minutes=5)
SHORTEST, LONGEST = 24, 64  # bytes of a secret
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_MOST = 10  # signatures looked at: a receiver has no reason to check hundreds


class Unsigned(Exception):
    """The message is not what it says, or not of now; the text says which, for whoever set it up."""


def secret_text(key: bytes) -> str:
    """A secret as the two sides show it."""
    return PREFIX + base64.b64encode(key).decode()


def key_of(secret: str) -> bytes:
    """The bytes behind a secret, with or without its prefix and its padding. Raises ValueError where it is none."""
    bare = secret.strip().removeprefix(PREFIX).rstrip("=")
    try:
        key = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except ValueError:
        raise ValueError("no base64") from None
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError("too short or too long")
    return key


def headers_of(keys: Iterable[bytes], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers; one signature for each key, so that a receiver may change secrets without a gap."""
    sent = int(at.timestamp())
    signatures = " ".join(signature(key, message_id, sent, body) for key in keys)
    return {ID: message_id, TIMESTAMP: str(sent), SIGNATURE: signatures}


def signature(key: bytes, message_id: str, sent: int, body: bytes) -> str:
    """One signature of a message sent at so many seconds since 1970."""
    signed = f"{message_id}.{sent}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def verified_id(keys: Iterable[bytes], headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """The id of a message that one of the keys signed within the last five minutes. Raises Unsigned."""
    message_id, sent = headers.get(ID, ""), _sent(headers.get(TIMESTAMP, ""))
    if not message_id or len(message_id) > 256:
        raise Unsigned("the header webhook-id is missing")
    if abs(int(now.timestamp()) - sent) > TOLERANCE.total_seconds():
        raise Unsigned("webhook-timestamp is more than five minutes away")
    claimed = [each.encode() for each in headers.get(SIGNATURE, "").split()[:_MOST]]
    wanted = [signature(key, message_id, sent, body).encode() for key in keys]
    if not any(hmac.compare_digest(one, other) for one in claimed for other in wanted):
        raise Unsigned("no signature fits")
    return message_id


def _sent(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Unsigned("webhook-timestamp is not a number of seconds")
    return int(text)
