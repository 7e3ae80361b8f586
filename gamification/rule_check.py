"""What is wrong with a rule, as messages: nothing invalid is published."""

from .messages import Message
from .rules import Rule


def validate_rule(rule: Rule) -> list[Message]:
    """Every problem of a rule, as message key and values; an empty list can be published."""
    raise NotImplementedError
