"""/gifts/{slug}: one gift, what is said before anybody orders it, and the foot that fits whoever looks."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.models import Person
from server.rewards.commands import open_pot
from server.rewards.models import GiftSeason, GiftSettings, PickupPlace, Reward
from tests.conftest import browser
from tests.support.html import Reader
from tests.support.people import company, person
from tests.support.rewards import a_place, a_reward, ordered, points_for, the_reward
from tests.support.signing_in import as_person

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await company()
    made = await person(site="Nantes")
    await points_for(made, 1_255)
    return made


async def looks(app: ASGIApp, who: Person, slug: str = "plant") -> Reader:
    return await Reader(await as_person(browser(app), who)).open(f"/gifts/{slug}")


async def a_plant(**changes: Any) -> None:
    fields = {
        "slug": "plant", "name_en": "Desk plant", "summary_en": "From next door", "cost": 300, "value_cents": 2_500,
        "description_en": "In a terracotta pot.", "illustration": "plant", "limit_count": 1, "limit_window": "quarter",
    }  # fmt: skip
    await a_reward(**{**fields, **changes})


def has_button(page: Reader, words: str) -> bool:
    try:
        page._button(words)
    except AssertionError:
        return False
    return True


async def test_all_is_said_before_the_button(app: ASGIApp, alice: Person) -> None:
    lyon, nantes, closed = (
        await a_place("Lyon, front desk"),
        await a_place("Nantes, front desk"),
        await a_place("Brest"),
    )
    await PickupPlace.filter(id=closed).update(retired_at=clock.now())
    await a_plant(places=[lyon, nantes, closed])
    page = await looks(app, alice)
    assert page.heading == "Desk plant"
    for words in (
        "From next door", "In a terracotta pot.", "300 points", "One per person per quarter",
        "Its value (€25) will appear on your payslip as a benefit.", "Lyon, front desk", "Your balance1,255",
        "Desk plant−300", "You will have left955 points",
        "Can be cancelled until it is prepared. Usual delay: 5 days.",
    ):  # fmt: skip
        assert words in page.words
    assert "Brest" not in page.words
    assert page.words.index("on your payslip") < page.words.index("Order this gift")
    chosen = page._page.xpath("//input[@name='place'][@checked]")
    assert [each.get("value") for each in chosen] == [nantes]  # the desk of her own site


@only_sqlite
async def test_what_is_only_paper_asks_for_no_place(app: ASGIApp, alice: Person) -> None:
    await a_plant(kind="donation", tax_label="donation", places=[await a_place()], choices=["Sea", "Shelter"])
    page = await looks(app, alice)
    assert "Where to pick it up" not in page.words
    assert "It is a donation: nothing appears on your payslip." in page.words
    assert len(page._page.xpath("//input[@type='radio'][@name='choice']")) == 2
    await Reward.filter(slug="plant").update(choices=["a", "b", "c", "d", "e"])
    assert len((await looks(app, alice))._page.xpath("//select[@name='choice']/option")) == 6


@pytest.mark.parametrize(
    ("gift", "words"),
    [
        ({"stock_total": 1, "stock_done": 1}, "None is left at the moment."),
        ({"min_level": 3}, "This gift opens to you at the level Wave."),
        ({"until_day": date(2026, 11, 23)}, "This gift is not offered at the moment."),
        (
            {"retired_at": datetime(2026, 11, 1, tzinfo=UTC), "low_stock_at": 3},
            "This gift is not offered at the moment.",
        ),
    ],
)
@only_sqlite
async def test_what_cannot_be_had_leads_to_what_can(
    app: ASGIApp, alice: Person, gift: dict[str, Any], words: str
) -> None:
    await a_plant(**gift)
    await a_reward(slug="coffee", name_en="Coffee", cost=80)
    await a_reward(slug="too-dear", name_en="Too dear", cost=9_000)
    page = await looks(app, alice)
    assert words in page.words
    assert "Only 3 left" not in page.words
    assert not has_button(page, "Order this gift")
    assert page.link("Coffee") == "/gifts/coffee"
    assert "Too dear" not in page.words


@only_sqlite
async def test_one_limit_says_when_it_opens_again(app: ASGIApp, alice: Person) -> None:
    await a_plant()
    plant = await Reward.get(slug="plant")
    await ordered(await the_reward(plant.id), alice)
    page = await looks(app, alice)
    assert "You have one already, or asked for it. One per person per quarter: it is open to you again" in page.words
    assert not has_button(page, "Order this gift")


@only_sqlite
async def test_out_of_reach_there_is_no_order_and_one_may_save(app: ASGIApp, alice: Person) -> None:
    await a_plant(cost=1_500)
    page = await looks(app, alice)
    assert "245 more points" in page.words
    assert not has_button(page, "Order this gift")
    assert has_button(page, "I am saving for this gift")


@only_sqlite
async def test_a_season_without_money_and_a_year_without_a_figure_wait_for_hr(app: ASGIApp, alice: Person) -> None:
    await a_plant()
    await GiftSeason.create(season="2026-Q4", budget_cents=2_499, used_cents=0)
    page = await looks(app, alice)
    assert "The money left for this season’s gifts does not cover this one." in page.words
    assert not has_button(page, "Order this gift")
    with clock.moved() as time:
        time.set(datetime(2027, 1, 4, 9, tzinfo=UTC))
        page = await looks(app, alice)
        assert "how much of them somebody may receive in 2027" in page.words
        await Reward.filter(slug="plant").update(kind="donation", tax_label="donation")
        assert has_button(await looks(app, alice), "Order this gift")


@pytest.mark.parametrize("allowed", [True, False])
@only_sqlite
async def test_at_the_ceiling_there_are_three_ways_out(app: ASGIApp, alice: Person, allowed: bool) -> None:
    await GiftSettings.create(id=1, payroll_allowed=allowed)
    await ordered(await a_reward(cost=10, value_cents=18_000), alice)
    await a_plant()
    page = await looks(app, alice)
    assert "Your gifts of 2026, received or asked for, come to €180, out of €200. This one would go" in page.words
    assert ("Three ways" in page.words, "Two ways" in page.words) == (allowed, not allowed)
    assert page.link("A donation") == "/gifts?show=donations"
    assert page.link("A team pot") == "/gifts?show=pots"
    assert has_button(page, "Order through payroll") == allowed
    assert ("its whole value, €25 gross, will be on my payslip" in page.words) == allowed
    assert not has_button(page, "Order this gift")


@only_sqlite
async def test_a_gift_for_the_team_opens_a_pot_or_leads_to_it(app: ASGIApp, alice: Person) -> None:
    await a_plant(kind="team_pot", cost=5_000, tax_label="social")
    page = await looks(app, alice)
    assert has_button(page, "Open the pot")
    assert not has_button(page, "Order this gift")
    pot = await open_pot("plant", 100, alice.id)
    bob, alone = await person("bob"), await person("alone")
    assert (await looks(app, bob)).link("See your team’s pot") == f"/gifts/pots/{pot}"
    await Person.filter(id=alone.id).update(team_id=None)
    assert "A pot belongs to a team" in (await looks(app, alone)).words


@only_sqlite
async def test_whoever_has_no_point_reads_why_there_is_no_pot_to_open(app: ASGIApp, alice: Person) -> None:
    await a_plant(kind="team_pot", cost=100, tax_label="social")
    await open_pot("plant", 100, alice.id)
    page = await looks(app, await person("bob"))
    assert "A pot is opened with one point at least, and you have none to give at the moment." in page.words
    assert not has_button(page, "Open the pot")


async def test_drafts_and_what_never_was_are_nowhere(app: ASGIApp, alice: Person) -> None:
    await a_plant(published_at=None)
    client = await as_person(browser(app), alice)
    for slug in ("plant", "nothing-here", "x" * 300):
        assert (await client.get(f"/gifts/{slug}")).status_code == 404


@only_sqlite
async def test_the_sheet_is_the_same_without_the_frame(app: ASGIApp, alice: Person) -> None:
    await a_plant()
    client = await as_person(browser(app), alice)
    sheet = (await client.get("/gifts/plant", headers={"HX-Request": "true", "HX-Request-Type": "partial"})).text
    assert "<html" not in sheet
    for part in (
        'id="sheet-title"',
        'data-close href="/gifts"',
        'hx-post="/gifts/plant/orders" hx-target="closest .sheet"',
    ):
        assert part in sheet


@pytest.mark.parametrize(
    ("gift", "takes_word"),
    [
        ({"kind": "voucher", "approval": "auto"}, False),
        ({"kind": "donation", "approval": "auto", "tax_label": "donation"}, False),
        ({"kind": "voucher", "approval": "hr"}, True),
        ({"kind": "good", "approval": "auto"}, True),
    ],
)
@only_sqlite
async def test_a_word_is_asked_for_where_somebody_reads_it(
    app: ASGIApp, alice: Person, gift: dict[str, Any], takes_word: bool
) -> None:
    await a_plant(**gift)
    page = await looks(app, alice)
    assert has_button(page, "Order this gift")
    assert ("A word for HR" in page.words) == takes_word
