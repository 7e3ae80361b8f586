"""Puts the page of a team's pot together: what is in it, never whose."""

from dataclasses import replace

from gamification import MINIMUM_GROUP
from server.messages import N_
from server.people.queries import team_of
from server.points.queries import available_points
from server.rewards.known import OrderSeen
from server.rewards.own.building import may_cancel
from server.rewards.own.facts import facts_of
from server.rewards.own.forms import ButtonForm, PartForm
from server.rewards.own.holds import ORDERED
from server.rewards.own.pages import PotPage, PotPanel
from server.rewards.own.queries import own_points
from server.rewards.own.wording import did_words
from server.rewards.queries import Part, order, parts_of
from server.web.forms import Filled, blank
from server.web.locale import say, say_many
from server.web.problems import NotFound

PRESETS = (20, 50, 100)


async def pot_for(person_id: str, order_id: str) -> OrderSeen:
    """A pot of this person's team, or one they gave points to; any other does not exist."""
    found = await order(order_id)
    if found is None or found.team_id is None:
        raise NotFound
    if await team_of(person_id) != found.team_id and not await _has_part(person_id, order_id):
        raise NotFound
    return found


async def _has_part(person_id: str, order_id: str) -> bool:
    return any(part.person_id == person_id for part in await parts_of(order_id))


async def pot_page(
    about: OrderSeen,
    person_id: str,
    *,
    is_member: bool,
    form: Filled[PartForm] | None = None,
    alert: str = "",
    said: str = "",
    moved: int = 0,
) -> PotPage:
    """A pot for somebody of the team; `said` is what they just did there, with so many points `moved`."""
    parts = await parts_of(about.id)
    points = (await own_points(person_id, [about.id])).get(about.id, 0)
    facts = await facts_of(about, points, is_new=said == ORDERED)
    is_open = about.state == "collecting"
    may_give = is_open and is_member and await team_of(person_id) == about.team_id
    return PotPage(
        order=replace(facts, thanks_now=did_words(said, moved, points, about.state) or facts.thanks_now),
        pot=await _panel(about, parts, person_id, may_give=may_give) if is_open else None,
        may_cancel=about.person_id == person_id and may_cancel(about),
        alert=alert,
        form=form or blank(PartForm),
        button=blank(ButtonForm),
    )


async def _panel(about: OrderSeen, parts: tuple[Part, ...], person_id: str, *, may_give: bool) -> PotPanel:
    living = [part for part in parts if part.state == "open"]
    collected = sum(part.points for part in living)
    balance = await available_points(person_id)
    return PotPanel(
        collected=collected,
        goal=about.cost,
        progress=say(N_("{collected} of {goal} points"), {"collected": collected, "goal": about.cost}),
        givers=_givers(len({part.person_id for part in living})),
        mine=sum(part.points for part in living if part.person_id == person_id),
        may_give=may_give,
        balance=balance,
        presets=_presets(min(balance, about.cost - collected)),
    )


def _givers(people: int) -> str:
    """How many gave, never who: fewer than five are not counted out."""
    if people < MINIMUM_GROUP:
        return say(N_("Fewer than five colleagues have given."))
    return say_many("{n} colleague has given.", "{n} colleagues have given.", people)


def _presets(most: int) -> tuple[int, ...]:
    """A few round numbers that fit, or the little that does: a large sum is written, not touched."""
    fitting = tuple(each for each in PRESETS if each < most)
    return (*fitting, most) if 0 < most <= PRESETS[-1] else fitting
