"""Rules in words: the sentence that everybody reads, and what is wrong with a rule."""

from dataclasses import dataclass

from gamification import Message, Rule, sentence


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; a mark is a number or a name to set off."""

    text: str
    is_mark: bool = False


def sentence_parts(rule: Rule) -> tuple[Part, ...]:
    """The rule as one sentence to the reader, in their language."""
    return tuple(Part(f"{message.key} ") for message in sentence(rule))


def sentence_text(rule: Rule) -> str:
    """The same without marks."""
    return "".join(part.text for part in sentence_parts(rule)).strip()


def problem_text(problem: Message) -> str:
    """What is wrong, in the reader's language."""
    return problem.key
