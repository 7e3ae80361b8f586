"""/gifts: what an employee sees before they order, and every state of it."""

import re
from datetime import UTC, date, datetime

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.models import Person
from server.rewards.commands import cancel_order, open_pot
from server.rewards.models import GiftSeason, Reward
from tests.conftest import browser
from tests.support.html import Reader
from tests.support.people import company, person
from tests.support.rewards import a_reward, ordered, points_for
from tests.support.signing_in import as_person

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await company()
    made = await person()
    await points_for(made, 1_255)
    return made


async def reads(app: ASGIApp, who: Person, path: str = "/gifts") -> Reader:
    return await Reader(await as_person(browser(app), who)).open(path)


async def source(app: ASGIApp, who: Person, path: str = "/gifts") -> str:
    return (await (await as_person(browser(app), who)).get(path)).text


def slugs(page: str) -> list[str]:
    return re.findall(r'<h2><a href="/gifts/([a-z0-9-]+)" hx-get', page)


async def test_the_shelf_in_order_with_balance_chips_and_tags(app: ASGIApp, alice: Person) -> None:
    await a_reward(slug="flask", name_en="Engraved flask", cost=250, stock_total=6, low_stock_at=6)
    await a_reward(slug="half-day", name_en="Half a day", kind="experience", cost=1_500)
    await a_reward(slug="tote", cost=100, stock_total=1, stock_done=1)
    await a_reward(slug="draft", published_at=None)
    await a_reward(slug="over", retired_at=clock.now())
    await a_reward(slug="later", from_day=date(2026, 11, 25))
    page = await source(app, alice)
    assert slugs(page) == ["flask", "half-day", "tote"]
    seen = await reads(app, alice)
    for words in ("To spend whenever you like", "1,255 points", "Only 6 left", "245 more points", "Out of stock"):
        assert words in seen.words
    assert (seen.link("Journal"), seen.link("My orders")) == ("/me/ledger", "/gifts/orders")
    assert "under way" not in page
    assert seen.link("Moments") == "/gifts?show=time"
    assert "Donations" not in seen.words  # nothing of the kind is there
    assert page.count('class="pts minus"') == 2
    assert slugs(await source(app, alice, "/gifts?show=time")) == ["half-day"]
    assert slugs(await source(app, alice, "/gifts?show=reach")) == ["flask"]
    assert slugs(await source(app, alice, "/gifts?show=nonsense")) == ["flask", "half-day", "tote"]


@only_sqlite
async def test_pictures_keep_their_place_and_the_first_two_do_not_wait(app: ASGIApp, alice: Person) -> None:
    for number in range(4):
        await a_reward(slug=f"gift-{number}", illustration="plant", cost=100 + number)
    await a_reward(slug="own", picture="0123456789abcdef.webp", cost=900)
    page = await source(app, alice)
    pictures = re.findall(r'<img class="dimmable"[^>]*>', page)
    assert len(pictures) == 5
    assert all('width="320" height="200"' in each and 'alt=""' in each for each in pictures)
    assert ['loading="lazy"' in each for each in pictures] == [False, False, True, True, True]
    assert 'src="/gifts/art/plant.svg"' in pictures[0]
    assert 'src="/media/0123456789abcdef.webp"' in pictures[4]


@only_sqlite
async def test_orders_under_way_are_counted_and_a_pot_of_the_team_is_there(app: ASGIApp, alice: Person) -> None:
    gift = await a_reward(cost=100)
    await a_reward(slug="lunch", name_en="Team lunch", kind="team_pot", cost=2_400, tax_label="social")
    await ordered(gift, alice)
    pot = await open_pot("lunch", 300, alice.id)
    assert (await reads(app, alice)).link("My orders, one under way") == "/gifts/orders"
    bob, charlie = await person("bob"), await person("charlie", of="Sales")
    theirs = await reads(app, bob)
    assert theirs.link("Your team’s pot: Team lunch") == f"/gifts/pots/{pot}"
    assert "300 of 2,400 points" in theirs.words
    assert "pot: Team lunch" not in (await reads(app, charlie)).words


async def test_what_one_had_is_not_within_reach_until_its_window_begins_anew(app: ASGIApp, alice: Person) -> None:
    plant = await a_reward(slug="plant", cost=100, limit_count=2, limit_window="quarter")
    bag = await a_reward(slug="bag", cost=50, limit_count=1, limit_window="ever")
    await a_reward(slug="coffee", name_en="Coffee", cost=80)
    first = await ordered(plant, alice)
    assert slugs(await source(app, alice, "/gifts?show=reach")) == ["bag", "coffee", "plant"]
    await ordered(plant, alice)
    await ordered(bag, alice)
    assert slugs(await source(app, alice, "/gifts?show=reach")) == ["coffee"]
    assert (await source(app, alice)).count('class="pts minus"') == 2
    page = await reads(app, alice, "/gifts/plant")
    assert page.link("Coffee") == "/gifts/coffee"
    assert not page._page.xpath("//a[@href='/gifts/bag']")
    await cancel_order(first, alice.id)
    assert "plant" in slugs(await source(app, alice, "/gifts?show=reach"))
    with clock.moved() as time:
        time.set(datetime(2027, 1, 4, 9, tzinfo=UTC))
        assert slugs(await source(app, alice, "/gifts?show=reach")) == ["coffee", "plant"]


