"""Keys of new rules and campaigns: made once from their name, never changed."""

import re
import unicodedata

from server.database import rows

LONGEST = 40
RESERVED = "challenge-"  # the rules and purses of challenges: a name that begins so must not get theirs


def slug(name: str) -> str:
    """A name as lower-case words joined by hyphens, without accents; "rule" when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if words.startswith(RESERVED):
        words = f"own-{words}"
    return words[: LONGEST - 4].strip("-") or "rule"


async def free_key(name: str) -> str:
    """A key that no rule has."""
    wanted = slug(name)
    taken = {row["key"] for row in await rows("SELECT key FROM rule WHERE key LIKE $1", f"{wanted}%")}
    return next(key for key in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if key not in taken)
