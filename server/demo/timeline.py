"""Everything of the season in one order: publications, nights, and what people do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import takewhile

from server.demo.acts import Act, Pause
from server.demo.articles import DemoArticle
from server.demo.challenge_acts import ChallengeAct
from server.demo.gift_acts import GiftAct
from server.demo.recruiting_acts import RecruitingAct
from server.demo.rhythm import at_paris, paris_day
from server.demo.season import Season
from server.demo.thanking import Friday, fridays

NIGHT = 3  # o'clock in Paris: yesterday's visits are complete by then


@dataclass(frozen=True, slots=True)
class Publication:
    """An article appears."""

    article: DemoArticle
    at: datetime


@dataclass(frozen=True, slots=True)
class Night:
    """The hour at which chores have their turn."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Resume:
    """Somebody's pause is over."""

    person: str
    at: datetime


Event = Act | ChallengeAct | RecruitingAct | GiftAct | Publication | Night | Friday | Resume


def timeline(
    acts: Sequence[Act],
    articles: Iterable[DemoArticle],
    season: Season,
    now: datetime,
    challenges: Sequence[ChallengeAct] = (),
    recruiting: Sequence[RecruitingAct] = (),
    gifts: Sequence[GiftAct] = (),
) -> Iterator[Event]:
    """What has happened by now, in order; of what falls together, articles come first."""
    streams = (
        publications(articles, paris_day(now)),
        _nights(season),
        fridays(season),
        _resumes(acts),
        challenges,
        recruiting,
        gifts,
        acts,
    )
    return takewhile(lambda event: event.at <= now, merge(*streams, key=lambda event: event.at))


def publications(articles: Iterable[DemoArticle], today: date) -> list[Publication]:
    """When each article appears, the oldest first.

    Counted back from today and not from the week's last day, so that the feed is fresh on a Monday too; what
    people do with an article was planned for later than that.
    """
    found = [Publication(article, article.published_at(today)) for article in articles]
    return sorted(found, key=lambda each: each.at)


def _nights(season: Season) -> Iterator[Night]:
    return (Night(at_paris(day, NIGHT)) for day in season.days(season.starts_on + timedelta(days=1)))


def _resumes(acts: Sequence[Act]) -> list[Resume]:
    pauses = [Resume(act.person, act.until) for act in acts if isinstance(act, Pause)]
    return sorted(pauses, key=lambda each: each.at)
