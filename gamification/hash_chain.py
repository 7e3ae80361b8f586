"""The hash chain: each sealed row's head covers every row before it, so a change anywhere shows."""

import hashlib
import json
from collections.abc import Iterable, Mapping

Sealed = Mapping[str, str | int | None]

GENESIS = "0" * 64


def link(head: str, row: Sealed) -> str:
    """The head after one more row: SHA-256, in hex, over the head before and the row's fields, their order aside.

    Every field of the row is covered, its name included; instants are given as integers.
    """
    body = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(f"{head}\n{body}".encode()).hexdigest()


def chain(head: str, rows: Iterable[Sealed]) -> str:
    """The head after all the rows, in their order."""
    for row in rows:
        head = link(head, row)
    return head
