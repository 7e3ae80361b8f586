"""A believable season at Orvane, planned without clock or database: the same seed and day, the same acts."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from server.demo.acts import Act, Bookmark, Join, Leave, OptIntoStandings, Pause, Read, Share, Visit
from server.demo.articles import DemoArticle
from server.demo.camille import camille_acts, camille_reads, camille_shares
from server.demo.participants import CAMILLE, Participant, membership, participants
from server.demo.people import DemoPerson, named
from server.demo.season import Season
from server.demo.sharing import sharing
from server.demo.suspects import suspect_day
from server.demo.visitors import Crowd
from server.demo.visits import number_of_visitors, visits

ORDER: tuple[type[Act], ...] = (Join, OptIntoStandings, Read, Bookmark, Share, Visit, Pause, Leave)


def plan(
    people: Sequence[DemoPerson],
    articles: Sequence[DemoArticle],
    starts_on: date,
    weeks: int = 13,
    seed: int = 1,
    scale: float = 1.0,
) -> Iterator[Act]:
    """All acts in chronological order; `scale` thins out reads and shares, Camille's apart."""
    season, rng = Season(starts_on, weeks), _random(seed, starts_on, weeks)
    everyone = participants(people, season, rng)
    acts: list[Act] = list(membership(everyone, rng))
    shared = list(sharing(everyone, articles, season, rng, scale))
    acts += shared
    acts += _visits([act for act in shared if isinstance(act, Share)], everyone, Crowd(rng))
    acts += _suspects([act for act in acts if isinstance(act, (Share, Leave))], everyone, season)
    acts += _camille(named(CAMILLE, people), articles, season, _random(seed, "camille"))
    return iter(sorted(_possible(acts, season), key=lambda act: (act.at, ORDER.index(type(act)))))


def _random(*parts: object) -> Random:
    return Random("/".join(str(part) for part in parts))  # noqa: S311  a demo, not a secret


def _visits(shares: Sequence[Share], everyone: Sequence[Participant], crowd: Crowd) -> Iterator[Visit]:
    reach = {one.person.number: one.reach for one in everyone}
    for share in shares:
        count = number_of_visitors(share, reach[share.person], crowd.rng)
        yield from visits(share, count, soon=False, crowd=crowd)


def _suspects(acts: Sequence[Share | Leave], everyone: Sequence[Participant], season: Season) -> Iterator[Visit]:
    """Of somebody who is still there, and whom HR may decide on."""
    gone = {act.person for act in acts if isinstance(act, Leave)}
    staff = {one.person.number for one in everyone if one.person.role == "employee"} - gone
    yield from suspect_day([act for act in acts if isinstance(act, Share) and act.person in staff], season)


def _camille(camille: DemoPerson, articles: Sequence[DemoArticle], season: Season, rng: Random) -> Iterator[Act]:
    shares, crowd = camille_shares(camille, articles, season, rng), Crowd(rng)
    yield from camille_acts(camille, articles, season)
    yield from camille_reads(shares)
    for each in shares:
        yield each.share
        yield from visits(each.share, each.visitors, soon=True, crowd=crowd)


def _possible(acts: Sequence[Act], season: Season) -> Iterator[Act]:
    """What falls within the season, and no visit for somebody who has left."""
    left_at = {act.person: act.at for act in acts if isinstance(act, Leave)}
    sharer = {act.ref: act.person for act in acts if isinstance(act, Share)}
    for act in acts:
        person = sharer[act.share_ref] if isinstance(act, Visit) else act.person
        left = left_at.get(person)
        if act.at < season.ends_at and (left is None or act.at <= left):
            yield act
