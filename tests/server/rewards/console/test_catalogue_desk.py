"""/console/gifts: drafts, versions, stock, states, what is refused and what the trail says."""

import re
from datetime import date, timedelta
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.database import rows
from server.rewards.codes import store_codes
from server.rewards.commands import approve_order, fulfil_order, return_order
from server.rewards.models import GiftTarget, Reward
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.rewards import a_place, a_reward, ordered, points_for, the_reward
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HERE = "/console/gifts"
FIELDS: dict[str, Any] = {
    "kind": "good", "name_fr": "Gourde gravée", "name_en": "Engraved flask", "summary_en": "Steel, 50 cl",
    "description_fr": "Pour l’eau.", "thanks_en": "Thank you.", "cost": "250", "value": "12,50", "tax_label": "taxable",
    "stock": "20", "low_stock_at": "4", "limit_count": "2", "limit_window": "year", "min_level": "2",
    "choices": "Blue\nGreen", "approval": "hr", "delay_days": "7", "illustration": "flask", "is_nearby": "on",
}  # fmt: skip


async def hr(client: httpx2.AsyncClient) -> None:
    await company()
    await as_person(client, await person("hr", role="hr"), stepped_up=True)


def there(answer: httpx2.Response) -> str:
    """Where a form led, without the word that is said there."""
    return str(answer.headers["location"]).partition("?")[0]


def status_line(page: str) -> str:
    found = re.search(r'<\w+ class="note[^>]*role="status"[^>]*>(.*?)</span>', page, re.DOTALL)
    return found[1] if found else ""


async def stored(path: str) -> Reward:
    return await Reward.get(id=path.partition("?")[0].rpartition("/")[2])


async def test_from_a_typed_draft_to_retired_and_offered_again(client: httpx2.AsyncClient) -> None:
    await hr(client)
    place = await a_place()
    chosen = {**FIELDS, "places": [place]}
    first, again = [await client.post(HERE, data={**chosen, "form_key": "k" * 20}) for _ in range(2)]
    one = there(first)
    assert (first.status_code, there(again), await Reward.all().count()) == (303, one, 1)
    assert "The draft is saved." in status_line((await client.get(first.headers["location"])).text)
    made = await stored(one)
    assert (made.slug, made.value_cents, made.stock_total, made.choices) == (
        "engraved-flask", 1250, 20, ["Blue", "Green"],
    )  # fmt: skip
    page = (await client.get(one)).text
    for shown in ('value="12.50"', 'value="Gourde gravée"', ">\nBlue\nGreen<", "A draft is seen by HR alone", "€12.50"):
        assert shown in page
    assert f'value="{place}" checked' in page
    assert "/gifts/engraved-flask" not in page
    assert (await client.post(f"{one}/publication", data={"version": "1"})).status_code == 303
    assert 'href="/gifts/engraved-flask"' in (await client.get(one)).text
    assert (await client.post(f"{one}/retirement")).status_code == 303
    assert "it is offered no more" in (await client.get(one)).text
    again_version = (await stored(one)).version
    assert (await client.post(f"{one}/publication", data={"version": str(again_version)})).status_code == 303
    made = await stored(one)
    assert (made.published_at is not None, made.retired_at) == (True, None)
    trail = re.findall(r"Hr Test [a-z ]+", (await client.get(one)).text)
    assert trail[:4] == [
        "Hr Test published it",
        "Hr Test retired it",
        "Hr Test published it",
        "Hr Test wrote this gift",
    ]


async def test_a_wrong_value_keeps_the_others(client: httpx2.AsyncClient) -> None:
    await hr(client)
    wrong = {"value": "dear", "tax_label": "social", "places": ["nowhere"], "choices": "x" * 81}
    answer = await client.post(HERE, data={**FIELDS, **wrong})
    assert answer.status_code == 422
    for kept in ('value="dear"', 'value="Engraved flask"', "Pour l’eau.", 'value="social" checked', "x" * 81):
        assert kept in answer.text
    for said in ("Write an amount like", "Choose the occasion", "Say why this label fits", "Twelve choices at most"):
        assert said in answer.text
    right_but = await client.post(HERE, data={**FIELDS, "places": ["nowhere"]})
    assert (right_but.status_code, "This place is not offered any more." in right_but.text) == (422, True)
    assert await Reward.all().count() == 0


