"""Sealing what must not be read in the database: AES-256-GCM, keys derived from the installation's secrets. Pure.

What is sealed for one row and one purpose opens for no other.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12  # bytes, random: a key seals few texts in its life
TAG = 16
KEY = 32


class CannotOpen(Exception):
    """Sealed for another row or purpose, with another key, or changed since."""


def derived(secret: str, purpose: bytes) -> bytes:
    """The key that one of the installation's secrets becomes for one purpose."""
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=purpose).derive(secret.encode())


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
