"""Puts one gift together: what it is, what stands between it and whoever asks, and the form that fits."""

from dataclasses import replace

from server import clock
from server.people.queries import person_by_id
from server.rewards.catalogue.art import picture_of
from server.rewards.catalogue.forms import OrderForm, PotForm, TargetForm
from server.rewards.catalogue.gallery import reader_of
from server.rewards.catalogue.listing import Reader, card, in_order
from server.rewards.catalogue.obstacles import Circumstances, obstacle
from server.rewards.catalogue.pages import GiftCard, GiftPage, GiftSheet, Way
from server.rewards.catalogue.queries import season_money_left
from server.rewards.catalogue.refusals import FIELDS, no_points_words, refusal_words, sold_out_words
from server.rewards.catalogue.wording import AT_ONCE, delay_words, euros, facts_of, tax_sentence
from server.rewards.known import (
    CeilingReached,
    NotEnoughPoints,
    NotOffered,
    OrderRefused,
    OutOfStock,
    PotOpen,
    RewardSeen,
    WatchReached,
)
from server.rewards.queries import (
    ceiling_for,
    gift_settings,
    is_offered,
    open_pots,
    places,
    received_in,
    reward_by_slug,
    rewards,
    taken_in_window,
    watch_for,
    year_of,
)
from server.web.forms import Filled, blank
from server.web.locale import language, zone
from server.web.problems import NotFound
from server.web.sessions import SignedIn

OTHERS = 3


async def gift_page(
    person: SignedIn,
    slug: str,
    *,
    form: Filled[OrderForm] | None = None,
    pot_form: Filled[PotForm] | None = None,
    refusal: OrderRefused | None = None,
) -> GiftPage:
    """Screen 09b for somebody: as it stands, or with what they sent and why it was refused. NotFound."""
    reward = await _published(slug)
    reader = await reader_of(person)
    now = await _circumstances(person, reward, reader)
    expected = obstacle(reward, now)
    reason, way = refusal or expected, _way(reward, expected, refusal)
    offered = await _places_of(reward)
    nearest = await _nearest(person, offered)
    typed, pot = form or blank(OrderForm, place=nearest), pot_form or blank(PotForm, place=nearest)
    if way != "ceiling":
        typed.errors.pop("through_payroll", None)  # the ceiling left room meanwhile: there is no box to tick
    said = _said(reason, refusal, pot if reward.kind == "team_pot" else typed)
    return GiftPage(
        gift=_sheet(reward, offered, now),
        way=way,
        balance=reader.balance,
        missing=reader.missing(reward),
        refusal=said,
        is_alert=refusal is not None,
        pot_href=f"/gifts/pots/{reason.redemption_id}" if isinstance(reason, PotOpen) else "",
        others=await _others(reward, reader, now) if way == "closed" else (),
        form=typed,
        pot_form=pot,
        is_saved_for=reader.target_id == reward.id,
        target_key=blank(TargetForm).key,
        allows_payroll=(await gift_settings()).payroll_allowed and not now.passes_watch(reward.value_cents),
    )


async def _published(slug: str) -> RewardSeen:
    """A draft is nowhere; what is over has its page still, for those who kept its address."""
    found = await reward_by_slug(slug)
    if found is None or found.published_at is None:
        raise NotFound
    return found


async def _circumstances(person: SignedIn, reward: RewardSeen, reader: Reader) -> Circumstances:
    now, is_pot = clock.now(), reward.kind == "team_pot"
    pots = await open_pots(person.team_id) if is_pot and person.team_id else []
    return Circumstances(
        day=now.astimezone(zone()).date(),
        balance=reader.balance,
        level=reader.level,
        ceiling=await ceiling_for(person.person_id, year_of(now)),
        season_left=await season_money_left(),
        taken=await taken_in_window(person.person_id, reward, now) if reward.limit_count is not None else 0,
        team_id=person.team_id,
        received=await received_in(person.person_id, year_of(now)),
        watch=await watch_for(year_of(now)),
        pot_id=next((pot.id for pot in pots if pot.reward.id == reward.id), None),
    )


def _way(reward: RewardSeen, expected: OrderRefused | None, refusal: OrderRefused | None) -> Way:
    """A form that was refused is shown again, so that nothing typed is lost, unless nothing could come of it."""
    reason = refusal or expected
    form: Way = "pot" if reward.kind == "team_pot" else "order"
    if reason is None:
        return form
    if isinstance(reason, OutOfStock | NotOffered):
        return "closed"
    if isinstance(reason, PotOpen):
        return "pot_open"
    if isinstance(reason, CeilingReached | WatchReached) or (refusal and isinstance(expected, CeilingReached)):
        return "ceiling"  # where the watch is reached, its way through payroll is closed
    if isinstance(reason, NotEnoughPoints) and form == "order":
        return "missing"
    return form if refusal else "closed"


def _said(reason: OrderRefused | None, refusal: OrderRefused | None, form: Filled[OrderForm] | Filled[PotForm]) -> str:
    """The sentence above the form; what belongs to a field is said beside it, what is missing by its own panel."""
    if reason is None:
        return ""
    if type(reason) in FIELDS:
        form.errors[FIELDS[type(reason)]] = refusal_words(reason)
        return ""
    if refusal is None and isinstance(reason, NotEnoughPoints):
        return no_points_words() if form.model is PotForm else ""
    return sold_out_words() if refusal is None and isinstance(reason, OutOfStock) else refusal_words(reason)


async def _places_of(reward: RewardSeen) -> tuple[tuple[str, str], ...]:
    """Where it is fetched, as the form offers it: nowhere for what is only paper, and no place that closed since."""
    if not reward.places or reward.kind in AT_ONCE:
        return ()
    return tuple((each.id, each.name) for each in await places() if each.id in reward.places)


async def _nearest(person: SignedIn, offered: tuple[tuple[str, str], ...]) -> str:
    """The place of somebody's own site where there is one, else the first."""
    if len(offered) < 2:
        return offered[0][0] if offered else ""
    profile = await person_by_id(person.person_id)
    site = (profile.site or "").casefold() if profile else ""
    return next((key for key, name in offered if site and site in name.casefold()), offered[0][0])


def _sheet(reward: RewardSeen, offered: tuple[tuple[str, str], ...], now: Circumstances) -> GiftSheet:
    spoken = language()
    return GiftSheet(
        slug=reward.slug,
        picture=picture_of(reward),
        name=reward.name.of(spoken),
        summary=reward.summary.of(spoken),
        description=reward.description.of(spoken),
        points=reward.cost,
        value=euros(reward.value_cents),
        facts=facts_of(reward, is_offered=is_offered(reward, now.day)),
        tax=tax_sentence(reward),
        terms=reward.terms,
        delay=delay_words(reward),
        places=offered,
        choices=tuple((each, each) for each in reward.choices),
        takes_word=reward.approval == "hr" or reward.kind not in AT_ONCE,
    )


async def _others(reward: RewardSeen, reader: Reader, now: Circumstances) -> tuple[GiftCard, ...]:
    """A few gifts that are there for the asking, instead."""
    elsewhere = replace(now, taken=0)
    found = [each for each in await rewards() if each.id != reward.id and each.kind != "team_pot"]
    theirs = [each for each in found if reader.can_have(each) and obstacle(each, elsewhere) is None]
    return tuple(card(each, reader) for each in in_order(theirs, reader)[:OTHERS])
