"""The sentence that colleagues will read, in both languages."""

from dataclasses import dataclass
from datetime import datetime

from gamification import Rule, RuleSpec, overlaps
from server.rulebook.names import sentence_names
from server.rulebook.queries import active_rules
from server.rulebook.wording import Part, problem_text, sentence_parts
from server.web.locale import LANGUAGE_NAMES, LANGUAGES, language, speaking


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rule as a sentence in one language; no parts when it cannot be said yet."""

    language: str
    name: str
    parts: tuple[Part, ...]


async def spoken_in_all(key: str | None, spec: RuleSpec | None) -> tuple[Spoken, ...]:
    """The sentence in every language, the reader's own first."""
    own = language()
    return tuple([await _spoken(each, key, spec) for each in sorted(LANGUAGES, key=lambda each: each != own)])


async def _spoken(chosen: str, key: str | None, spec: RuleSpec | None) -> Spoken:
    with speaking(chosen):
        parts = sentence_parts(Rule(key or "new", 1, 1, spec), await sentence_names()) if spec else ()
    return Spoken(chosen, LANGUAGE_NAMES[chosen], parts)


async def told_beforehand(key: str | None, spec: RuleSpec | None, now: datetime) -> tuple[str, ...]:
    """What HR should know of the rules beside this one, though it stops nothing."""
    if spec is None:
        return ()
    names = await sentence_names()
    return tuple(
        problem_text(each, names) for each in overlaps(Rule(key or "new", 1, 1, spec), await active_rules(now))
    )
