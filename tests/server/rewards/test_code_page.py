"""A voucher's code on the page of its order: shown once, to its owner alone, kept by no cache; then its day is said."""

from datetime import date, timedelta

import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.models import Person
from server.rewards.codes import allow_again
from server.rewards.commands import return_order
from tests.conftest import browser
from tests.support import people
from tests.support.codes import CODES, a_voucher
from tests.support.html import Reader
from tests.support.rewards import ordered, points_for, the_reward
from tests.support.signing_in import as_person, hidden

CODE = CODES[0]
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await people.company()
    made = await people.person("alice")
    await points_for(made, 500)
    return made


@pytest.fixture
async def order(alice: Person) -> str:
    return await ordered(await the_reward(await a_voucher(CODE, expires_on=date(2027, 3, 1))), alice)


async def reads(app: ASGIApp, who: Person, path: str) -> Reader:
    return await Reader(await as_person(browser(app), who)).open(path)


async def test_the_code_is_shown_once_and_the_same_form_shows_it_again(app: ASGIApp, alice: Person, order: str) -> None:
    client = await as_person(browser(app), alice)
    page = await client.get(f"/gifts/orders/{order}")
    assert "It is shown once, to you alone." in page.text
    assert CODE not in page.text
    sent = {"form_key": hidden(page.text[page.text.index(f"/gifts/orders/{order}/code") :], "form_key")}
    for _ in range(2):
        answer = await client.post(f"/gifts/orders/{order}/code", data=sent)
        assert answer.status_code == 200
        assert f'value="{CODE}"' in answer.text
        assert "It is shown this once: copy it now, or write it down." in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert "x-offline" not in answer.headers
    again = await client.post(f"/gifts/orders/{order}/code", data={"form_key": "another-form-key"})
    assert again.status_code == 422
    assert CODE not in again.text
    assert "This code was shown already, or is no longer here. HR can help." in again.text


@only_sqlite
async def test_later_the_page_says_when_and_hr_may_let_it_be_shown_once_more(
    app: ASGIApp, alice: Person, order: str
) -> None:
    hr = await people.person("nadege", role="hr")
    page = await reads(app, alice, f"/gifts/orders/{order}")
    await page.send("See my code")
    assert "It is shown this once" in page.words
    with clock.moved() as time:
        time.advance(timedelta(days=1))
        page = await reads(app, alice, f"/gifts/orders/{order}")
        assert (
            "You saw it on November 24, 2026. If it was lost on its way, HR can let it be shown once more."
            in page.words
        )
        assert "Valid until March 1, 2027" in page.words
        assert "See my code" not in page.words
        await allow_again(order, hr.id)
        page = await reads(app, alice, f"/gifts/orders/{order}")
        assert "You saw it on November 24, 2026. HR lets it be shown once more." in page.words
        await page.send("See my code")
        assert page.status == 200
        assert "It is shown this once" in page.words


@only_sqlite
async def test_nobody_else_gets_it_and_it_is_nowhere_but_in_that_answer(
    app: ASGIApp, alice: Person, order: str
) -> None:
    for name, role in (("bob", "employee"), ("nadege", "hr"), ("ada", "admin")):
        other = await as_person(browser(app), await people.person(name, role=role), stepped_up=True)
        assert (await other.post(f"/gifts/orders/{order}/code", data={"form_key": "k" * 20})).status_code == 404
    client = await as_person(browser(app), alice)
    await client.post(f"/gifts/orders/{order}/code", data={"form_key": "k" * 20})
    for path in (f"/gifts/orders/{order}", "/gifts/orders", "/notifications", "/me/ledger"):
        assert CODE not in (await client.get(path)).text
    assert (await client.get(f"/gifts/orders/{order}/code")).status_code == 303


@only_sqlite
async def test_what_went_back_has_no_code_any_more(app: ASGIApp, alice: Person, order: str) -> None:
    hr = await people.person("nadege", role="hr")
    await return_order(order, hr.id, back_in_stock=True)
    page = await reads(app, alice, f"/gifts/orders/{order}")
    assert "Your code" not in page.words
    answer = await page.client.post(f"/gifts/orders/{order}/code", data={"form_key": "k" * 20})
    assert answer.status_code == 422
