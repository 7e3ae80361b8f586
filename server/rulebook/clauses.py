"""WHEN and IF in words: what a person does, and how."""

from collections.abc import Mapping, Sequence

from gamification import Condition, Grant, Group, Op, RuleSpec
from server.messages import N_
from server.rulebook.phrases import Part, Parts, either, fill, quoted

Names = Mapping[str, str]

# {how} takes the conditions, each with a blank before it.
WHEN = {
    "share.recorded": N_("When you share an article{how}"),
    "share.seen": N_("When somebody opens one of your shares{how}"),
    "visits.settled": N_("When the visits of a link you shared{how} are counted, the next day"),
    "application.received": N_("When somebody applies through your link{how}"),
    "referral.qualified": N_("When a person you recommend is contacted{how}"),
    "referral.interview": N_("When a person you recommend comes to an interview{how}"),
    "referral.hired": N_("When a person you recommend is hired{how}"),
    "referral.started": N_("When a person you recommend arrives{how}"),
    "referral.retained": N_("When a person you recommend passes the trial period{how}"),
    "article.read": N_("When you read an article{how} to the end"),
    "suggestion.published": N_("When an article you suggested{how} is published"),
    "onboarding.completed": N_("When you join the programme{how}"),
    "team_goal.reached": N_("When your team reaches its goal{how}"),
    "challenge.completed": N_("When a challenge you take part in{how} is completed"),
    "thanks.given": N_("When a lead thanks you{how}"),
    "invitation.accepted": N_("When a colleague you invited{how} joins the programme"),
    "gift.donated": N_("When you turn a gift{how} into a donation"),
}
WHEN_CONFIRMED = {
    ("share.recorded", "share.seen"): N_("When you share an article{how} and somebody opens it"),
    ("referral.hired", "referral.started"): N_("When a person you recommend is hired and arrives{how}"),
}
WHEN_PER_UNIT = {
    ("visits.settled", "visitors"): N_("For each visitor of a link you shared{how}, counted the next day"),
}
OTHERWISE = N_("When something happens{how}")

FLAGS = {
    ("own_words", True): N_(" in your own words"),
    ("own_words", False): N_(" without words of your own"),
    ("hot", True): N_(" for an opening to fill soon"),
    ("hot", False): N_(" for an opening without haste"),
    ("outside", True): N_(" from outside the company"),
    ("outside", False): N_(" from within the company"),
    ("took_part", True): N_(" and you took part"),
    ("took_part", False): N_(" and you took no part"),
    ("with_words", True): N_(" with a few words"),
    ("with_words", False): N_(" without words"),
    ("conflict", True): N_(" and you have a say in this hiring"),
    ("conflict", False): N_(" and you have no say in this hiring"),
    ("onboarded", True): N_(" once you have joined"),
    ("onboarded", False): N_(" before having joined"),
    ("article_active", True): N_(" while the article is there"),
    ("article_active", False): N_(" once the article is withdrawn"),
    ("channel_pays", True): N_(" on a network that lets posts be rewarded"),
    ("channel_pays", False): N_(" on a network that forbids rewarding posts"),
}
NUMBERS = {
    "level": {
        Op.IS: N_(" at level *{low}*"),
        Op.AT_LEAST: N_(" from level *{low}* on"),
        Op.AT_MOST: N_(" up to level *{low}*"),
        Op.BETWEEN: N_(" from level *{low}* to level *{high}*"),
    },
    "visitors": {
        Op.IS: N_(" with *{low}* visitors in the day"),
        Op.AT_LEAST: N_(" with at least *{low}* visitors in the day"),
        Op.AT_MOST: N_(" with at most *{low}* visitors in the day"),
        Op.BETWEEN: N_(" with *{low}* to *{high}* visitors in the day"),
    },
}
CHANNELS = {
    "linkedin": N_("on LinkedIn"),
    "facebook": N_("on Facebook"),
    "instagram": N_("on Instagram"),
    "x": N_("on X"),
    "whatsapp": N_("on WhatsApp"),
    "telegram": N_("on Telegram"),
    "mastodon": N_("on Mastodon"),
    "email": N_("by e-mail"),
    "sms": N_("by text message"),
    "qr": N_("by QR code"),
    "copy": N_("by a copied link"),
    "system": N_("through another app"),
}
# What a text field names, some without names, all but some.
BRACKETS = (N_(" ({names})"), N_(" (certain ones only)"), N_(" (certain ones excepted)"))
TEAMS = (N_(" in the team {names}"), N_(" in certain teams"), N_(" except in certain teams"))
SOME = (N_(" in certain cases"), N_(" except in certain cases"))
# Nobody could do otherwise, or a sentence of its own says it.
UNSAID = (Condition("onboarded", Op.IS, True), Condition("article_active", Op.IS, True))
SAID_AFTER = {
    Condition("channel_pays", Op.IS, True): N_("Networks that forbid rewarding posts are left out."),
    Condition("conflict", Op.IS, False): N_("Not when you have a say in this hiring."),
    Condition("outside", Op.IS, True): N_("Only for people from outside the company."),
}


