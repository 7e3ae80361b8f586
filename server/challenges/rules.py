"""Two or three of the rules in force, as sentences: how points come, in short."""

from gamification import Grant, Rule
from server import clock
from server.rulebook.queries import active_rules
from server.rulebook.wording import Parts, main_parts

TOLD = ("share.recorded", "visits.settled", "team_goal.reached")


async def rule_sentences() -> tuple[Parts, ...]:
    """One sentence for each of a few acts, as far as a rule pays for it."""
    rules = await active_rules(clock.now())
    chosen = [next((rule for rule in rules if _pays(rule, kind)), None) for kind in TOLD]
    return tuple(main_parts(rule) for rule in chosen if rule is not None)


def _pays(rule: Rule, kind: str) -> bool:
    spec = rule.spec
    return spec.when == kind and spec.campaign is None and isinstance(spec.then, Grant) and spec.then.points > 0
