"""GET /console/gifts/orders: shelves, what they are narrowed to, the clock, pages."""

from datetime import timedelta

import pytest
from starlette.types import ASGIApp

from server import clock
from server.database.fields import to_millis
from server.rewards.commands import (
    add_to_pot,
    approve_order,
    cancel_order,
    fulfil_order,
    open_pot,
    prepare_order,
    reject_order,
)
from server.rewards.desk import queries
from server.rewards.desk.queries import Asked, portion_of, shelf_counts
from server.rewards.desk.shelves import DECIDE, DONE, ENDED, PREPARE, READY
from server.rewards.desk.wording import waited
from server.rewards.queries import orders_waiting
from server.web.locale import speaking
from tests.conftest import browser
from tests.house.test_query_counts import statements
from tests.support.gift_desk import DESK, orders_of_many, the_desk
from tests.support.people import company, person
from tests.support.rewards import a_place, a_reward, ordered, points_for
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_an_order_walks_from_shelf_to_shelf(app: ASGIApp) -> None:
    client, hr = await the_desk(app)
    one, two, three, four, five = await orders_of_many("ada", "bea", "cleo", "dina", "elsa")
    await approve_order(two, hr.id)
    await approve_order(three, hr.id)
    await prepare_order(three, hr.id)
    await approve_order(four, hr.id)
    await fulfil_order(four, hr.id)
    await reject_order(five, "None of them is left.", hr.id)
    ones = dict.fromkeys(("decide", "prepare", "ready", "done", "ended"), 1)
    assert await shelf_counts(Asked(DECIDE)) == {**ones, "pots": 0}
    lying = {shelf: (await portion_of(Asked(shelf))).lines for shelf in (DECIDE, PREPARE, READY, DONE, ENDED)}
    assert [[line.id for line in lines] for lines in lying.values()] == [[one], [two], [three], [four], [five]]
    async with client:
        shown = {
            slug: (await client.get(f"{DESK}?show={slug}")).text for slug in ("decide", "prepare", "ready", "done")
        }
        ended = (await client.get(f"{DESK}?show=ended")).text
    assert "To decide, 1" in shown["decide"]
    assert ["Ada" in page for page in shown.values()] == [True, False, False, False]
    assert ['value="approve"' in page for page in shown.values()] == [True, False, False, False]
    assert ['value="prepare"' in page for page in shown.values()] == [False, True, False, False]
    assert ['value="hand_over"' in page for page in shown.values()] == [False, True, True, False]
    assert ['type="checkbox"' in page for page in shown.values()] == [True, True, True, False]
    assert "Elsa" in ended
    assert "Declined" in ended
    assert await orders_waiting() == 2, "what is ready waits for whoever fetches it"


