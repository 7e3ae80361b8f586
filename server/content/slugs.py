"""Readable addresses."""

import re
import unicodedata

LENGTH = 80
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
# Articles and prepositions that an elision leaves alone: "l'été" is found as "ete", not as "l-ete".
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=\w)")


def slugify(title: str) -> str:
    """Lower-case ASCII words of a title joined by dashes; `article` when nothing is left."""
    text = _ELIDED.sub("", title.lower()).translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(slug) > LENGTH:
        slug = slug[: LENGTH + 1].rpartition("-")[0] or slug[:LENGTH]
    return slug or "article"
