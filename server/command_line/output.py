"""Printing for people and for machines."""

import json
from typing import Any


class Refusal(Exception):
    """A command cannot do its work; one sentence says why."""


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_lines(lines: list[str]) -> None:
    """Lines for people."""
    for line in lines:
        print(line)
