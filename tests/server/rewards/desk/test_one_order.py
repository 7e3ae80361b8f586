"""/console/gifts/orders/{id}: an order whole, its moves, and what HR never sees."""

import re
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server.database import rows
from server.people.models import Person
from server.points.queries import available_points
from server.rewards.codes import reveal_code
from server.rewards.commands import add_to_pot, approve_order, cancel_order, fulfil_order, open_pot
from server.rewards.queries import order, reward_by_slug
from tests.support.codes import CODES, a_voucher
from tests.support.gift_desk import DESK, orders_of_many, the_desk
from tests.support.people import person
from tests.support.rewards import a_reward, ordered, points_for, the_reward

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHY = "None of them is left until spring."


async def state(order_id: str) -> str:
    seen = await order(order_id)
    assert seen is not None
    return seen.state


async def buyer(name: str = "ada", points: int = 500, **more: Any) -> Person:
    made = await person(name, **more)
    await points_for(made, points)
    return made


async def page_of(client: httpx2.AsyncClient, order_id: str) -> str:
    return (await client.get(f"{DESK}/{order_id}")).text


async def test_from_the_request_to_the_return(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    ada = await buyer()
    gift = await a_reward(name_en="Steel bottle", stock_total=3)
    made = await ordered(gift, ada, note="In blue, if you can")
    one = f"{DESK}/{made}"
    async with client:
        asked = await page_of(client, made)
        assert "In blue, if you can" in asked
        assert f'action="{one}/approval"' in asked
        assert f'action="{one}/handover"' not in asked
        for act, words in (("approval", {}), ("preparation", {}), ("handover", {"words": "Enjoy it!"})):
            sent = await client.post(f"{one}/{act}", data=words)
            assert (sent.status_code, sent.headers["location"].startswith(f"{one}?said=")) == (303, True)
        handed = (await client.get(sent.headers["location"])).text
        assert "Handed over. The points are spent." in handed
        assert "Enjoy it!" in handed
        assert "A negative line in the next payroll file corrects" in handed, "what follows is said before the button"
        assert "with the next file" in handed
        twice = [await client.post(f"{one}/return", data={"back_in_stock": "on", "form_key": "k" * 20})
                 for _ in range(2)]  # fmt: skip
        assert [sent.status_code for sent in twice] == [303, 303]
        back = await page_of(client, made)
        assert "Given back" in back
        assert "Nothing in sum, since it came back before any file: €20 with the next file, −€20 with" in back
        assert f'action="{one}/return"' not in back
    assert await available_points(ada.id) == 500, "refunded once"
    assert (await the_reward(gift.id)).left == 3


async def test_what_came_back_broken_is_not_in_stock_again(app: ASGIApp) -> None:
    client, hr = await the_desk(app)
    gift = await a_reward(stock_total=3)
    made = await ordered(gift, await buyer())
    await approve_order(made, hr.id)
    await fulfil_order(made, hr.id)
    async with client:
        assert (await client.post(f"{DESK}/{made}/return")).status_code == 303
    assert (await the_reward(gift.id)).left == 2


async def test_a_refusal_has_a_reason_that_is_kept_when_it_is_too_short(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    (made,) = await orders_of_many("ada")
    async with client:
        short = await client.post(f"{DESK}/{made}/rejection", data={"reason": "no"})
        assert (short.status_code, "At least 10 characters." in short.text) == (422, True)
        assert ">\nno</textarea>" in short.text
        assert (await client.post(f"{DESK}/{made}/rejection", data={"reason": WHY})).status_code == 303
        assert WHY in await page_of(client, made)
        long = await client.post(f"{DESK}/{made}/handover", data={"words": "n" * 201})
        assert (long.status_code, "At most 200 characters." in long.text) == (422, True)
    assert await state(made) == "rejected"


async def test_what_moved_meanwhile_is_said(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    (made,) = await orders_of_many("ada")
    seen = await order(made)
    assert seen is not None
    await cancel_order(made, seen.person_id)
    async with client:
        late = await client.post(f"{DESK}/{made}/approval")
    assert (late.status_code, "It is cancelled by now." in late.text) == (422, True)
    assert await state(made) == "cancelled"


async def test_hr_decides_on_nothing_of_their_own(app: ASGIApp) -> None:
    client, hr = await the_desk(app)
    await points_for(hr, 500)
    made = await ordered(await a_reward(), hr)
    async with client:
        page = await page_of(client, made)
        assert "somebody else of HR decides" in page
        assert f'action="{DESK}/{made}/' not in page, "no button at all"
        for act, data in (("approval", {}), ("rejection", {"reason": WHY})):
            assert (await client.post(f"{DESK}/{made}/{act}", data=data)).status_code == 422
    assert await state(made) == "requested"


async def test_a_code_is_never_shown_here_and_can_be_let_go_once_more(app: ASGIApp) -> None:
    client, hr = await the_desk(app)
    await a_voucher(CODES[0], approval="hr")
    voucher = await reward_by_slug("fnac-10")
    assert voucher is not None
    ada = await buyer()
    made = await ordered(voucher, ada)
    async with client:
        assert "The code was not shown yet." in await page_of(client, made)
        early = await client.post(f"{DESK}/{made}/code")
        assert (early.status_code, "It cannot be done now." in early.text) == (422, True)
        approved = await client.post(f"{DESK}/{made}/approval")
        assert "there at once" in (await client.get(approved.headers["location"])).text
        await reveal_code(made, ada.id, "f" * 20)
        shown = await page_of(client, made)
        assert "The code was shown on" in shown
        assert f'action="{DESK}/{made}/code"' in shown
        assert (await client.post(f"{DESK}/{made}/code")).status_code == 303
        again = await page_of(client, made)
        assert "It may be shown once more." in again
        assert f'action="{DESK}/{made}/code"' not in again
        assert CODES[0] not in shown + again
    assert await reveal_code(made, ada.id, "g" * 20) == CODES[0]
    noted = await rows("SELECT actor_id FROM audit_entry WHERE action = 'redemption.code_again'")
    assert [row["actor_id"] for row in noted] == [hr.id]


async def test_the_year_is_seen_at_a_glance(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    ada = await buyer()
    first = await ordered(await a_reward(value_cents=9_000), ada)
    async with client:
        assert "€90 of €200" in await page_of(client, first)
        assert "Four fifths" not in await page_of(client, first)
        second = await ordered(await a_reward(value_cents=7_000), ada)
        await ordered(await a_reward(value_cents=9_000), ada, through_payroll=True)
        page = await page_of(client, second)
    assert "€160 of €200" in page
    assert "Four fifths of the ceiling are used, or more." in page
    assert "€250 of €1,000" in page


@pytest.mark.parametrize(
    ("people", "sentence"),
    [(2, "Fewer than five people put 100 points together."), (5, "5 people put 100 points together.")],
)
async def test_a_pot_says_how_many_gave_never_who(app: ASGIApp, people: int, sentence: str) -> None:
    client, _ = await the_desk(app)
    pot = await a_reward(kind="team_pot", cost=100)
    team = [await buyer(f"{name}a") for name in ("Opal", "Quin", "Rosal", "Sol", "Tess")[:people]]
    made = await open_pot(pot.slug, 100 // people, team[0].id)
    async with client:
        for each in team[1:]:
            await add_to_pot(made, 100 // people, each.id)
        page = await page_of(client, made)
    assert sentence in page
    assert [each.given_name in page for each in team] == [True] + [False] * (people - 1), "who opened it ordered it"
    assert "The points go back to whoever gave them." in page
    assert 'id="year"' not in page, "nobody receives it alone"
    assert re.search(r'<a href="/console/gifts/orders" aria-current="page"', page), "the rooms of gifts stay at hand"


@pytest.mark.parametrize("bad", ["nothing", "0" * 36, "%27"])
async def test_there_is_nothing_at_other_addresses(app: ASGIApp, bad: str) -> None:
    client, _ = await the_desk(app)
    async with client:
        assert (await client.get(f"{DESK}/{bad}")).status_code == 404
        for act in ("approval", "preparation", "code", "return", "handover"):
            assert (await client.post(f"{DESK}/{bad}/{act}")).status_code == 404
        assert (await client.post(f"{DESK}/{bad}/rejection", data={"reason": WHY})).status_code == 404
        assert (await client.put(f"{DESK}/{bad}")).status_code == 405
