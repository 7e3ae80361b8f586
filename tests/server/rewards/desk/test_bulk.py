"""POST /console/gifts/orders/moves: each order by itself, the same form once, what cannot move is said."""

import asyncio
import re
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server.database import rows
from server.points.queries import available_points
from server.rewards.commands import approve_order, cancel_order
from server.rewards.desk import commands
from server.rewards.queries import order
from tests.conftest import browser
from tests.support.gift_desk import DESK, orders_of_many, the_desk
from tests.support.people import person
from tests.support.plans import Asked, plan_of
from tests.support.rewards import a_reward, ordered, points_for
from tests.support.signing_in import as_person

KEY = "k" * 20
WHY = "None of them is left until spring."
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def states(*ids: str) -> list[str]:
    found = [await order(each) for each in ids]
    return ["ready" if seen and seen.prepared_at else seen.state if seen else "" for seen in found]


async def send(client: httpx2.AsyncClient, move: str, *ids: str, **more: Any) -> httpx2.Response:
    return await client.post(f"{DESK}/moves", data={"form_key": KEY, "move": move, "orders": list(ids), **more})


async def test_what_cannot_move_is_said_and_the_others_do(app: ASGIApp) -> None:
    client, hr = await the_desk(app)
    one, two, gone = await orders_of_many("ada", "bea", "cleo")
    await points_for(hr, 500)
    own = await ordered(await a_reward(), hr)
    seen = await order(gone)
    assert seen is not None
    await cancel_order(gone, seen.person_id)
    unknown = "0" * 8 + "-0000-7000-8000-" + "0" * 12
    async with client:
        sent = await send(client, "approve", one, own, gone, unknown, two, show="decide")
        assert sent.status_code == 303
        page = (await client.get(sent.headers["location"])).text
        assert sent.headers["location"].startswith(f"{DESK}?show=decide&done=")
    assert await states(one, two, own, gone) == ["approved", "approved", "requested", "cancelled"]
    assert "2 orders are approved." in page
    assert "3 orders could not be moved" in page
    assert "somebody else of HR decides" in page
    assert "It is cancelled by now." in page
    assert "It is not here any more." in page
    assert f'href="{DESK}/{own}"' in page
    audits = await rows("SELECT object_id FROM audit_entry WHERE action = 'redemption.approve' ORDER BY id")
    assert {row["object_id"] for row in audits} == {one, two}


