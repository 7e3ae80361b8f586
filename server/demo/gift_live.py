"""Gifts and orders through the commands that HR and employees run."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from gamification import PeriodKind, next_period, period_of
from server import clock
from server.demo.gift_acts import GiftAct, GiveToPot, MoveOrder, OpenCatalogue, SaveFor
from server.demo.gifts import DemoGift, DemoGifts
from server.demo.rhythm import paris_day
from server.rewards.catalogue.commands import save_for
from server.rewards.catalogue_commands import create_reward, publish_reward
from server.rewards.catalogue_forms import RewardForm
from server.rewards.codes import store_codes
from server.rewards.commands import (
    add_to_pot,
    approve_order,
    cancel_order,
    fulfil_order,
    open_pot,
    prepare_order,
    redeem_reward,
    reject_order,
    return_order,
)
from server.rewards.known import OrderRefused, Wish
from server.rewards.money.seasons import enter_budget
from server.rewards.place_commands import add_place
from server.rewards.queries import rewards_by_ids
from server.web.locale import zone
from server.web.problems import NotFound

NOT_YET = (OrderRefused, NotFound)  # too few points, or not among those who take part: the season is short


@dataclass(slots=True)
class Gifts:
    """What HR of the demo knows so far: places by name, gifts by the file's word, orders by who and what."""

    hr_id: str
    people: dict[str, str]
    places: dict[str, str] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    orders: dict[tuple[str, str, int], str] = field(default_factory=dict)
    pots: dict[str, str] = field(default_factory=dict)

    async def live(self, act: GiftAct) -> None:
        """Do what the act says, at the hour that the clock has."""
        match act:
            case OpenCatalogue(gifts):
                await self._open(gifts)
            case MoveOrder():
                await self._move(act)
            case GiveToPot():
                await self._give(act)
            case SaveFor(target):
                await save_for(self.people[target.by], self.slugs[target.gift])

    async def _open(self, gifts: DemoGifts) -> None:
        season = period_of(clock.now(), PeriodKind.SEASON, zone())
        for each in (season, next_period(season, zone())):
            await enter_budget(each.key, gifts.season_budget, self.hr_id)
        for place in gifts.places:
            self.places[place.name] = await add_place(place.name, place.hint, self.hr_id)
        for gift in gifts.gifts:
            await self._publish(gift)

    async def _publish(self, gift: DemoGift) -> None:
        count, window = gift.limit or (None, "ever")
        form = RewardForm.model_validate(
            {
                "kind": gift.kind, "name_fr": gift.name[0], "name_en": gift.name[1], "summary_fr": gift.summary[0],
                "summary_en": gift.summary[1], "description_fr": gift.description[0],
                "description_en": gift.description[1], "thanks_fr": gift.thanks[0], "thanks_en": gift.thanks[1],
                "cost": gift.cost, "value": f"{gift.value / 100:.2f}", "tax_label": gift.tax,
                "tax_reason": gift.reason, "stock": gift.stock, "limit_count": count, "limit_window": window,
                "min_level": gift.level, "places": tuple(self.places[name] for name in gift.places),
                "choices": "\n".join(gift.choices), "approval": gift.approval, "delay_days": gift.delay,
                "illustration": gift.illustration, "is_nearby": gift.nearby,
            }
        )  # fmt: skip
        reward_id = await create_reward(form, self.hr_id)
        if gift.codes:
            await store_codes(reward_id, _codes(gift))
        await publish_reward(reward_id, self.hr_id)
        self.slugs[gift.slug] = (await rewards_by_ids([reward_id]))[reward_id].slug

    async def _move(self, act: MoveOrder) -> None:
        """What could not be ordered yet is not moved either."""
        order = act.order
        key = (order.by, order.gift, order.days["requested"])
        if act.state == "requested":
            place = self.places[order.place] if order.place else None
            wish = Wish(self.slugs[order.gift], place, order.choice, order.note)
            try:
                self.orders[key] = await redeem_reward(wish, self.people[order.by])
            except NOT_YET:
                return
        elif key in self.orders:
            await self._decide(act, self.orders[key])

    async def _decide(self, act: MoveOrder, order_id: str) -> None:
        match act.state:
            case "approved":
                await approve_order(order_id, self.hr_id)
            case "rejected":
                await reject_order(order_id, act.order.reason, self.hr_id)
            case "prepared":
                await prepare_order(order_id, self.hr_id)
            case "fulfilled":
                await fulfil_order(order_id, self.hr_id, act.order.words)
            case "returned":
                await return_order(order_id, self.hr_id, back_in_stock=True)
            case "cancelled":
                await cancel_order(order_id, self.people[act.order.by])

    async def _give(self, act: GiveToPot) -> None:
        pot, (name, points, _) = act.pot, act.pot.parts[act.part]
        try:
            if pot.gift in self.pots:
                await add_to_pot(self.pots[pot.gift], points, self.people[name])
            else:
                place = self.places[pot.place]
                self.pots[pot.gift] = await open_pot(self.slugs[pot.gift], points, self.people[name], place)
        except NOT_YET:
            return


def _codes(gift: DemoGift) -> list[tuple[str, date | None]]:
    """Codes that no cinema knows, good for a year."""
    today = paris_day(clock.now())
    last = today.replace(year=today.year + 1, day=min(today.day, 28))
    words = (hashlib.sha256(f"{gift.slug}:{number}".encode()).hexdigest()[:12].upper() for number in range(gift.codes))
    return [(f"ORV-{word[:4]}-{word[4:8]}-{word[8:]}", last) for word in words]
