"""How voucher codes are kept: sealed for their row, and known again by a keyed hash. No database.

The newest secret of the installation seals, every listed one opens; hashes hang on the oldest, since they are not made
again when a secret is added.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from server.web.sealing import CannotOpen, derived, seal_text, unseal_text

_SEALING = b"ricoche.rewards.codes.v1"
_HASHES = b"ricoche.rewards.code-hashes.v1"
_BESIDE = {"Pd", "Zs", "Cc", "Cf"}  # dashes, spaces, and what nobody sees


class CodesLocked(RuntimeError):
    """The installation's secrets were not given yet."""


@dataclass(frozen=True, slots=True)
class _Keys:
    sealing: tuple[bytes, ...] = field(repr=False)  # newest last, as in the settings
    hashes: bytes = field(repr=False)


_keys: _Keys | None = None


def unlock_codes(secret_keys: Sequence[str]) -> None:
    """Give the installation's secrets, newest last. Called once at start, in `server.listeners`."""
    global _keys
    _keys = _Keys(tuple(derived(each, _SEALING) for each in secret_keys), derived(secret_keys[0], _HASHES))


def _unlocked() -> _Keys:
    if _keys is None:
        raise CodesLocked
    return _keys


def normal_code(text: str) -> str:
    """What two writings of one code share: capitals, without spaces and dashes. For comparing, never for showing."""
    shown = unicodedata.normalize("NFKC", text)
    return "".join(each for each in shown if unicodedata.category(each) not in _BESIDE).upper()


def code_hash(text: str) -> str:
    """Equal for equal codes however they are written; nobody makes it, nor tries codes, without the secret."""
    return hmac.new(_unlocked().hashes, normal_code(text).encode(), hashlib.sha256).hexdigest()


def seal_code(row: str, text: str) -> str:
    """A code as it is stored in the row with this identifier: it opens in no other."""
    return seal_text(_unlocked().sealing[-1], row, "reward.code", text.strip())


def open_code(row: str, sealed: str) -> str:
    """The code as it was given; CannotOpen when it was sealed for another row, or by a secret no longer listed."""
    return _opened(row, "reward.code", sealed)


def seal_file(row: str, text: str) -> str:
    """The content of a file of codes (`reward_import.content`), between its preview and the import."""
    return seal_text(_unlocked().sealing[-1], row, "reward.import", text)


def open_file(row: str, sealed: str) -> str:
    """The file's content; CannotOpen as for a code."""
    return _opened(row, "reward.import", sealed)


def _opened(row: str, purpose: str, sealed: str) -> str:
    for key in reversed(_unlocked().sealing):
        try:
            return unseal_text(key, row, purpose, sealed)
        except CannotOpen:
            continue
    raise CannotOpen
