"""What the audit trail says of a rule: its sentence, in both languages."""

from gamification import Rule, RuleSpec
from server.rulebook.wording import sentence_text
from server.web.locale import LANGUAGES, speaking


def told(spec: RuleSpec) -> dict[str, str]:
    """The sentence by language, as whoever reads the trail later will want it."""
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[f"sentence_{language}"] = sentence_text(Rule("rule", 1, 1, spec))
    return said
