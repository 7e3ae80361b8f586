"""Camille Renaud's season: 23 shares, a week off, then six weeks in a row up to the current one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from server.demo.acts import Act, Bookmark, Join, OptIntoStandings, Read, Share
from server.demo.articles import DemoArticle
from server.demo.people import DemoPerson
from server.demo.rhythm import at_paris, holidays
from server.demo.season import Season
from server.demo.words import Kind, Voice

STREAK = 6
SHARES = 23
LEFT_TO_SHARE = 2
CHANNELS = ("linkedin", "linkedin", "whatsapp", "linkedin", "mastodon", "email")
KINDS: dict[int, Kind] = {4: "close", 9: "empty", 15: "close"}
# Visitors per share: she was widely read at first, and has had an ordinary month since.
EARLY_VISITORS = (28, 37, 20, 44, 24, 33, 18, 27, 14, 21, 31)
LATE_VISITORS = (9, 6, 11, 5, 8, 4, 7, 10, 5, 6, 4, 5)
SHARE_DAYS = (1, 3, 2, 4, 0)


@dataclass(frozen=True, slots=True)
class CamilleShare:
    """One of her shares and how many people open it."""

    share: Share
    visitors: int


def camille_acts(camille: DemoPerson, articles: Sequence[DemoArticle], season: Season) -> Iterator[Act]:
    """What she does besides sharing: she joins, shows herself in the standings, keeps one article."""
    weeks = _weeks(season)
    joined_at = at_paris(weeks[0], 8, 20)
    yield Join(camille.number, joined_at)
    yield OptIntoStandings(camille.number, "", joined_at + timedelta(minutes=3))
    kept = articles[1]
    if (kept_at := kept.published_at(season.ends_on) + timedelta(minutes=40)) > joined_at:
        yield Bookmark(camille.number, kept.slug, kept_at)


def camille_shares(
    camille: DemoPerson, articles: Sequence[DemoArticle], season: Season, rng: Random
) -> tuple[CamilleShare, ...]:
    """Her shares in order. The two newest articles are left for whoever tries the demo in her name."""
    offered, voice = list(articles[LEFT_TO_SHARE:]), Voice(camille, rng)
    instants = _instants(season)
    visitors = (*EARLY_VISITORS[: len(instants)], *LATE_VISITORS)[-len(instants) :]
    shares = []
    for rank, (at, count) in enumerate(zip(instants, visitors, strict=True)):
        article = _newest(offered, at, season, rng)
        offered.remove(article)
        channel = CHANNELS[rank % len(CHANNELS)]
        text = voice.text(KINDS.get(rank, "own"), article, channel)
        share = Share(f"{camille.number}-{rank + 1:03}", camille.number, article.slug, channel, text, True, at)
        shares.append(CamilleShare(share, count))
    return tuple(shares)


def camille_reads(shares: Sequence[CamilleShare]) -> Iterator[Act]:
    """She reads what she shares, twelve minutes before."""
    for each in shares:
        yield Read(each.share.person, each.share.article, each.share.at - timedelta(minutes=12))


def _weeks(season: Season) -> tuple[date, ...]:
    """The Mondays of her weeks: the last thirteen at most."""
    return season.mondays()[-2 * STREAK - 1 :]


def _instants(season: Season) -> list[datetime]:
    """Two shares a week, one in the last week before her week off."""
    weeks = _weeks(season)
    before, streak = weeks[: -STREAK - 1], weeks[-STREAK:]
    instants = [at for monday in before for at in _two(monday)][: SHARES - 2 * STREAK]
    instants += [at for monday in streak[:-1] for at in _two(monday)]
    current = streak[-1]
    # On the current week's first morning, so that the streak stands whatever the hour of the demo.
    instants.append(at_paris(current, 7, 35))
    second = current + timedelta(days=2)
    instants.append(at_paris(second if second <= season.ends_on else current - timedelta(days=3), 12, 45))
    return sorted(instants)


def _two(monday: date) -> Iterator[datetime]:
    days = [monday + timedelta(days=after) for after in SHARE_DAYS]
    working = [day for day in days if day not in holidays(day.year)]
    yield at_paris(min(working[:2]), 8, 50 - monday.day)
    yield at_paris(max(working[:2]), 12, 10 + monday.day)


def _newest(offered: Sequence[DemoArticle], at: datetime, season: Season, rng: Random) -> DemoArticle:
    """One of the three newest articles that are out."""
    out = [one for one in offered if one.published_at(season.ends_on) <= at - timedelta(minutes=12)]
    out.sort(key=lambda one: one.days)
    return rng.choice(out[:3])
