"""POST /gifts/{slug}/orders: one order, or the page again with the reason and all that was typed."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.database import rows
from server.people.models import Person
from server.points.queries import available_points
from server.rewards.commands import cancel_order
from server.rewards.models import GiftSeason, GiftSettings, Reward
from tests.conftest import browser
from tests.support.html import Reader
from tests.support.people import company, person
from tests.support.rewards import a_place, a_reward, ordered, points_for, the_reward
from tests.support.signing_in import as_person

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ORDERS = "/gifts/plant/orders"


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await company()
    made = await person()
    await points_for(made, 1_000)
    return made


@pytest.fixture
async def place(alice: Person) -> str:
    """The desk of the plant, which is there too."""
    desk = await a_place()
    await a_reward(
        slug="plant", name_en="Desk plant", cost=300, value_cents=2_500, places=[desk], choices=["Fern", "Ficus"],
        limit_count=1, limit_window="quarter",
    )  # fmt: skip
    return desk


async def browsing(app: ASGIApp, who: Person) -> httpx2.AsyncClient:
    return await as_person(browser(app), who)


async def count_orders() -> int:
    return int((await rows("SELECT count(*) AS n FROM redemption"))[0]["n"])


async def test_an_order_is_made_once_however_often_it_is_sent(app: ASGIApp, alice: Person, place: str) -> None:
    reader = Reader(await browsing(app, alice))
    await reader.open("/gifts/plant")
    await reader.send("Order this gift", choice="Fern", note="Little light at my desk")
    (made,) = await rows("SELECT id, person_id, place_id, choice, note, cost, through_payroll FROM redemption")
    assert reader.path == f"/gifts/orders/{made['id']}?said=ordered"
    assert (made["person_id"], made["place_id"], made["choice"]) == (alice.id, place, "Fern")
    assert (made["note"], made["cost"], bool(made["through_payroll"])) == ("Little light at my desk", 300, False)
    assert await available_points(alice.id) == 700
    (post,) = reader.sent
    again = await reader.client.post(post.action, data=post.values)
    assert (again.status_code, again.headers["location"]) == (303, f"/gifts/orders/{made['id']}?said=ordered")
    other = await reader.client.post(post.action, data={**post.values, "choice": "Ficus"})
    assert other.status_code == 409
    assert await count_orders() == 1
    assert await available_points(alice.id) == 700


Arrange = Callable[[Person], Awaitable[Any]]


async def _sold_out(_: Person) -> None:
    await Reward.filter(slug="plant").update(stock_total=1, stock_done=1)


async def _retired(_: Person) -> None:
    await Reward.filter(slug="plant").update(retired_at=clock.now())


async def _dearer(_: Person) -> None:
    await Reward.filter(slug="plant").update(cost=301)


async def _taxed_by_now(_: Person) -> None:
    await Reward.filter(slug="plant").update(tax_label="social", tax_event="christmas", tax_reason="At the party.")


async def _for_a_higher_level(_: Person) -> None:
    await Reward.filter(slug="plant").update(min_level=3)


async def _had_already(who: Person) -> None:
    plant = await Reward.get(slug="plant")
    await ordered(await the_reward(plant.id), who)


async def _spent(who: Person) -> None:
    await ordered(await a_reward(cost=800, value_cents=0), who)


async def _no_money(_: Person) -> None:
    await GiftSeason.create(season="2026-Q4", budget_cents=2_499, used_cents=0)


async def _at_the_ceiling(who: Person) -> None:
    await ordered(await a_reward(cost=10, value_cents=18_000), who)


REFUSALS = pytest.mark.parametrize(
    ("arrange", "words", "keeps_the_form"),
    [
        (_sold_out, "Somebody has just taken the last one. Your points are untouched", False),
        (_retired, "This gift is not offered at the moment.", False),
        (_dearer, "HR has just changed this gift.", True),
        (_taxed_by_now, "HR has just changed this gift.", True),
        (_for_a_higher_level, "This gift opens to you at the level Wave.", True),
        (_had_already, "it is open to you again on January 1, 2027.", True),
        (_spent, "You need 100 more points.", False),
        (_no_money, "The money left for this season’s gifts does not cover this one.", True),
        (_at_the_ceiling, "Your gifts of 2026, received or asked for, come to €180, out of €200.", True),
    ],
)


@REFUSALS
@only_sqlite
async def test_what_changed_since_the_page_was_opened_is_said_and_nothing_is_taken(
    app: ASGIApp, alice: Person, place: str, arrange: Arrange, words: str, keeps_the_form: bool
) -> None:
    reader = Reader(await browsing(app, alice))
    await reader.open("/gifts/plant")
    await arrange(alice)
    points, orders = await available_points(alice.id), await count_orders()
    await reader.send("Order this gift", choice="Ficus", note="By the window")
    assert reader.status == 422
    assert words in reader.words
    assert reader._page.xpath("//p[@role='alert'][@autofocus]")
    assert (await available_points(alice.id), await count_orders()) == (points, orders)
    assert place
    if keeps_the_form:
        assert reader.field("note") == "By the window"
        assert [each.get("value") for each in reader._page.xpath("//input[@checked]")] == [place, "Ficus"]


@only_sqlite
async def test_a_page_left_open_over_the_new_year_waits_for_hr(app: ASGIApp, alice: Person, place: str) -> None:
    with clock.moved() as time:
        time.set(datetime(2027, 1, 4, 9, tzinfo=UTC))
        client = await browsing(app, alice)
        answer = await client.post(ORDERS, data={"form_key": "new-year", "place": place, "choice": "Fern"})
        assert answer.status_code == 422
        assert "how much of them somebody may receive in 2027" in answer.text
    assert await count_orders() == 0


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"place": ""}, "place", "Choose where to pick it up."),
        ({"place": "elsewhere"}, "place", "Choose where to pick it up."),
        ({"choice": ""}, "choice", "Choose one of the options."),
        ({"choice": "Cactus"}, "choice", "Choose one of the options."),
        ({"note": "x" * 201}, "note", "At most 200 characters."),
    ],
)
@only_sqlite
async def test_what_is_wrong_in_a_field_is_said_beside_it(
    app: ASGIApp, alice: Person, place: str, sent: dict[str, str], field: str, words: str
) -> None:
    client = await browsing(app, alice)
    whole = {"form_key": "wrong-field", "place": place, "choice": "Fern", "note": "Thank you", **sent}
    answer = await client.post(ORDERS, data=whole)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'<a href="#{field}">{words}</a>' in answer.text
    assert whole["note"] in answer.text
    assert await count_orders() == 0
    right = {**whole, "place": place, "choice": "Fern", "note": "Thank you"}
    assert (await client.post(ORDERS, data=right)).status_code == 303  # a refused form keeps its key


async def test_the_third_way_out_is_an_order_through_payroll(app: ASGIApp, alice: Person, place: str) -> None:
    await _at_the_ceiling(alice)
    reader = Reader(await browsing(app, alice))
    await reader.open("/gifts/plant")
    await reader.send("Order through payroll", choice="Fern")
    assert reader.status == 422
    assert reader._page.xpath("//*[@id='through_payroll-error']")
    assert "Tick the box if you agree." in reader.words
    assert place in [each.get("value") for each in reader._page.xpath("//input[@checked]")]
    await reader.send("Order through payroll", choice="Fern", through_payroll="on")
    assert reader.path.startswith("/gifts/orders/")
    assert "It goes through payroll: its whole value (€25) is salary on your payslip." in reader.words
    (made,) = await rows("SELECT counted_cents, state, through_payroll FROM redemption WHERE choice = 'Fern'")
    assert (made["counted_cents"], made["state"], bool(made["through_payroll"])) == (0, "requested", True)


@only_sqlite
async def test_no_tick_is_asked_for_once_the_ceiling_has_room_again(app: ASGIApp, alice: Person, place: str) -> None:
    dear = await ordered(await a_reward(cost=10, value_cents=18_000), alice)
    reader = Reader(await browsing(app, alice))
    await reader.open("/gifts/plant")
    await cancel_order(dear, alice.id)
    await reader.send("Order through payroll", choice="Fern")
    assert reader.status == 422
    assert "Tick the box" not in reader.words
    assert place in [each.get("value") for each in reader._page.xpath("//input[@checked]")]
    await reader.send("Order this gift", choice="Fern")
    assert reader.path.startswith("/gifts/orders/")


@only_sqlite
async def test_the_third_way_is_closed_by_hr_and_by_the_years_watch(app: ASGIApp, alice: Person, place: str) -> None:
    await _at_the_ceiling(alice)
    client = await browsing(app, alice)
    sent = {"form_key": "by-payroll", "place": place, "choice": "Fern", "through_payroll": "on"}
    await Reward.filter(slug="plant").update(value_cents=90_000)
    far = await client.post(ORDERS, data=sent)
    assert far.status_code == 422
    assert "What you receive in 2026 would come to €1,000 or more." in far.text
    assert "through_payroll" not in far.text  # no way that would be refused in its turn
    assert "Two ways are open to you" in (await client.get("/gifts/plant")).text
    await Reward.filter(slug="plant").update(value_cents=2_500)
    await GiftSettings.create(id=1, payroll_allowed=False)
    assert (await client.post(ORDERS, data=sent)).status_code == 422
    assert await count_orders() == 1


@only_sqlite
async def test_htmx_gets_the_sheet_again_or_is_led_to_the_order(app: ASGIApp, alice: Person, place: str) -> None:
    client = await browsing(app, alice)
    htmx = {"HX-Request": "true", "HX-Request-Type": "partial"}
    sent = {"form_key": "from-the-sheet", "place": place}
    refused = await client.post(ORDERS, data=sent, headers=htmx)
    assert refused.status_code == 422
    assert "<html" not in refused.text
    done = await client.post(ORDERS, data={**sent, "choice": "Fern"}, headers=htmx)
    assert done.headers["HX-Redirect"].startswith("/gifts/orders/")


@only_sqlite
async def test_the_ladder(app: ASGIApp, alice: Person, place: str) -> None:
    client = await browsing(app, alice)
    assert (await client.put(ORDERS, data={})).status_code == 405
    assert (await client.post("/gifts/nothing-here/orders", data={"form_key": "no-gift"})).status_code == 404
    await Reward.filter(slug="plant").update(published_at=None)
    draft = await client.post(ORDERS, data={"form_key": "a-draft", "place": place, "choice": "Fern"})
    assert draft.status_code == 404
    doubled = await client.post(ORDERS, data={"form_key": "doubled", "place": [place, place]})
    assert doubled.status_code in (400, 404)
    assert await count_orders() == 0
