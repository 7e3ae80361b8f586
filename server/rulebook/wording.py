"""Rules in words, for everybody who shows them: the sentence, what is wrong, and the words of the forms."""

from server.rulebook.caps import cap
from server.rulebook.phrases import Part, Parts, text_of
from server.rulebook.problem_texts import problem_text
from server.rulebook.sentences import (
    after_parts,
    gain_parts,
    main_parts,
    sentence_parts,
    sentence_text,
    short_text,
    times_parts,
)
from server.rulebook.vocabulary import field_name, kind_name, period_name, scope_name

__all__ = [
    "Part", "Parts", "after_parts", "cap", "field_name", "gain_parts", "kind_name", "main_parts", "period_name",
    "problem_text", "scope_name", "sentence_parts", "sentence_text", "short_text", "text_of", "times_parts",
]  # fmt: skip
