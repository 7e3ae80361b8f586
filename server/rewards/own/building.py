"""Puts the pages of one's own orders together."""

from server.rewards.catalogue.art import picture_of
from server.rewards.known import OrderSeen
from server.rewards.own.facts import facts_of
from server.rewards.own.forms import ButtonForm
from server.rewards.own.holds import order_path
from server.rewards.own.pages import CodePanel, OrderPage, OrderRow, OrdersPage
from server.rewards.own.queries import code_of, own_points
from server.rewards.own.wording import ENDS, LOOKS, gift_name, stage_name, stage_of
from server.rewards.queries import order, orders_of
from server.web.forms import Filled, blank
from server.web.locale import day
from server.web.problems import NotFound

PAGE = 20


async def orders_page(person_id: str, before: str) -> OrdersPage:
    """All that somebody ordered or put points into, page by page; `before` is the last order that was shown."""
    found = await orders_of(person_id, before or None, PAGE + 1)
    points = await own_points(person_id, [each.id for each in found])
    return OrdersPage(
        rows=tuple(_row(each, points.get(each.id, 0)) for each in found[:PAGE]),
        older=found[PAGE - 1].id if len(found) > PAGE else "",
        is_first=not before,
    )


def _row(about: OrderSeen, points: int) -> OrderRow:
    stage = stage_of(about)
    return OrderRow(
        path=order_path(about.id, about.team_id),
        name=gift_name(about),
        picture=picture_of(about.reward),
        reference=about.reference,
        day=day(about.requested_at),
        stage=stage_name(stage, about.reward.kind),
        icon=LOOKS[stage][0],
        hue=LOOKS[stage][1],
        points=points,
        is_back=about.state in ENDS,
    )


async def own_order(person_id: str, order_id: str) -> OrderSeen:
    """An order of this person; another's does not exist."""
    found = await order(order_id)
    if found is None or found.person_id != person_id:
        raise NotFound
    return found


async def order_page(
    about: OrderSeen, *, form: Filled[ButtonForm] | None = None, alert: str = "", code: str = "", is_new: bool = False
) -> OrderPage:
    """One order, for whoever ordered it; with its code only in the answer to the button that asks for it."""
    points = (await own_points(about.person_id, [about.id])).get(about.id, 0)
    return OrderPage(
        order=await facts_of(about, points, is_new=is_new),
        code=await _code(about, code) if about.reward.kind == "voucher" and about.state == "fulfilled" else None,
        may_cancel=may_cancel(about),
        alert=alert,
        form=form or blank(ButtonForm),
    )


async def _code(about: OrderSeen, code: str) -> CodePanel | None:
    seen = await code_of(about.id)
    if seen is None:
        return None
    shown_on = day(seen.shown_at) if seen.shown_at else ""
    lasts = day(seen.expires_on) if seen.expires_on else ""
    return CodePanel(seen.may_show, seen.is_again, shown_on, lasts, code)


def may_cancel(about: OrderSeen) -> bool:
    """Until it is made ready."""
    return about.state in ("collecting", "requested", "approved") and about.prepared_at is None
