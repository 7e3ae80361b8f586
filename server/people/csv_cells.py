"""The cells of a people file: names, addresses and languages as people write them."""

import re

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[^\W_](?:[^\W_]|-){0,61}[^\W_]?\.)+[^\W\d_][^\W_]{1,61}", re.I)
_CIVILITIES = frozenset({"m", "mr", "mme", "mlle", "mrs", "ms", "miss", "dr", "madame", "monsieur"})
_LANGUAGES = {
    "fr": ("fr", "fra", "fre", "francais", "français", "french"),
    "en": ("en", "eng", "anglais", "english"),
    "de": ("de", "deu", "ger", "allemand", "german", "deutsch"),
    "es": ("es", "spa", "espagnol", "spanish", "español"),
    "it": ("it", "ita", "italien", "italian", "italiano"),
    "nl": ("nl", "nld", "dut", "neerlandais", "néerlandais", "dutch"),
    "pt": ("pt", "por", "portugais", "portuguese"),
}


def read_email(text: str) -> str:
    """The address in lower case; `ValueError` when it is not complete."""
    address = text.removeprefix("mailto:").lower()
    if len(address) > 254 or ".." in address or not _EMAIL.fullmatch(address):
        raise ValueError(text)
    return address


def read_language(text: str) -> str | None:
    """The code of a language named in French, in English or by its code; None for any other."""
    word = re.split(r"[\s_\-(]", text.casefold(), maxsplit=1)[0]
    return next((code for code, names in _LANGUAGES.items() if word in names), None)


def spoken_name(text: str) -> str:
    """A name written all in capitals gets small letters: DUPONT is Dupont, JEAN-PIERRE Jean-Pierre."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < 2 or not all(sign.isupper() for sign in letters):
        return text
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), text)


def split_name(text: str, family_first: bool = False) -> tuple[str, str]:
    """Given and family name of one cell: by its comma, else by its capitals, else by the order told."""
    if "," in text:
        family, _, given = text.partition(",")
        return given.strip(), family.strip()
    words = text.split()
    if len(words) > 2 and words[0].rstrip(".").casefold() in _CIVILITIES:
        words = words[1:]
    if len(words) < 2:
        return "", " ".join(words)
    return _by_capitals(words) or _by_order(words, family_first)


def _by_capitals(words: list[str]) -> tuple[str, str] | None:
    loud = [len(word.rstrip(".")) > 1 and word.isupper() for word in words]
    if not any(loud) or all(loud):
        return None
    quiet = [word for word, is_loud in zip(words, loud, strict=True) if not is_loud]
    return " ".join(quiet), " ".join(word for word, is_loud in zip(words, loud, strict=True) if is_loud)


def _by_order(words: list[str], family_first: bool) -> tuple[str, str]:
    first, rest = words[0], " ".join(words[1:])
    return (rest, first) if family_first else (first, rest)
