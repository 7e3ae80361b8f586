"""A team's pot: opened with a first part, filled by the team, nobody named, points back while it collects."""

import pytest
from starlette.types import ASGIApp

from server.people.models import Person
from server.points.queries import available_points
from server.rewards.commands import approve_order, fulfil_order
from server.rewards.known import RewardSeen
from tests.conftest import browser
from tests.support import people
from tests.support.html import Reader, facts_on, text_of
from tests.support.rewards import a_reward, points_for
from tests.support.signing_in import as_person, hidden

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await people.company()
    return await with_points("alice")


async def with_points(name: str, points: int = 300, *, of: str = "Data") -> Person:
    made = await people.person(name, of=of)
    await points_for(made, points)
    return made


@pytest.fixture
async def lunch(alice: Person) -> RewardSeen:
    return await a_reward(
        slug="lunch", kind="team_pot", cost=400, name_en="A lunch together", thanks_en="Enjoy your lunch."
    )


async def reads(app: ASGIApp, who: Person, path: str) -> Reader:
    return await Reader(await as_person(browser(app), who)).open(path)


def status_on(page: Reader) -> list[str]:
    """What the page says of the act that led to it."""
    return [text_of(each) for each in page._page.xpath("//main//p[@role='status']")]


async def opened(app: ASGIApp, who: Person, points: int = 100) -> str:
    """Open the pot as a browser does; its address."""
    client = await as_person(browser(app), who)
    answer = await client.post("/gifts/lunch/pots", data={"form_key": f"open-by-{who.id}", "given": str(points)})
    assert answer.status_code == 303, answer.text
    address, _, said = str(answer.headers["location"]).partition("?")
    assert said == "said=ordered"
    return address


async def test_a_pot_is_opened_filled_and_becomes_the_order_of_whoever_opened_it(
    app: ASGIApp, alice: Person, lunch: RewardSeen
) -> None:
    bob, hr = await with_points("bob"), await people.person("nadege", role="hr", of="RH")
    pot = await opened(app, alice)
    page = await reads(app, alice, f"{pot}?said=ordered")
    assert "The pot is open. Your team finds" not in (await reads(app, alice, pot)).words
    for words in (
        "A lunch together",
        "The pot is open. Your team finds it among the gifts.",
        "100 of 400 points",
        "Fewer than five colleagues have given. 100 of these points are yours.",
        "The pot stays open until December 24, 2026; if it is not full by then, everybody gets their points back.",
        "A gift for the whole team: nothing appears on your payslip.",
        "Close the pot",
    ):
        assert words in page.words, words
    page = await reads(app, bob, pot)
    assert "of these points are yours" not in page.words
    assert "alice" not in page.words.lower()
    await page.send("Give to the pot", given="250")
    assert "350 of 400 points" in page.words
    await page.send("Give 50")
    assert (page.status, page.path) == (200, f"{pot}?said=given&n=50")
    assert "Ordered" in page.words
    assert "of 400 points" not in page.words
    assert "Close the pot" not in page.words, "only whoever opened it"
    assert "Close the pot" in (await reads(app, alice, pot)).words
    assert facts_on(await reads(app, alice, pot)) == {"The pot": "400 points", "Your points": "100"}
    assert facts_on(page) == {"The pot": "400 points", "Your points": "300"}
    order_id = pot.rsplit("/", 1)[1]
    await approve_order(order_id, hr.id)
    await fulfil_order(order_id, hr.id)
    assert "Enjoy your lunch." in (await reads(app, bob, pot)).words
    assert "−300 points" in (await reads(app, bob, "/gifts/orders")).words


@only_sqlite
async def test_five_givers_are_counted_and_four_are_not(app: ASGIApp, alice: Person, lunch: RewardSeen) -> None:
    pot = await opened(app, alice, 10)
    for number, name in enumerate(("bob", "carl", "dora", "eve"), start=2):
        who = await with_points(name)
        page = await reads(app, who, pot)
        await page.send("Give 20")
        counted = "5 colleagues have given." if number == 5 else "Fewer than five colleagues have given."
        assert counted in page.words
    assert "90 of 400 points" in page.words


@only_sqlite
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write how many points you give."),
        ("0", "At least 1."),
        ("x", "Write a whole number."),
        ("301", "It wants 300 more points at most."),
        ("300", "You need 250 more points."),
    ],
)
async def test_a_part_that_is_refused_keeps_what_was_typed(
    app: ASGIApp, alice: Person, lunch: RewardSeen, typed: str, said: str
) -> None:
    pot, poor = await opened(app, alice), await with_points("bob", 50)
    page = await reads(app, poor, pot)
    await page.send("Give to the pot", given=typed)
    assert page.status == 422
    assert said in page.words
    assert page.field("given") == typed
    assert await available_points(poor.id) == 50


