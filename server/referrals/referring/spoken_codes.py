"""The shape of a code that is said aloud: a word somebody chose and four digits, whatever its case and accents."""

import re
import secrets
import unicodedata

SHORTEST, LONGEST = 3, 14  # letters
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"})
_NOT_SAID = re.compile(r"[\s'’.,_-]+")  # what stands between the word and the digits when somebody types it
_WORD = re.compile("[a-z]+")
_CODE = re.compile(f"[a-z]{{{SHORTEST},{LONGEST}}}[0-9]{{4}}")


def plain_word(text: str) -> str | None:
    """The letters of a word without case and accents; nothing when it holds anything else, or too few or many."""
    plain = _plain(text.strip())
    return plain if _WORD.fullmatch(plain) and SHORTEST <= len(plain) <= LONGEST else None


def plain_code(text: str) -> str | None:
    """A code as it is looked up; nothing when the text is not shaped like one, so that nothing else is asked."""
    plain = _plain(_NOT_SAID.sub("", text[:80]))
    return plain if _CODE.fullmatch(plain) else None


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return "".join(sign for sign in split if not unicodedata.combining(sign)).casefold()


def new_digits() -> str:
    """Four digits from the system's randomness."""
    return f"{secrets.randbelow(10_000):04d}"


def shown_code(word: str, digits: str) -> str:
    """A code as its owner says it: the word with their accents, then the digits."""
    return f"{word.strip().capitalize()} {digits}"
