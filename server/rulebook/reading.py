"""The rules as employees read them: those that can come true today, by theme, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gamification import Grant, RuleSpec
from server import clock
from server.messages import N_
from server.points.queries import campaign_purses
from server.rulebook.clauses import Names
from server.rulebook.names import sentence_names
from server.rulebook.phrases import Parts
from server.rulebook.queries import RuleLine, VersionLine, open_campaigns, rule_list
from server.rulebook.themes import LIVE_KINDS, NOT_YET, THEMES, look_of
from server.rulebook.wording import after_parts, main_parts
from server.web.locale import day, language, say

FROM, UNTIL = N_("From {day}"), N_("Until {day}")


@dataclass(frozen=True, slots=True)
class ReadRule:
    """One rule: its sentence, the small ones after it, from when it counts if that is to come."""

    main: Parts
    after: tuple[Parts, ...]
    icon: str
    hue: str
    when: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The rules about one thing."""

    slug: str
    title: str
    rules: tuple[ReadRule, ...]


async def read_rules() -> tuple[Theme, ...]:
    """The themes that have rules today, or soon."""
    now, names, lines = clock.now(), await sentence_names(), await rule_list(language())
    purses, campaigns = await campaign_purses(), await open_campaigns(now)
    paying = frozenset(key for key in campaigns if key in purses and purses[key].left > 0)
    themes = (
        Theme(slug, say(title), tuple(_read(version, now, names) for version in _of_theme(lines, kinds, now, paying)))
        for slug, (title, kinds) in THEMES.items()
    )
    return tuple(theme for theme in themes if theme.rules)


def _of_theme(
    lines: tuple[RuleLine, ...], kinds: tuple[str, ...], now: datetime, paying: frozenset[str]
) -> Iterator[VersionLine]:
    for kind in kinds:
        for line in lines:
            for version in (line.in_force(now), line.coming(now)):
                if version and version.rule.spec.when == kind and _is_shown(version.rule.spec, now, paying):
                    yield version


def _is_shown(spec: RuleSpec, now: datetime, paying: frozenset[str]) -> bool:
    """What cannot come true is not promised: another feature's facts, a purse without points, a time gone by."""
    if spec.when not in LIVE_KINDS or (spec.window.ends_at is not None and spec.window.ends_at <= now):
        return False
    if any(len(group) == 1 and group[0].field in NOT_YET for group in (*spec.conditions, *spec.eligibility)):
        return False
    return (isinstance(spec.then, Grant) and spec.campaign is None) or spec.campaign in paying


def _read(version: VersionLine, now: datetime, names: Names) -> ReadRule:
    spec = version.rule.spec
    own_words = any(condition.field == "own_words" for group in spec.conditions for condition in group)
    icon, hue = look_of(spec.when, multiplies=not isinstance(spec.then, Grant), own_words=own_words)
    return ReadRule(main_parts(version.rule, names), after_parts(version.rule, names), icon, hue, _when(version, now))


def _when(version: VersionLine, now: datetime) -> str:
    if version.active_from > now:
        return say(FROM, {"day": day(version.active_from, "d MMMM")})
    return say(UNTIL, {"day": day(version.active_to, "d MMMM")}) if version.active_to else ""
