"""Sentences to start a rule from: each is a whole rule that can be published after its dry run."""

from gamification import Condition, Confirm, ConfirmMode, Grant, Limit, LimitPer, Op, Rule, RuleSpec
from server.messages import N_

_EACH = ("person",)
STARTERS: dict[str, tuple[str, str, RuleSpec]] = {
    "own-words": (
        "Vos mots",
        N_("Your words"),
        RuleSpec(
            "share.recorded",
            Grant(points=5),
            conditions=((Condition("own_words", Op.IS, True),),),
            eligibility=((Condition("channel_pays", Op.IS, True),),),
            confirm=Confirm(ConfirmMode.ON_FACT, fact_kind="share.seen", void_after_days=14),
            limits=(
                Limit(_EACH, LimitPer.DAY, max_times=2),
                Limit(("person", "article", "channel"), LimitPer.EVER, max_times=1),
            ),
        ),
    ),
    "visits": (
        "Visites d’un lien",
        N_("Visitors of a link"),
        RuleSpec(
            "visits.settled",
            Grant(points=1, unit_field="visitors"),
            limits=(
                Limit(("person", "link"), LimitPer.DAY, max_units=10),
                Limit(_EACH, LimitPer.WEEK, max_units=40),
            ),
        ),
    ),
    "team-goal": (
        "Objectif d’équipe",
        N_("Team goal"),
        RuleSpec(
            "team_goal.reached",
            Grant(points=10, recognition=20),
            conditions=((Condition("took_part", Op.IS, True),),),
            limits=(Limit(("person", "team"), LimitPer.MONTH, max_times=1),),
        ),
    ),
    "interview": (
        "Cooptation, entretien",
        N_("Referral, an interview"),
        RuleSpec(
            "referral.interview",
            Grant(points=60),
            eligibility=((Condition("conflict", Op.IS, False),),),
            limits=(Limit(("object",), LimitPer.EVER, max_times=1),),
        ),
    ),
    "reading": (
        "Lecture de veille",
        N_("Reading the watch"),
        RuleSpec("article.read", Grant(recognition=2), limits=(Limit(_EACH, LimitPer.WEEK, max_times=5),)),
    ),
    "suggestion": (
        "Veille proposée",
        N_("A suggested article"),
        RuleSpec("suggestion.published", Grant(points=20), limits=(Limit(_EACH, LimitPer.MONTH, max_times=5),)),
    ),
}


def starter_rule(slug: str) -> Rule:
    """A starter as a rule to read."""
    return Rule(slug, 1, 1, STARTERS[slug][2])
