"""Messages without words: a key and its values, so that text is made at the edge, in every language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MessageValue = str | int | bool | tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What to tell a person: a stable key to translate and the values it needs."""

    key: str
    values: Mapping[str, MessageValue] = field(default_factory=dict)