async def test_a_stale_save_shows_both(client: httpx2.AsyncClient) -> None:
    await hr(client)
    one = there(await client.post(HERE, data=FIELDS))
    assert (await client.post(one, data={**FIELDS, "cost": "260", "version": "1"})).status_code == 303
    same_choices = FIELDS["choices"].replace("\n", "\r\n")  # as browsers send them
    stale = await client.post(one, data={**FIELDS, "cost": "900", "choices": same_choices, "version": "1"})
    assert stale.status_code == 409
    assert 'name="version" value="2"' in stale.text
    assert 'value="900"' in stale.text
    theirs = re.search(r'id="theirs".*?</section>', stale.text, re.DOTALL)
    assert theirs
    assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", theirs[0]) == [("Cost in points", "260")]
    assert (await client.post(one, data={**FIELDS, "cost": "900", "version": "2"})).status_code == 303
    page = (await client.get(one)).text
    assert "<del>260</del> <ins>900</ins>" in page
    assert (await client.post(f"{one}/publication", data={"version": "1"})).status_code == 409


async def test_a_form_opened_before_a_piece_was_lost_does_not_count_it_in_again(client: httpx2.AsyncClient) -> None:
    await hr(client)
    alice, ines, gift = await person("alice"), await person("ines", role="hr"), await a_reward(places=[await a_place()])
    one = f"{HERE}/{gift.id}"
    await points_for(alice, 200)
    order = await ordered(gift, alice)
    await approve_order(order, ines.id)
    await fulfil_order(order, ines.id)
    opened = {**FIELDS, "stock": "3", "cost": "900", "places": gift.places, "version": str((await stored(one)).version)}
    await return_order(order, ines.id, back_in_stock=False)
    stale = await client.post(one, data=opened)
    assert (stale.status_code, (await the_reward(gift.id)).stock_total) == (409, 2)
    assert 'value="900"' in stale.text
    assert 'value="Engraved flask"' in stale.text
    assert "Pour l’eau." in stale.text
    theirs = re.search(r'id="theirs".*?</section>', stale.text, re.DOTALL)
    assert theirs
    assert ("Stock", "2") in re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", theirs[0])


async def test_what_was_ordered_keeps_its_cost_and_value(client: httpx2.AsyncClient) -> None:
    await hr(client)
    alice = await person("alice")
    gift = await a_reward(places=[await a_place()])
    await points_for(alice, 200)
    order = await ordered(gift, alice)
    dearer = {**FIELDS, "cost": "999", "value": "99", "stock": "3", "min_level": "1", "places": gift.places}
    assert (await client.post(f"{HERE}/{gift.id}", data={**dearer, "version": "1"})).status_code == 303
    kept = (await rows("SELECT cost, value_cents, state FROM redemption WHERE id = $1", order))[0]
    assert (kept["cost"], kept["value_cents"]) == (100, 2_000)
    assert (await client.post(f"{HERE}/{gift.id}/retirement")).status_code == 303
    assert (await rows("SELECT state FROM redemption WHERE id = $1", order))[0]["state"] == kept["state"]


async def test_retiring_lets_those_go_who_save_for_it(client: httpx2.AsyncClient) -> None:
    await hr(client)
    gift, other, alice, bob = await a_reward(), await a_reward(), await person("alice"), await person("bob")
    await GiftTarget.create(person=alice, reward_id=gift.id, since=clock.now())
    await GiftTarget.create(person=bob, reward_id=other.id, since=clock.now())
    assert (await client.post(f"{HERE}/{gift.id}/retirement")).status_code == 303
    assert [row["reward_id"] for row in await rows("SELECT reward_id FROM gift_target")] == [other.id]


async def test_stock_is_counted_in_and_out_never_below_what_is_gone(client: httpx2.AsyncClient) -> None:
    await hr(client)
    gift = await a_reward(stock_total=3, stock_reserved=1, stock_done=1, low_told_at=clock.now())
    one = f"{HERE}/{gift.id}"
    for pieces, status, total in (("-1", 303, 2), ("-1", 422, 2), ("0", 422, 2), ("lots", 422, 2), ("10", 303, 12)):
        answer = await client.post(f"{one}/stock", data={"pieces": pieces})
        assert (answer.status_code, (await the_reward(gift.id)).stock_total) == (status, total)
    assert (await stored(one)).low_told_at is None
    too_few = await client.post(one, data={**FIELDS, "stock": "1", "version": str((await stored(one)).version)})
    assert (too_few.status_code, "Set aside or handed over already: 2." in too_few.text) == (422, True)
    assert "<del>2</del> <ins>12</ins>" in (await client.get(one)).text
    endless, voucher = await a_reward(stock_total=None), await a_reward(kind="voucher", stock_total=0)
    for gift, said in ((endless, "never runs out"), (voucher, "the number of its codes")):
        answer = await client.post(f"{HERE}/{gift.id}/stock", data={"pieces": "1"})
        assert (answer.status_code, said in answer.text) == (422, True)


