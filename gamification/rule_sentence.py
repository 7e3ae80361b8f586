"""A rule as a sentence: message keys and values in reading order, the words are made at the edge."""

from .messages import Message
from .rules import Rule


def sentence(rule: Rule) -> tuple[Message, ...]:
    """WHEN, IF, ELIGIBILITY, THEN, CONFIRM, LIMITS, WINDOW, CAMPAIGN, as far as the rule has them."""
    raise NotImplementedError
