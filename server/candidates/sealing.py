"""A key per candidate, wrapped by keys derived from the installation's secrets, and what hangs on it. No database.

The newest secret wraps; every listed one unwraps.
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from server.web.sealing import KEY, CannotOpen, derived, seal, seal_text, unseal, unseal_text

__all__ = [
    "CannotOpen",
    "Keyring",
    "contact_hash",
    "keyring",
    "new_key",
    "open_key",
    "seal",
    "seal_text",
    "token_from",
    "token_hash",
    "unseal",
    "unseal_text",
]

_WRAPPING = b"ricoche.candidates.wrapping.v1"
_CONTACTS = b"ricoche.candidates.contacts.v1"


@dataclass(frozen=True, slots=True)
class Keyring:
    """What the installation's secrets become here: keys that wrap, and the one behind hashes of addresses."""

    wrapping: tuple[bytes, ...] = field(repr=False)  # newest last, as in the settings
    contacts: bytes = field(repr=False)


def keyring(secret_keys: Sequence[str]) -> Keyring:
    """Derive the keys. Hashes hang on the oldest secret: they cannot be made again, so rotation must not move them."""
    return Keyring(tuple(derived(secret, _WRAPPING) for secret in secret_keys), derived(secret_keys[0], _CONTACTS))


def new_key(keys: Keyring, row: str) -> tuple[bytes, str]:
    """A fresh key for a row, and the form in which it may be stored."""
    key = os.urandom(KEY)
    return key, seal_text(keys.wrapping[-1], row, "key", urlsafe_b64encode(key).decode())


def open_key(keys: Keyring, row: str, wrapped: str) -> bytes:
    """A row's key; raises CannotOpen when no secret of the installation wrapped it for this row."""
    for wrapping in reversed(keys.wrapping):
        try:
            return urlsafe_b64decode(unseal_text(wrapping, row, "key", wrapped))
        except CannotOpen:
            continue
    raise CannotOpen


def token_from(key: bytes) -> str:
    """The secret of a candidate's own page: it hangs on their key alone, and goes when the key goes."""
    return urlsafe_b64encode(hmac.digest(key, b"ricoche.candidates.token.v1", "sha256")[:24]).decode()


def token_hash(token: str) -> str:
    """What of a token is stored: with 192 random bits, a plain hash tells nobody anything."""
    return hashlib.sha256(token.encode()).hexdigest()


def contact_hash(keys: Keyring, kind: str, contact: str) -> str:
    """A keyed hash of a normalised address or number: equal for equal ones, to be made only with the secret."""
    return hmac.new(keys.contacts, f"{kind}:{contact}".encode(), hashlib.sha256).hexdigest()