async def test_a_voucher_has_as_many_pieces_as_codes_and_shows_none(client: httpx2.AsyncClient) -> None:
    await hr(client)
    typed = {**FIELDS, "kind": "voucher", "stock": "", "name_en": "Book voucher"}
    assert (await client.post(HERE, data={**typed, "stock": "5"})).status_code == 422
    one = there(await client.post(HERE, data=typed))
    assert (await stored(one)).stock_total == 0
    assert "It has no code left" in (await client.get(one)).text
    soon = clock.now().date() + timedelta(days=9)
    await store_codes(one.rpartition("/")[2], [("SECRET-ONE", None), ("SECRET-TWO", soon)])
    page = (await client.get(one)).text
    assert "One code expires within 30 days." in page
    assert re.findall(r"<dd>(\d+)</dd><dt>(left|shown|void)</dt>", page.partition('id="codes-head"')[2]) == [
        ("2", "left"), ("0", "shown"), ("0", "void"),
    ]  # fmt: skip
    assert "SECRET" not in page
    opened_before = await client.post(one, data={**typed, "cost": "300", "version": "1"})
    assert (opened_before.status_code, 'value="300"' in opened_before.text) == (409, True)
    assert (await client.post(one, data={**typed, "cost": "300", "version": "2"})).status_code == 303
    kept = await stored(one)
    assert (kept.cost, kept.stock_total) == (300, 2)
    other_kind = await client.post(one, data={**FIELDS, "version": "3"})
    assert (other_kind.status_code, "keeps its kind" in other_kind.text) == (422, True)


async def test_what_cannot_be_published_says_why(client: httpx2.AsyncClient) -> None:
    await hr(client)
    nowhere = await a_reward(published_at=None)
    past = await a_reward(published_at=None, kind="experience", until_day=date(2026, 11, 23))
    for gift, said in ((nowhere, "Choose a place where this gift is fetched"), (past, "Its last day has passed")):
        answer = await client.post(f"{HERE}/{gift.id}/publication", data={"version": "1"})
        assert (answer.status_code, said in answer.text) == (422, True)
        assert (await the_reward(gift.id)).published_at is None
    assert (await client.post(f"{HERE}/{nowhere.id}/publication", data={})).status_code == 404


async def test_a_copy_is_a_draft_of_its_own(client: httpx2.AsyncClient) -> None:
    await hr(client)
    one = there(await client.post(HERE, data=FIELDS))
    answer = await client.post(f"{one}/copy")
    copied = await stored(answer.headers["location"])
    assert (copied.slug, copied.name_en, copied.stock_total) == ("engraved-flask-2", "Engraved flask", 0)
    assert (copied.published_at, copied.choices, copied.value_cents) == (None, ["Blue", "Green"], 1250)
    for name, slug in (("Orders", "gift"), ("!?", "gift-2")):
        named = (await client.post(HERE, data={**FIELDS, "name_en": name})).headers["location"]
        assert (await stored(named)).slug == slug


