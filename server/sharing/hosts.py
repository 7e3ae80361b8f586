"""Read the name of a Mastodon server as people type it."""

import re

_label = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


class HostNameError(ValueError):
    """What was typed is not the name of a server on the internet."""


def host_name(typed: str) -> str:
    """Give the bare host of "piaille.example", its address or "@ada@piaille.example", else HostNameError."""
    bare = re.sub(r"^https?://|/$", "", typed.strip().lower())
    host = _in_ascii(re.sub(r"^@?[\w.-]+@", "", bare))
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(map(_label.fullmatch, labels)) or labels[-1].isdigit():
        raise HostNameError(typed)
    return host


def _in_ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise HostNameError(host) from None