@on_sqlite
async def test_a_refusal_of_many_gives_everything_back_with_one_reason(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    ids = await orders_of_many("ada", "bea")
    seen = [await order(each) for each in ids]
    people = [each.person_id for each in seen if each]
    assert [await available_points(each) for each in people] == [400, 400]
    async with client:
        reason = re.search(r'<label for="reason">(.*?)</label>', (await client.get(DESK)).text)
        assert reason
        assert reason[1] == "One reason for all", "not optional for whoever refuses"
        sent = await send(client, "reject", *ids, reason=WHY)
        assert "2 orders are refused: their points are back." in (await client.get(sent.headers["location"])).text
    assert [(each.state, each.reason) for each in [await order(id_) for id_ in ids] if each] == [("rejected", WHY)] * 2
    assert [await available_points(each) for each in people] == [500, 500]


@on_sqlite
async def test_from_shelf_to_shelf_with_all_of_them(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    ids = await orders_of_many("ada", "bea")
    said = ("2 orders are approved.", "2 orders are ready to be fetched.", "2 orders are handed over.")
    async with client:
        for number, (move, found) in enumerate((("approve", "approved"), ("prepare", "ready"), ("hand_over", "ready"))):
            sent = await send(client, move, *ids, form_key=f"{KEY}{number}")
            assert sent.status_code == 303
            assert await states(*ids) == [found] * 2
            assert said[number] in (await client.get(sent.headers["location"])).text
    assert {seen.state for seen in [await order(each) for each in ids] if seen} == {"fulfilled"}


async def test_the_same_form_moves_nothing_twice(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    ids = await orders_of_many("ada", "bea")
    async with client:
        both = await asyncio.gather(*(send(client, "approve", *ids) for _ in range(2)))
        again = await send(client, "approve", *ids)
        places = {sent.headers.get("location") for sent in (*both, again)}
        assert ({sent.status_code for sent in (*both, again)}, len(places)) == ({303}, 1)
        assert "2 orders are approved." in (await client.get(again.headers["location"])).text
    steps = await rows("SELECT id FROM redemption_step WHERE state = 'approved'")
    assert len(steps) == 2


@on_sqlite
async def test_the_same_key_with_other_content_moves_nothing(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    one, two = await orders_of_many("ada", "bea")
    async with client:
        first = await send(client, "approve", one)
        other = await send(client, "approve", one, two)
        assert (other.status_code, first.headers["location"].replace("&", "&amp;") in other.text) == (409, True)
    assert await states(one, two) == ["approved", "requested"]


@on_sqlite
async def test_a_list_that_was_cut_off_goes_on_where_it_stopped(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = await the_desk(app)
    ids = await orders_of_many("ada", "bea", "cleo")
    really, calls = approve_order, list[str]()

    async def breaking(order_id: str, by: str) -> None:
        calls.append(order_id)
        if len(calls) == 2:
            raise RuntimeError
        await really(order_id, by)

    monkeypatch.setattr(commands, "approve_order", breaking)
    async with client:
        assert (await send(client, "approve", *ids)).status_code == 500
        assert await states(*ids) == ["approved", "requested", "requested"]
        sent = await send(client, "approve", *ids)
        assert "3 orders are approved." in (await client.get(sent.headers["location"])).text
    assert await states(*ids) == ["approved"] * 3
    assert calls == [ids[0], ids[1], ids[1], ids[2]]


@on_sqlite
async def test_a_list_that_was_cut_off_goes_on_with_nothing_else(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = await the_desk(app)
    one, two, three = await orders_of_many("ada", "bea", "cleo")
    really, calls = approve_order, list[str]()

    async def breaking(order_id: str, by: str) -> None:
        calls.append(order_id)
        if len(calls) == 2:
            raise RuntimeError
        await really(order_id, by)

    monkeypatch.setattr(commands, "approve_order", breaking)
    async with client:
        assert (await send(client, "approve", one, two)).status_code == 500
        for other in (
            await send(client, "reject", three, one, two, reason=WHY),
            await send(client, "approve", three, one, two),
            await send(client, "approve", three),
        ):
            assert other.status_code == 409
            assert await states(one, two, three) == ["approved", "requested", "requested"]
        assert (await send(client, "approve", two, one)).status_code == 303, "the order of the ticks says nothing"
    assert await states(one, two, three) == ["approved", "approved", "requested"]


async def test_what_became_of_a_list_is_read_by_its_mark_alone(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    client, hr = await the_desk(app)
    ids = await orders_of_many(*(f"p{number}" for number in range(4)))
    async with client:
        for number, some in enumerate((ids[:1], ids[1:])):
            await send(client, "approve", *some, form_key=f"{KEY}{number}")
    marks = [commands.mark_of(f"{KEY}{number}", hr.id) for number in range(2)]
    asked = Asked(monkeypatch, "server.rewards.desk.commands")
    assert [(await commands.outcome_of(mark)).done for mark in marks] == [1, 3]
    query, values = asked.questions[0]
    plan = await plan_of(query, *values)
    assert "key>? AND key<?" in plan or re.search(r"Index Cond: .*key.* >= .*key.* < ", plan), plan


@on_sqlite
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"orders": [], "move": "approve"}, "Tick at least one order."),
        ({"move": "reject", "reason": "no"}, "Write why, in ten characters at least"),
        ({"move": "reject", "reason": "n" * 301}, "At most 300 characters."),
        ({"move": "burn"}, "Choose one of the options."),
        ({"orders": [f"{n:036x}" for n in range(101)], "move": "approve"}, "Choose at most 100."),
        ({"orders": ["x'; --"], "move": "approve"}, "This does not have the expected form."),
    ],
)
async def test_what_cannot_be_sent_is_said_and_the_ticks_are_kept(
    app: ASGIApp, data: dict[str, Any], sentence: str
) -> None:
    client, _ = await the_desk(app)
    (one,) = await orders_of_many("ada")
    async with client:
        sent = await client.post(f"{DESK}/moves", data={"orders": [one], "form_key": KEY, **data})
    assert (sent.status_code, sentence in sent.text) == (422, True)
    assert bool(re.search(f'value="{one}" checked', sent.text)) == ("orders" not in data)
    if data["move"] == "reject":
        assert data["reason"] in sent.text
    assert await states(one) == ["requested"]


@on_sqlite
async def test_a_fresh_code_is_asked_for_first(app: ASGIApp) -> None:
    await the_desk(app)
    (one,) = await orders_of_many("ada")
    async with await as_person(browser(app), await person("hugo", role="hr")) as client:
        assert (await send(client, "approve", one)).status_code == 403
        assert (await client.get(DESK)).status_code == 200
    assert await states(one) == ["requested"]