async def test_the_list_has_states_counts_and_what_runs_low(client: httpx2.AsyncClient) -> None:
    await hr(client)
    empty = (await client.get(HERE)).text
    assert re.findall(r"starter=(\w+)", empty) == ["plant", "donation", "coffee"]
    assert 'value="Desk plant"' in (await client.get(f"{HERE}/new?starter=plant")).text
    tomorrow, yesterday = date(2026, 11, 25), date(2026, 11, 23)
    alice = await person("alice")
    await points_for(alice, 200)
    few = await a_reward(name_en="Last flask", stock_total=2, low_stock_at=2)
    await ordered(few, alice)
    await a_reward(name_en="Empty box", stock_total=0, low_stock_at=2)
    await a_reward(name_en="Advent", from_day=tomorrow)
    await a_reward(name_en="Summer", until_day=yesterday)
    await a_reward(name_en="Sketch", published_at=None)
    await a_reward(name_en="Gone", retired_at=clock.now(), stock_total=0)
    page = (await client.get(HERE)).text
    filters = ("All (6)", "Published (4)", "Drafts (1)", "Retired (1)")
    for said in (*filters, "Not yet offered", "Offer over", "Last flask (1)"):
        assert said in page
    assert "Gone (0)" not in page
    notes = [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<b>(?:None|Few) .*?</div>", page)]
    assert notes == ["None is left: Empty box", "Few are left: Last flask (1)"]
    assert "1 of 2" in page
    assert re.search(r'data-l="Open orders" class="r">1<', page)
    for state, found in (
        ("draft", ["Sketch"]),
        ("retired", ["Gone"]),
        ("published", ["Summer", "Advent", "Empty box", "Last flask"]),
    ):
        shown = (await client.get(f"{HERE}?state={state}")).text
        assert re.findall(r'<th scope="row".*?<a href="/console/gifts/[0-9a-f-]+">([^<]+)<', shown) == found
    assert (await client.get(f"{HERE}?state=x&page=0")).status_code == 200
    assert "No gift here" in (await client.get(f"{HERE}?page=9")).text


async def test_advice_is_calm_and_stops_nobody(client: httpx2.AsyncClient) -> None:
    await hr(client)
    far = await client.post(HERE, data={**FIELDS, "cost": "1000", "value": "20"})
    assert far.status_code == 303
    page = (await client.get(far.headers["location"])).text
    assert "worth €50 and its face value is €20" in page
    assert "Worth €50: 20 points are one euro" in page
    near = await client.post(HERE, data={**FIELDS, "cost": "400", "value": "20"})
    assert "far apart" not in (await client.get(near.headers["location"])).text


async def test_who_may_not(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await company()
    gift = await a_reward()
    await as_person(client, await person("hr", role="hr"))
    assert (await client.get(HERE)).status_code == 200
    for path in (HERE, f"{HERE}/{gift.id}", f"{HERE}/{gift.id}/stock", f"{HERE}/{gift.id}/retirement"):
        assert (await client.post(path, data={**FIELDS, "pieces": "1"})).status_code == 403  # no fresh code
    async with browser(app) as other:
        await as_person(other, await person("ed", role="editor"), stepped_up=True)
        assert (await other.get(HERE)).status_code == 403
        assert (await other.post(f"{HERE}/{gift.id}/publication", data={"version": "1"})).status_code == 403
    async with browser(app) as desk:
        await as_person(desk, await person("ann", role="admin"), stepped_up=True)
        assert (await desk.get(f"{HERE}/{'0' * 36}")).status_code == 404
        assert (await desk.post(f"{HERE}/{'0' * 36}/copy")).status_code == 404
        assert (await desk.get(f"{HERE}/{gift.id}/copy")).status_code == 405
    assert (await the_reward(gift.id)).version == 1


async def test_what_hr_did_is_said_on_the_page_that_follows(client: httpx2.AsyncClient) -> None:
    await hr(client)
    chosen = {**FIELDS, "places": [await a_place()]}
    one = there(await client.post(HERE, data=chosen))
    assert status_line((await client.get(one)).text) == ""
    for path, data, said in (
        ("", {**chosen, "cost": "260", "version": "1"}, "What you changed is saved."),
        ("/publication", {"version": "2"}, "The gift is published."),
        ("/stock", {"pieces": "−2"}, "The stock is saved."),
        ("/retirement", {}, "The gift is retired."),
        ("/copy", {}, "The copy is saved as a draft of its own"),
    ):
        answer = await client.post(f"{one}{path}", data=data)
        assert answer.status_code == 303, (path, answer.text)
        assert said in status_line((await client.get(answer.headers["location"])).text)
    assert status_line((await client.get(f"{one}?said=nonsense")).text) == ""
    assert (await stored(one)).stock_total == 18


async def test_one_name_is_enough_and_a_pot_is_labelled_as_what_it_is(client: httpx2.AsyncClient) -> None:
    await hr(client)
    unnamed = await client.post(HERE, data={**FIELDS, "name_fr": " ", "name_en": ""})
    assert (unnamed.status_code, unnamed.text.count("Write a name, in French or in English.")) == (422, 4)
    pot = await client.post(HERE, data={**FIELDS, "kind": "team_pot", "name_en": "", "tax_label": "taxable"})
    made = await stored(there(pot))
    assert (made.slug, made.name_en, made.tax_label) == ("gourde-gravee", "", "donation")
    listed = (await client.get(HERE)).text
    assert ("Gourde gravée" in listed, "Taxable benefit" in listed) == (True, False)
