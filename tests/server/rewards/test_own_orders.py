"""One's own orders: the list page by page, every state in calm words, cancelling in time, strangers nowhere."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.models import Person
from server.points.queries import available_points
from server.rewards.commands import (
    approve_order,
    cancel_order,
    fulfil_order,
    lapse_orders,
    prepare_order,
    reject_order,
    return_order,
)
from tests.conftest import browser
from tests.support import people
from tests.support.html import Reader, facts_on
from tests.support.rewards import a_place, a_reward, everything, ordered, points_for
from tests.support.signing_in import as_person

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await people.company()
    made = await people.person("alice")
    await points_for(made, 1_000)
    return made


@pytest.fixture
async def hr(alice: Person) -> Person:
    return await people.person("nadege", role="hr")


async def reads(app: ASGIApp, who: Person, path: str) -> Reader:
    return await Reader(await as_person(browser(app), who)).open(path)


async def asked(person: Person, **fields: Any) -> str:
    """An order of a bottle that is fetched in Lyon."""
    bottle = {"name_en": "Engraved bottle", "thanks_en": "Drink well.", "tax_label": "social", **fields}
    return await ordered(await a_reward(places=[await a_place()], **bottle), person)


@only_sqlite
async def test_nothing_asked_for_is_calm_and_leads_to_the_gifts(app: ASGIApp, alice: Person) -> None:
    page = await reads(app, alice, "/gifts/orders")
    assert "Still water" in page.words
    assert page.link("See the gifts") == "/gifts"


@only_sqlite
async def test_a_fresh_order_is_thanked_says_its_way_and_where_it_is_fetched(app: ASGIApp, alice: Person) -> None:
    about = await asked(alice)
    page = await reads(app, alice, f"/gifts/orders/{about}?said=ordered")
    assert page.heading == "Engraved bottle"
    reference = about.replace("-", "")[-6:].upper()
    for words in (
        "Your order is in. Thank you for all that you bring about.",
        f"Reference {reference}",
        "Lyon, front desk (Ask at the desk)",
        "Ordered",
        "Usual delay: 5 days",
        "Without an answer by December 8, 2026, it ends by itself and your points come back.",
        "A gift of the social committee: nothing appears on your payslip.",
        "Your 100 points come back at once.",
    ):
        assert words in page.words, words
    assert "Your order is in" not in (await reads(app, alice, f"/gifts/orders/{about}")).words
    with clock.moved() as time:
        time.advance(timedelta(minutes=11))
        assert "Your order is in" not in (await reads(app, alice, f"/gifts/orders/{about}?said=ordered")).words


@pytest.mark.parametrize("act", [approve_order, cancel_order])
@only_sqlite
async def test_a_page_reloaded_after_the_next_step_thanks_no_more(
    app: ASGIApp, alice: Person, hr: Person, act: Callable[[str, str], Awaitable[None]]
) -> None:
    about = await asked(alice)
    with clock.moved() as time:
        time.advance(timedelta(minutes=1))
        await act(about, alice.id if act is cancel_order else hr.id)
        assert "Your order is in" not in (await reads(app, alice, f"/gifts/orders/{about}?said=ordered")).words


@only_sqlite
async def test_each_step_has_its_day_and_the_end_its_thanks(app: ASGIApp, alice: Person, hr: Person) -> None:
    about = await asked(alice)
    with clock.moved() as time:
        for act in (approve_order, prepare_order):
            time.advance(timedelta(days=1))
            await act(about, hr.id)
        page = await reads(app, alice, f"/gifts/orders/{about}")
        assert "Ready to pick up" in page.words
        assert "At Lyon, front desk: give" in page.words
        assert "It waits for you until December 10, 2026." in page.words
        assert "Cancel this order" not in page.words
        time.advance(timedelta(days=1))
        await fulfil_order(about, hr.id, words="Enjoy it by the river.")
        page = await reads(app, alice, f"/gifts/orders/{about}")
    for words in (
        "November 24, 2026",
        "November 25, 2026",
        "November 26, 2026",
        "November 27, 2026",
        "Handed to you",
        "Drink well.",
    ):
        assert words in page.words, words
    assert "HR writes: “Enjoy it by the river.”" in page.words
    assert "until" not in page.words


@only_sqlite
async def test_an_order_keeps_its_facts_over_its_end(app: ASGIApp, alice: Person, hr: Person) -> None:
    refused, given = [await asked(alice, choices=["Lagoon"]) for _ in range(2)]
    await reject_order(refused, "The maker has closed.", hr.id)
    page = await reads(app, alice, f"/gifts/orders/{given}")
    assert facts_on(page) == {
        "Points": "100",
        "Where to pick it up": "Lyon, front desk (Ask at the desk)",
        "Reference to give at the desk": reference(given),
        "Your choice": "Lagoon",
    }
    await approve_order(given, hr.id)
    await fulfil_order(given, hr.id)
    for about in (refused, given):
        page = await reads(app, alice, f"/gifts/orders/{about}")
        assert facts_on(page) == {"Points": "100", "Place": "Lyon, front desk", "Your choice": "Lagoon"}


@only_sqlite
async def test_every_end_is_calm_and_says_that_points_are_back(app: ASGIApp, alice: Person, hr: Person) -> None:
    refused, cancelled, returned, lapsed = [await asked(alice) for _ in range(4)]
    await reject_order(refused, "The maker has closed.", hr.id)
    await cancel_order(cancelled, alice.id)
    await approve_order(returned, hr.id)
    await fulfil_order(returned, hr.id)
    await return_order(returned, hr.id, back_in_stock=True)
    with clock.moved() as time:
        time.advance(timedelta(days=15))
        await lapse_orders()
        said = {
            refused: "HR could not say yes this time. Your 100 points are back.",
            cancelled: "It was cancelled. Your 100 points are back.",
            returned: "The gift went back. Your 100 points are back.",
            lapsed: "Nothing moved for a long time, so it ended by itself. Your 100 points are back.",
        }
        for about, words in said.items():
            page = await reads(app, alice, f"/gifts/orders/{about}")
            assert words in page.words
            assert ("HR writes: “The maker has closed.”" in page.words) == (about == refused)
            assert not any(each in page.words for each in ("Cancel this order", "Usual delay", "payslip", "Drink well"))
        listed = await reads(app, alice, "/gifts/orders")
    assert all(each in listed.words for each in ("Declined", "Cancelled", "Given back", "Not taken further"))
    assert listed.words.count("points given back") == 4


@only_sqlite
async def test_a_yes_by_itself_stays_a_step_and_is_none_where_it_brings_the_gift(
    app: ASGIApp, alice: Person, hr: Person
) -> None:
    auto = await asked(alice, approval="auto")
    page = await reads(app, alice, f"/gifts/orders/{auto}")
    assert page.words.count("Accepted") == 2, "where it stands: the tag and the line"
    await prepare_order(auto, hr.id)
    assert (await reads(app, alice, f"/gifts/orders/{auto}")).words.count("Accepted") == 1
    given = await ordered(await a_reward(kind="donation", approval="auto", tax_label="donation"), alice)
    page = await reads(app, alice, f"/gifts/orders/{given}?said=ordered")
    assert "Accepted" not in page.words
    assert "Donated" in page.words
    assert "Done. Thank you for all that you bring about." in page.words
    assert "Cancel this order" not in page.words


async def test_cancelling_gives_the_points_back_and_comes_too_late_once_it_is_ready(
    app: ASGIApp, alice: Person, hr: Person
) -> None:
    about, late = await asked(alice), await asked(alice)
    page = await reads(app, alice, f"/gifts/orders/{about}")
    assert await available_points(alice.id) == 800
    await page.send("Cancel this order")
    assert (page.path, page.status) == (f"/gifts/orders/{about}", 200)
    assert "It was cancelled. Your 100 points are back." in page.words
    assert await available_points(alice.id) == 900
    page = await reads(app, alice, f"/gifts/orders/{late}")
    await approve_order(late, hr.id)
    await prepare_order(late, hr.id)
    await page.send("Cancel this order")
    assert page.status == 422
    assert "It is ready already, so it can no longer be cancelled. HR can help." in page.words


async def test_the_list_is_paged_newest_first_and_leaves_nothing_out(app: ASGIApp, alice: Person) -> None:
    gift = await a_reward(cost=1, stock_total=None, value_cents=0)
    made = []
    with clock.moved() as time:
        for number in range(23):
            made.append(await ordered(gift, alice))
            if number % 3 == 0:  # several of one millisecond
                time.advance(timedelta(minutes=1))
        page = await reads(app, alice, "/gifts/orders")
        seen = [each for each in made if page.words.count(reference(each))]
        assert set(seen) == set(made[3:])
        await page.open("/gifts/orders" + page.link("Earlier ones"))
    assert [each for each in made if reference(each) in page.words] == made[:3]
    assert "Earlier ones" not in page.words


def reference(order_id: str) -> str:
    return order_id.replace("-", "")[-6:].upper()


@only_sqlite
async def test_nobody_sees_or_cancels_what_another_ordered(app: ASGIApp, alice: Person, hr: Person) -> None:
    about = await asked(alice)
    for stranger in (await people.person("bob"), hr):
        client = await as_person(browser(app), stranger)
        assert (await client.get(f"/gifts/orders/{about}")).status_code == 404
        for act in ("cancellation", "code"):
            assert (await client.post(f"/gifts/orders/{about}/{act}", data={"form_key": "k" * 20})).status_code == 404
        assert "Engraved" not in (await client.get("/gifts/orders")).text
    hers = await as_person(browser(app), alice)
    assert (await hers.get("/gifts/orders/nothing")).status_code == 404
    assert (await hers.get(f"/gifts/orders?before={'x' * 99}")).status_code == 200
    assert (await hers.post(f"/gifts/orders/{about}")).status_code == 405
    assert "Ordered" in (await hers.get(f"/gifts/orders/{about}")).text


@only_sqlite
async def test_the_address_of_a_form_leads_back_to_its_page_and_changes_nothing(app: ASGIApp, alice: Person) -> None:
    about = await asked(alice)
    hers, before = await as_person(browser(app), alice), await everything()
    for path, parent in (
        (f"/gifts/orders/{about}/code", f"/gifts/orders/{about}"),
        (f"/gifts/orders/{about}/cancellation", f"/gifts/orders/{about}"),
        ("/gifts/plant/orders", "/gifts/plant"),
        ("/gifts/plant/pots", "/gifts/plant"),
        ("/gifts/pots/one/parts", "/gifts/pots/one"),
        ("/gifts/pots/one/parts/removal", "/gifts/pots/one"),
        ("/gifts/pots/one/cancellation", "/gifts/pots/one"),
    ):
        answer = await hers.get(path)
        assert (answer.status_code, answer.headers.get("location")) == (303, parent), path
    assert await everything() == before


@only_sqlite
async def test_whoever_left_the_programme_still_sees_and_cancels(app: ASGIApp, alice: Person) -> None:
    about = await asked(alice)
    alice.opted_out_at = clock.now()
    await alice.save(update_fields=["opted_out_at"])
    page = await reads(app, alice, "/gifts/orders")
    await page.follow("Engraved bottle")
    await page.send("Cancel this order")
    assert "It was cancelled. Your 100 points are back." in page.words
    assert about in page.path
