"""Puts the catalogue together for whoever asks."""

from collections.abc import Sequence

from gamification import Ceiling
from server import clock
from server.points.queries import totals
from server.rewards.catalogue.listing import SHOWN, Reader, card, chips, in_order, takes
from server.rewards.catalogue.pages import GiftsPage, PotCard, Received
from server.rewards.catalogue.queries import at_their_limit, orders_under_way, points_in_pots, season_money_left
from server.rewards.catalogue.refusals import season_closed_words, year_unknown_words
from server.rewards.catalogue.wording import received_words
from server.rewards.known import RewardSeen
from server.rewards.queries import ceiling_for, is_offered, most_chosen, open_pots, rewards, target_of, year_of
from server.web.locale import language, zone
from server.web.sessions import SignedIn


async def gifts_page(person: SignedIn, show: str) -> GiftsPage:
    """Screen 09 for somebody, as far as the filter lets through."""
    day = clock.now().astimezone(zone()).date()
    offered = [each for each in await rewards() if is_offered(each, day)]
    reader, ceiling = await reader_of(person), await ceiling_for(person.person_id, day.year)
    shown = [each for each in offered if takes(show, each, reader)]
    return GiftsPage(
        balance=reader.balance,
        under_way=await orders_under_way(person.person_id),
        banner=await _banner(ceiling, offered),
        received=_received(ceiling, day.year),
        chips=chips(show if show in SHOWN else "", offered, reader) if offered else (),
        is_filtered=bool(offered),
        pots=await _pots(person.team_id),
        cards=tuple(card(each, reader) for each in in_order(shown, reader)),
    )


async def reader_of(person: SignedIn) -> Reader:
    """What the catalogue must know of somebody."""
    mine, target = await totals(person.person_id), await target_of(person.person_id)
    return Reader(
        balance=mine.available,
        level=mine.level.level.number,
        target_id=target.id if target else None,
        favourite_id=await most_chosen(),
        at_limit=await at_their_limit(person.person_id, clock.now()),
    )


async def _banner(ceiling: Ceiling | None, offered: Sequence[RewardSeen]) -> str:
    """Why nothing that has a value can be ordered at the moment, if so."""
    if ceiling is None:
        return year_unknown_words(year_of(clock.now()))
    left = await season_money_left()
    cheapest = min((each.value_cents for each in offered if each.value_cents), default=0)
    return season_closed_words() if left is not None and left < cheapest else ""


def _received(ceiling: Ceiling | None, year: int) -> Received | None:
    """Said only to those who come near the ceiling."""
    if ceiling is None or not ceiling.is_near:
        return None
    return Received(received_words(ceiling, year), ceiling.is_reached)


async def _pots(team_id: str | None) -> tuple[PotCard, ...]:
    found = await open_pots(team_id) if team_id else []
    points = await points_in_pots([each.id for each in found])
    return tuple(PotCard(each.id, each.reward.name.of(language()), points.get(each.id, 0), each.cost) for each in found)