def when(spec: RuleSpec, how: Parts) -> Parts:
    """The first clause, with what confirms it where that is part of the same breath."""
    unit = spec.then.unit_field if isinstance(spec.then, Grant) else None
    message = WHEN_PER_UNIT.get((spec.when, unit or "")) or WHEN_CONFIRMED.get(
        (spec.when, spec.confirm.fact_kind or "")
    )
    return fill(message or WHEN.get(spec.when, OTHERWISE), how=how)


def conditions(spec: RuleSpec, names: Names) -> Parts:
    """Every group in a row, each with a blank before it."""
    said: list[Part] = []
    groups = [group for group in (*spec.conditions, *spec.eligibility) if not _is_silent(group, spec)]
    for place, group in enumerate(groups):
        pieces = _one_of([condition_parts(each, names) for each in group])
        said += pieces if place == 0 else fill(N_(",{condition}"), condition=pieces)
    return tuple(said)


def _one_of(pieces: Sequence[Parts]) -> Parts:
    """Alternatives, of which the first keeps its blank."""
    return (Part(" "), *either([_unspaced(piece) for piece in pieces]))


def _unspaced(parts: Parts) -> Parts:
    return (Part(parts[0].text.lstrip(), parts[0].is_mark), *parts[1:]) if parts else ()


def _is_silent(group: Group, spec: RuleSpec) -> bool:
    return not group or (
        len(group) == 1 and (group[0] in UNSAID or (group in spec.eligibility and group[0] in SAID_AFTER))
    )


def afterwards(spec: RuleSpec) -> tuple[Parts, ...]:
    """The sentences of those conditions that have one of their own."""
    alone = [group[0] for group in spec.eligibility if len(group) == 1]
    return tuple(fill(SAID_AFTER[each]) for each in alone if each in SAID_AFTER)


def condition_parts(condition: Condition, names: Names) -> Parts:
    """One comparison, with a blank before it."""
    match condition.value:
        case bool(flag):
            return fill(FLAGS.get((condition.field, flag), SOME[0 if flag else 1]))
        case int(low):
            return _number(condition, low, low)
        case (int(low), int(high)):
            return _number(condition, low, high)
        case str(text):
            return _texts(condition, (text,), names)
    return _texts(condition, tuple(map(str, condition.value)), names)


def _number(condition: Condition, low: int, high: int) -> Parts:
    message = NUMBERS.get(condition.field, {}).get(condition.op)
    return fill(message, low=low, high=high) if message else fill(SOME[0])


def _texts(condition: Condition, values: tuple[str, ...], names: Names) -> Parts:
    is_but = condition.op in (Op.IS_NOT, Op.NOT_IN)
    if condition.field == "channel" and all(value in CHANNELS for value in values):
        where = either([fill("*{name}*", name=fill(CHANNELS[value])) for value in values])
        return fill(N_(" except {where}"), where=where) if is_but else fill(" {where}", where=where)
    named, some, but = TEAMS if condition.field == "team" else BRACKETS
    if is_but or not all(value in names for value in values):
        return fill(but if is_but else some)
    return fill(named, names=either([quoted(names[value]) for value in values]))