async def test_the_shelves_are_narrowed_to_a_place_and_a_gift(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    lyon, nantes = await a_place("Lyon, front desk"), await a_place("Nantes, front desk")
    bottle = await a_reward(slug="bottle", name_en="Steel bottle", places=[lyon, nantes])
    book = await a_reward(slug="book", name_en="Field notes", places=[lyon])
    for name, gift, place in (("ada", bottle, lyon), ("bea", bottle, nantes), ("cleo", book, lyon)):
        who = await person(name)
        await points_for(who, 500)
        await ordered(gift, who, place_id=place)
    async with client:
        at_lyon = (await client.get(f"{DESK}?place={lyon}")).text
        bottles = (await client.get(f"{DESK}?gift=bottle&place={lyon}")).text
        nothing = (await client.get(f"{DESK}?gift=car")).text
        unknown = await client.get(f"{DESK}?show=attic&after=x&place={'9' * 99}&done=no")
    assert "To decide, 2" in at_lyon
    assert [name in at_lyon for name in ("Ada", "Bea", "Cleo")] == [True, False, True]
    assert [name in bottles for name in ("Ada", "Bea", "Cleo")] == [True, False, False]
    assert f'value="{lyon}" selected' in bottles
    assert "No order on this shelf is for this place and this gift." in nothing
    assert unknown.status_code == 200


async def test_who_waited_longest_stands_first_and_in_coral(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    with clock.moved() as time:
        time.advance(timedelta(days=-7))
        (first,) = await orders_of_many("ada")
        time.advance(timedelta(days=6))
        (second,) = await orders_of_many("bea")
        time.advance(timedelta(days=1))
        lines = (await portion_of(Asked(DECIDE))).lines
        assert [line.id for line in lines] == [first, second]
        with speaking("en"):
            tags = [waited(DECIDE, line.since) for line in lines]
        assert tags[0] == ("5 working days", "coral", "clock"), "seven days, five of them worked"
        assert tags[1] == ("1 working day", "", "")
        async with client:
            page = (await client.get(DESK)).text
    assert page.index("Ada") < page.index("Bea")
    assert page.count("tag coral") == 1


async def test_a_pot_waits_since_it_is_full_and_not_since_it_was_opened(app: ASGIApp) -> None:
    await the_desk(app)
    opal, lunch = await person("opal"), await a_reward(kind="team_pot", slug="lunch", cost=100)
    await points_for(opal, 200)
    with clock.moved() as time:
        pot = await open_pot(lunch.slug, 10, opal.id)
        time.advance(timedelta(days=1))
        (waiting,) = await orders_of_many("ada")
        time.advance(timedelta(days=1))
        await add_to_pot(pot, 90, opal.id)
        full_at = clock.now()
        lines = (await portion_of(Asked(DECIDE))).lines
        assert [line.id for line in lines] == [waiting, pot]
        assert lines[1].since == full_at
        first = await portion_of(Asked(DECIDE), f"{to_millis(lines[0].since)}.{waiting}")
        assert [line.id for line in first.lines] == [pot]


@pytest.mark.parametrize(
    ("shelf", "sentence"),
    [
        ("decide", "as soon as somebody chooses a gift that needs your yes"),
        ("prepare", "after a yes"),
        ("ready", "once they are prepared"),
        ("pots", "No team fills a pot at the moment."),
        ("done", "once the gift is handed over"),
        ("ended", "when they end without a gift"),
    ],
)
async def test_an_empty_shelf_says_when_orders_come_there(app: ASGIApp, shelf: str, sentence: str) -> None:
    client, _ = await the_desk(app)
    async with client:
        assert sentence in (await client.get(f"{DESK}?show={shelf}")).text


async def test_pages_follow_one_another_without_gap_or_double(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    client, _ = await the_desk(app)
    made = await orders_of_many("ada", "bea", "cleo", "dina", "elsa")
    seen, after = [], ""
    while True:
        portion = await portion_of(Asked(DECIDE), after)
        seen += [line.id for line in portion.lines]
        after = portion.next
        if not after:
            break
    assert seen == made
    for each in made:
        await cancel_order(each, (await portion_of(Asked(DECIDE))).lines[0].person_id)
    latest_first = await portion_of(Asked(ENDED))
    rest = await portion_of(Asked(ENDED), latest_first.next)
    assert [line.id for line in (*latest_first.lines, *rest.lines)] == made[:0:-1]
    async with client:
        page = (await client.get(f"{DESK}?show=ended")).text
        second = (await client.get(f"{DESK}?show=ended&after={latest_first.next}")).text
    assert 'rel="next"' in page
    assert "First page" in second


async def test_all_on_a_page_can_be_ticked_by_a_link(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    await orders_of_many("ada", "bea")
    async with client:
        assert (await client.get(DESK)).text.count(" checked") == 0
        assert (await client.get(f"{DESK}?tick=all")).text.count(" checked") == 2


async def test_what_hr_ordered_themselves_has_no_box(app: ASGIApp) -> None:
    client, hr = await the_desk(app)
    (other,) = await orders_of_many("ada")
    await points_for(hr, 500)
    own = await ordered(await a_reward(), hr)
    async with client:
        page = (await client.get(f"{DESK}?tick=all")).text
    assert (f'value="{other}" checked' in page, f'value="{own}"' in page) == (True, False)
    assert "Yours: somebody else decides" in page


async def test_who_is_not_hr_sees_nothing(app: ASGIApp) -> None:
    await company()
    (order,) = await orders_of_many("ada")
    async with await as_person(browser(app), await person("eve", role="lead"), stepped_up=True) as client:
        for path in (DESK, f"{DESK}/{order}", f"{DESK}/pick-list", f"{DESK}/export.csv"):
            assert (await client.get(path)).status_code == 403, path
        assert (await client.post(f"{DESK}/{order}/approval")).status_code == 403
        assert (await client.post(f"{DESK}/moves", data={"orders": order, "move": "approve"})).status_code == 403
    assert (await shelf_counts(Asked(DECIDE)))["decide"] == 1


async def test_the_queue_asks_as_often_for_many_as_for_few(app: ASGIApp) -> None:
    client, _ = await the_desk(app)
    async with client:
        counts = []
        for names in (("ada", "bea"), ("cleo", "dina", "elsa", "fay", "gil", "hugo", "ida", "jean")):
            await orders_of_many(*names)
            await client.get(DESK)
            async with statements() as asked:
                await client.get(DESK)
            counts.append(len(asked))
    assert counts[0] == counts[1] < 30