@only_sqlite
async def test_the_most_chosen_is_what_five_people_chose(app: ASGIApp, alice: Person) -> None:
    chosen, other = await a_reward(cost=100, stock_total=None), await a_reward(cost=100, stock_total=None)
    people = [await person(name) for name in ("bob", "carole", "denis", "elise", "fanny")]
    for each in people[:4]:
        await points_for(each, 100)
        await ordered(chosen, each)
    await points_for(alice, 100)
    await ordered(other, alice)
    assert "Most chosen" not in (await reads(app, alice)).words
    await points_for(people[4], 100)
    await ordered(chosen, people[4])
    page = await source(app, alice)
    assert page.count("Most chosen") == 1


@only_sqlite
async def test_the_ceiling_is_said_when_it_is_near_and_when_it_is_reached(app: ASGIApp, alice: Person) -> None:
    small, large = await a_reward(cost=10, value_cents=15_900), await a_reward(cost=10, value_cents=100)
    rest = await a_reward(cost=10, value_cents=4_000)
    await ordered(small, alice)
    assert "Your gifts of 2026" not in (await reads(app, alice)).words
    await ordered(large, alice)
    assert "Your gifts of 2026, received or asked for, come to €160, out of €200." in (await reads(app, alice)).words
    await ordered(rest, alice)
    assert "come to €200: a year holds no more. Donations and pots stay open." in (await reads(app, alice)).words


@only_sqlite
async def test_a_year_without_a_figure_leaves_the_shelf_readable(app: ASGIApp, alice: Person) -> None:
    await a_reward(slug="flask")
    with clock.moved() as time:
        time.set(datetime(2027, 1, 4, 9, tzinfo=UTC))
        page = await reads(app, alice)
        assert "HR has yet to enter how much of them somebody may receive in 2027" in page.words
        assert slugs(await source(app, alice)) == ["flask"]


@only_sqlite
async def test_a_season_says_that_its_money_is_gone_once_it_covers_no_gift(app: ASGIApp, alice: Person) -> None:
    await a_reward(slug="flask", value_cents=2_000)
    await a_reward(slug="parking", value_cents=0)
    await GiftSeason.create(season="2026-Q4", budget_cents=5_000, used_cents=3_001)
    page = await reads(app, alice)
    assert "The money left for this season’s gifts covers none that has a value." in page.words
    assert "next season" not in page.words
    await GiftSeason.filter(season="2026-Q4").update(used_cents=3_000)
    assert "The money left" not in (await reads(app, alice)).words
    await GiftSeason.filter(season="2026-Q4").update(used_cents=5_000)
    await Reward.filter(slug="flask").update(value_cents=0)
    assert "The money left" not in (await reads(app, alice)).words


@only_sqlite
async def test_an_empty_shelf_and_an_empty_filter_are_said_apart(app: ASGIApp, alice: Person) -> None:
    empty = await reads(app, alice)
    assert "The shelf is still empty" in empty.words
    assert empty.link("Back to the feed") == "/feed"
    await a_reward()
    filtered = await reads(app, alice, "/gifts?show=donations")
    assert "No such gift" in filtered.words
    assert filtered.link("See all the gifts") == "/gifts"


@only_sqlite
async def test_the_gift_saved_for_stands_first_with_how_far_it_is(app: ASGIApp, alice: Person) -> None:
    await a_reward(slug="flask", cost=100)
    await a_reward(slug="half-day", cost=1_500)
    page = await reads(app, alice, "/gifts/half-day")
    assert "You have 1,255 of 1,500." in page.words
    await page.send("I am saving for this gift")
    assert page.path == "/gifts"
    text = await source(app, alice)
    assert slugs(text) == ["half-day", "flask"]
    assert '<progress class="prog" value="1255" max="1500"' in text
    await page.open("/gifts/half-day")
    await page.send("I no longer save for this gift")
    assert slugs(await source(app, alice)) == ["flask", "half-day"]


async def test_one_saves_for_one_gift_and_ordering_it_ends_the_saving(app: ASGIApp, alice: Person) -> None:
    await a_reward(slug="flask", cost=1_255)
    await a_reward(slug="half-day", cost=1_500)
    client = await as_person(browser(app), alice)
    for number, slug in enumerate(("half-day", "flask")):
        answer = await client.post(f"/gifts/{slug}/target", data={"form_key": f"target-{number}"})
        assert answer.status_code == 303
    assert slugs(await source(app, alice)) == ["flask", "half-day"]
    gone = await client.post("/gifts/half-day/target/removal", data={"form_key": "target-2"})
    assert gone.status_code == 303  # she saves for another one: nothing happens to it
    assert "<progress" in await source(app, alice)
    answer = await client.post("/gifts/flask/orders", data={"form_key": "order-it"})
    assert answer.headers["location"].startswith("/gifts/orders/")
    assert "<progress" not in await source(app, alice)


@only_sqlite
async def test_what_is_not_on_the_shelf_cannot_be_saved_for(app: ASGIApp, alice: Person) -> None:
    await a_reward(slug="draft", published_at=None)
    client = await as_person(browser(app), alice)
    for slug in ("draft", "nothing-here"):
        assert (await client.post(f"/gifts/{slug}/target", data={"form_key": f"k-{slug}"})).status_code == 404
    await a_reward(slug="flask", cost=9_000)
    await client.post("/gifts/flask/target", data={"form_key": "save-flask"})
    await Reward.filter(slug="flask").update(retired_at=clock.now())
    assert slugs(await source(app, alice)) == []


async def test_the_drawings_are_the_same_for_everybody_for_good(client: httpx2.AsyncClient) -> None:
    drawn = await client.get("/gifts/art/tote.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "immutable" in drawn.headers["cache-control"]
    assert "set-cookie" not in drawn.headers
    for name in ("nothing", "Tote", "tote.png", "..%2Ftote"):
        assert (await client.get(f"/gifts/art/{name}.svg")).status_code == 404
