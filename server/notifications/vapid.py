"""The key by which push services know this installation. Losing it loses every subscription."""

import os
import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

FILE_NAME = "vapid-private.pem"


class VapidKeysUnusable(Exception):
    """The file is there and holds no P-256 private key."""


@dataclass(frozen=True, slots=True)
class VapidKeys:
    """Both halves of the key; `public` is what a browser subscribes with."""

    public: str
    public_pem: bytes
    private_pem: bytes = field(repr=False)


def generate_vapid_keys() -> VapidKeys:
    """A new key, kept nowhere yet."""
    return _keys(ec.generate_private_key(ec.SECP256R1()))


def load_vapid_keys(folder: Path) -> VapidKeys:
    """The key kept in a folder; FileNotFoundError where there is none."""
    try:
        private = load_pem_private_key((folder / FILE_NAME).read_bytes(), password=None)
    except ValueError as error:
        raise VapidKeysUnusable(FILE_NAME) from error
    if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
        raise VapidKeysUnusable(FILE_NAME)
    return _keys(private)


def ensure_vapid_keys(folder: Path) -> VapidKeys:
    """The key kept in a folder, made at the first start; of processes that start together, one makes it."""
    try:
        return load_vapid_keys(folder)
    except FileNotFoundError:
        with suppress(FileExistsError):
            save_vapid_keys(generate_vapid_keys(), folder)
        return load_vapid_keys(folder)


def save_vapid_keys(keys: VapidKeys, folder: Path) -> None:
    """Keep the key for the owner's eyes only; FileExistsError rather than replacing one that is in use."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f"{FILE_NAME}.{secrets.token_hex(8)}"
    try:
        _write(draft, keys.private_pem)
        os.link(draft, folder / FILE_NAME)  # all of it at once: nobody ever reads half a key
    finally:
        draft.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keys(private: ec.EllipticCurvePrivateKey) -> VapidKeys:
    public = private.public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return VapidKeys(
        public=urlsafe_b64encode(point).rstrip(b"=").decode(),
        public_pem=public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        private_pem=private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )
