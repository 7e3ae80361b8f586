"""The sealing itself: AES-256-GCM, a key per row, wrapped by keys derived from the installation's secrets. No database.

What is sealed for one row and one purpose opens for no other. The newest secret wraps; every listed one unwraps.
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12  # bytes, random: a row's key seals a handful of texts in its life
TAG = 16
KEY = 32
_WRAPPING = b"ricoche.candidates.wrapping.v1"
_CONTACTS = b"ricoche.candidates.contacts.v1"


class CannotOpen(Exception):
    """Sealed for another row or purpose, with another key, or changed since."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """What the installation's secrets become here: keys that wrap, and the one behind hashes of addresses."""

    wrapping: tuple[bytes, ...] = field(repr=False)  # newest last, as in the settings
    contacts: bytes = field(repr=False)


def keyring(secret_keys: Sequence[str]) -> Keyring:
    """Derive the keys. Hashes hang on the oldest secret: they cannot be made again, so rotation must not move them."""
    return Keyring(tuple(_derived(secret, _WRAPPING) for secret in secret_keys), _derived(secret_keys[0], _CONTACTS))


def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=purpose).derive(secret.encode())


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


def seal(key: bytes, row: str, purpose: str, data: bytes) -> bytes:
    """Bytes that open with this key, for this row and purpose only."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, _bound(row, purpose))


def unseal(key: bytes, row: str, purpose: str, sealed: bytes) -> bytes:
    """What was sealed; raises CannotOpen when one bit, the row, the purpose or the key differs."""
    if len(sealed) < NONCE + TAG:
        raise CannotOpen
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _bound(row, purpose))
    except InvalidTag:
        raise CannotOpen from None


def _bound(row: str, purpose: str) -> bytes:
    """Lengths first: no two pairs of row and purpose look alike."""
    return f"ricoche.v1:{len(row)}:{row}:{purpose}".encode()


def seal_text(key: bytes, row: str, purpose: str, text: str) -> str:
    """The same for a text column."""
    return urlsafe_b64encode(seal(key, row, purpose, text.encode())).decode()


def unseal_text(key: bytes, row: str, purpose: str, sealed: str) -> str:
    """The text that was sealed."""
    try:
        raw = urlsafe_b64decode(sealed.encode())
    except ValueError:  # no base64 at all
        raise CannotOpen from None
    return unseal(key, row, purpose, raw).decode()


def token_from(key: bytes) -> str:
    """The secret of a candidate's own page: it hangs on their key alone, and goes when the key goes."""
    return urlsafe_b64encode(hmac.digest(key, b"ricoche.candidates.token.v1", "sha256")[:24]).decode()


def token_hash(token: str) -> str:
    """What of a token is stored: with 192 random bits, a plain hash tells nobody anything."""
    return hashlib.sha256(token.encode()).hexdigest()


def contact_hash(keys: Keyring, kind: str, contact: str) -> str:
    """A keyed hash of a normalised address or number: equal for equal ones, to be made only with the secret."""
    return hmac.new(keys.contacts, f"{kind}:{contact}".encode(), hashlib.sha256).hexdigest()