@only_sqlite
async def test_points_are_taken_back_and_an_empty_pot_closes(app: ASGIApp, alice: Person, lunch: RewardSeen) -> None:
    bob = await with_points("bob")
    pot = await opened(app, alice)
    page = await reads(app, bob, pot)
    assert "points back" not in page.words.split("Nobody sees")[0]
    await page.send("Give 100")
    assert status_on(page) == ["100 points given. Thank you."]
    await page.send("Take my 100 points back")
    assert status_on(page) == ["Your 100 points are back."]
    assert (await available_points(bob.id), "100 of 400 points" in page.words) == (300, True)
    assert status_on(await reads(app, bob, f"{pot}?said=given&n=100")) == [], "an address that is no longer so"
    await page.send("Give 20")
    assert status_on(await reads(app, bob, f"{pot}?said=back&n=100")) == []
    assert status_on(await reads(app, bob, f"{pot}?said=given&n=many")) == []
    mine = await reads(app, alice, pot)
    await mine.send("Close the pot")
    assert "It was cancelled. Your 100 points are back." in mine.words
    assert (await available_points(alice.id), await available_points(bob.id)) == (300, 300)


@only_sqlite
async def test_a_full_pot_takes_nothing_and_gives_nothing_back(app: ASGIApp, alice: Person, lunch: RewardSeen) -> None:
    bob = await with_points("bob")
    pot = await opened(app, alice)
    waiting, too_late = await reads(app, alice, pot), await reads(app, alice, pot)
    await (await reads(app, bob, pot)).send("Give to the pot", given="300")
    for page, button in ((waiting, "Give 20"), (too_late, "Take my 100 points back")):
        await page.send(button)
        assert page.status == 422
        assert "The pot is full already: thank you, nothing is missing any more." in page.words
    assert await available_points(alice.id) == 200


@only_sqlite
async def test_another_team_sees_no_pot_and_only_its_opener_closes_it(
    app: ASGIApp, alice: Person, lunch: RewardSeen
) -> None:
    pot = await opened(app, alice)
    for stranger in (await with_points("zoe", of="Sales"), await people.person("nadege", role="hr", of="RH")):
        client = await as_person(browser(app), stranger)
        assert (await client.get(pot)).status_code == 404
        for act in ("parts", "parts/removal", "cancellation"):
            answer = await client.post(f"{pot}/{act}", data={"form_key": "k" * 20, "given": "10"})
            assert answer.status_code == 404, act
    bob = await as_person(browser(app), await with_points("bob"))
    assert (await bob.post(f"{pot}/cancellation", data={"form_key": "k" * 20})).status_code == 404
    assert (await bob.get("/gifts/pots/nothing")).status_code == 404
    assert (await bob.get(pot.replace("pots", "orders"))).status_code == 404
    hers = await as_person(browser(app), alice)
    assert (await hers.get(pot.replace("pots", "orders"))).headers["location"] == pot


@only_sqlite
async def test_a_pot_that_cannot_be_opened_is_said_on_the_gift(app: ASGIApp, alice: Person, lunch: RewardSeen) -> None:
    client = await as_person(browser(app), alice)
    page = await client.get("/gifts/lunch")
    key = hidden(page.text, "form_key")
    for typed, said in (("many", "Write a whole number."), ("301", "1 more point"), ("401", "400 more points at most")):
        answer = await client.post("/gifts/lunch/pots", data={"form_key": key, "given": typed})
        assert answer.status_code == 422
        assert said in answer.text or "one more point" in answer.text
        assert f'value="{typed}"' in answer.text
    assert (await opened(app, alice)).startswith("/gifts/pots/")
    again = await client.post("/gifts/lunch/pots", data={"form_key": "second-pot-key", "given": "10"})
    assert again.status_code == 422
    assert "Your team already puts points together for this gift." in again.text


@only_sqlite
async def test_a_pot_with_choices_is_opened_with_one_and_says_it(app: ASGIApp, alice: Person) -> None:
    await a_reward(slug="lunch", kind="team_pot", cost=400, choices=["Crêpes", "Couscous"])
    page = await reads(app, alice, "/gifts/lunch")
    assert "Your choice" in page.words
    await page.send("Open the pot", given="20")
    assert (page.status, "Choose one of the options." in page.words, page.field("given")) == (422, True, "20")
    await page.send("Open the pot", given="20", choice="Couscous")
    assert page.path.startswith("/gifts/pots/")
    assert "Your choiceCouscous" in page.words
    desk = await people.person("nadege", role="hr", of="RH")
    at_desk = await reads(app, desk, page.path.replace("/gifts/pots/", "/console/gifts/orders/"))
    assert "Couscous" in at_desk.words


@only_sqlite
async def test_what_was_taken_back_is_nobodys_any_more(app: ASGIApp, alice: Person, lunch: RewardSeen) -> None:
    bob = await with_points("bob")
    pot = await opened(app, alice, 5)
    page = await reads(app, bob, pot)
    await page.send("Give 20")
    await page.send("Take my 20 points back")
    assert "−" not in (await reads(app, bob, "/gifts/orders")).words, "nothing of his is in it"
    await page.send("Give to the pot", given="7")
    assert "−7 points" in (await reads(app, bob, "/gifts/orders")).words
    await (await reads(app, alice, pot)).send("Close the pot")
    assert "Your 7 points are back." in (await reads(app, bob, pot)).words
