"""The codes of share links: nobody guesses one, and nobody misreads one."""

import re
import secrets

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"  # no 0/o, 1/i/l; no vowels, so that chance spells no word
LENGTH = 16  # 16 of 28 signs are 76 bits

_link_code = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_link_code() -> str:
    """Draw a fresh code for a link, from the system's randomness."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_link_code(text: str) -> bool:
    """Say whether the text is shaped like a code, so that nothing else is looked up."""
    return _link_code.fullmatch(text) is not None
