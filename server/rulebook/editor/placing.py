"""Where on the form a problem of the publish gate belongs, so that the summary can lead there."""

from collections.abc import Iterable

from gamification import Message
from server.rulebook.editor.fields import Fields, first
from server.rulebook.names import sentence_names
from server.rulebook.wording import problem_text

PLACES = {
    "rule.identity": "label_fr",
    "rule.when": "when",
    "rule.group": "add-if",
    "rule.grant": "points",
    "rule.grant.unit": "unit",
    "rule.limit": "add-limit",
    "rule.multiplier": "percent",
    "rule.multiplier.target": "targets",
    "rule.confirm": "confirm",
    "rule.window": "from",
    "rule.budget": "campaign",
    "rule.campaign": "campaign",
    "publish.starts_at": "starts",
    "publish.simulation": "simulate",
    "publish.label": "label_fr",
}
OTHERWISE = "when"


async def placed(problems: Iterable[Message], fields: Fields) -> dict[str, str]:
    """Sentences by the id of the control where each is put right; several of one place follow each other."""
    found: dict[str, str] = {}
    names = await sentence_names()
    for problem in problems:
        place, sentence = _place(problem, fields), problem_text(problem, names)
        found[place] = f"{found[place]} {sentence}" if place in found else sentence
    return found


def _place(problem: Message, fields: Fields) -> str:
    field = problem.values.get("field")
    for name in fields:
        if field and name.endswith("-field") and first(fields, name) == field:
            return name
    known = (PLACES[each] for each in sorted(PLACES, key=len, reverse=True) if problem.key.startswith(each))
    return next(known, OTHERWISE)
