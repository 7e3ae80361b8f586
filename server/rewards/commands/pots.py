"""Pots: several people of a team give points to one gift for all of them."""

from server import clock
from server.database import rows, transaction
from server.rewards.commands.checking import check
from server.rewards.commands.outcomes import ended, go_on
from server.rewards.commands.parts import open_parts, set_aside, settle_parts
from server.rewards.commands.people import hold_member, hold_people
from server.rewards.commands.placing import Begins, place_order
from server.rewards.commands.requesting import the_gift
from server.rewards.commands.steps import move, reached, standing
from server.rewards.known import NoTeam, NotOffered, OrderMoved, OrderSeen, PartTooLarge, PotOpen, Wish
from server.rewards.queries import gift_settings
from server.web.problems import NotFound


async def open_pot(
    slug: str, points: int, by: str, place_id: str | None = None, note: str = "", choice: str = ""
) -> str:
    """Open a team's pot with a first part; the order's identifier. Raises NotFound, or an OrderRefused."""
    async with transaction():
        team_id = await hold_member(by)
        reward, now, wish = await the_gift(slug), clock.now(), Wish(slug, place_id, choice, note)
        if reward.kind != "team_pot":
            raise NotOffered
        if team_id is None:
            raise NoTeam
        key = f"{team_id}:{reward.id}"
        await _refuse_second(key)
        terms = await check(reward, wish, by, now)
        _check_part(points, reward.cost)
        begins = Begins("collecting", now, (await gift_settings()).pot_days, team_id, key)
        redemption_id = await place_order(reward, wish, by, terms, begins)
        if redemption_id is None:
            await _refuse_second(key)
            raise NotOffered  # it was opened and ended while this waited
        await set_aside(redemption_id, by, points)
        order = await standing(redemption_id)
        await reached(order, "collecting", (by,), by)
        await _complete(order, by)
        return redemption_id


async def _refuse_second(key: str) -> None:
    found = await rows("SELECT id FROM redemption WHERE pot_key = $1", key)
    if found:
        raise PotOpen(found[0]["id"])


def _check_part(points: int, wanted: int) -> None:
    if not 1 <= points <= wanted:
        raise PartTooLarge(wanted)


async def add_to_pot(redemption_id: str, points: int, by: str) -> None:
    """Give points; the pot becomes an order once it is full. NotFound for another team's, or an OrderRefused."""
    async with transaction():
        pot = await _hold_pot(redemption_id)
        if await hold_member(by) != pot.team_id:
            raise NotFound
        if pot.state != "collecting":
            raise OrderMoved(pot.state)
        _check_part(points, await _wanted(pot))
        await set_aside(pot.id, by, points)
        await _complete(pot, by)


async def _hold_pot(redemption_id: str) -> OrderSeen:
    """Nobody else gives to this pot or takes from it before the transaction ends. NotFound for what is no pot."""
    held = "UPDATE redemption SET state = state WHERE id = $1 AND team_id IS NOT NULL RETURNING id"
    if not await rows(held, redemption_id):
        raise NotFound
    return await standing(redemption_id)


async def _wanted(pot: OrderSeen) -> int:
    return pot.cost - sum(part.points for part in await open_parts(pot.id))


async def _complete(pot: OrderSeen, by: str) -> None:
    """Full: the team's order, on behalf of whoever opened it."""
    if await _wanted(pot) == 0:
        await go_on(await move(pot.id, "requested"), by)


async def take_from_pot(redemption_id: str, by: str) -> None:
    """Take one's points back while the pot is collecting; an empty pot is cancelled. NotFound, OrderMoved."""
    async with transaction():
        pot = await _hold_pot(redemption_id)
        givers = {part.person_id for part in await open_parts(pot.id)}
        if by not in givers:
            raise NotFound
        if pot.state != "collecting":
            raise OrderMoved(pot.state)
        if givers == {by}:
            await ended(await move(pot.id, "cancelled"), by)
            return
        await hold_people((by,))
        await settle_parts(pot.id, "taken", of=by)
