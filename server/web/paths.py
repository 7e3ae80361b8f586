"""Which addresses a request may ask to be led to: paths of this site only."""

import re

_OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
LONGEST = 500


def own_path(text: str) -> str:
    """The text if it is a path of this site, else nothing. One leading slash: `//host` is another site."""
    return text if len(text) <= LONGEST and _OWN.fullmatch(text) else ""
