"""Writing, publishing and closing openings."""

from datetime import date, timedelta
from typing import Any

import pytest

from server import clock
from server.database import rows
from server.events import OpeningClosed, _listeners, listen
from server.openings.commands import (
    NotReady,
    Stale,
    TooLate,
    close_opening,
    create_opening,
    publish_opening,
    update_opening,
)
from server.openings.forms import OpeningForm
from server.openings.lapsing import close_lapsed
from server.openings.queries import OpeningSeen, open_openings, opening, opening_by_slug, similar_openings
from server.web.problems import NotFound
from tests.support import openings as made
from tests.support.people import company, person

pytestmark = pytest.mark.usefixtures("db")


def form(**more: Any) -> OpeningForm:
    values: dict[str, Any] = {
        "title": "Data engineer", "place": "Nantes", "description": "You move events.", "contract": "permanent",
        "skills": "Python\n- Kafka\n\nPython", "steps": "A call: with Nadège\nAn answer", "pay_from": 48_000,
    }  # fmt: skip
    return OpeningForm(**{**values, **more})


async def seen(opening_id: str) -> OpeningSeen:
    found = await opening(opening_id)
    assert found is not None
    return found


async def trail() -> list[str]:
    return [row["action"] for row in await rows("SELECT action FROM audit_entry ORDER BY id")]


async def test_an_opening_lives_from_draft_to_closed_and_open_again() -> None:
    await company()
    hr = await person("hr", role="hr")
    first = await create_opening(form(recruiter=hr.id, closes_on=date(2026, 12, 31)), hr.id)
    draft = await seen(first)
    assert (draft.state, draft.slug, draft.skills) == ("draft", "data-engineer", ("Python", "Kafka"))
    assert draft.steps == (("A call", "with Nadège"), ("An answer", ""))
    assert (draft.recruiter_id, draft.closes_on, draft.is_hot) == (hr.id, date(2026, 12, 31), False)
    assert await opening_by_slug("data-engineer") is None
    await publish_opening(first, hr.id, 1)
    await publish_opening(first, hr.id)
    assert [each.id for each in await open_openings()] == [first]
    assert (await seen(first)).posted_on == date(2026, 11, 24)
    told: list[OpeningClosed] = []

    async def hear(event: OpeningClosed) -> None:
        told.append(event)

    listen(OpeningClosed, hear)
    try:
        await close_opening(first, "filled", hr.id)
        await close_opening(first, "stopped", hr.id)
    finally:
        _listeners[OpeningClosed].remove(hear)
    assert [event.opening_id for event in told] == [first]
    closed = await opening_by_slug("data-engineer")
    assert closed is not None
    assert (closed.state, closed.closed_because, closed.closed_at) == ("closed", "filled", told[0].at)
    await publish_opening(first, hr.id)
    assert (await seen(first)).is_open
    assert await trail() == ["opening.create", "opening.publish", "opening.close", "opening.reopen"]


async def test_two_titles_alike_have_two_addresses_and_a_draft_is_renamed() -> None:
    first, second = await create_opening(form(), None), await create_opening(form(), None)
    assert (await seen(second)).slug == "data-engineer-2"
    await update_opening(first, form(title="Ingénieure fiabilité", version=1), None)
    assert (await seen(first)).slug == "ingenieure-fiabilite"


async def test_a_stale_version_changes_nothing() -> None:
    first = await create_opening(form(), None)
    await update_opening(first, form(place="Lyon", version=1), None)
    with pytest.raises(Stale):
        await update_opening(first, form(place="Brest", version=1), None)
    with pytest.raises(NotFound):
        await update_opening("nothing", form(version=1), None)
    with pytest.raises(NotFound):
        await close_opening("nothing", "filled", None)
    assert (await seen(first)).place == "Lyon"
    entry = (await rows("SELECT before, after FROM audit_entry WHERE action = 'opening.update'"))[0]
    assert "Nantes" in str(entry["before"])
    assert "Lyon" in str(entry["after"])
    assert "Kafka" not in str(entry["after"])  # only what changed


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_a_public_page_needs_is_needed() -> None:
    for lacking in ({"place": ""}, {"description": ""}):
        with pytest.raises(NotReady):
            await publish_opening(await create_opening(form(**lacking), None), None)
    anywhere = await create_opening(form(place="", remote="full"), None)
    await publish_opening(anywhere, None)
    with pytest.raises(NotReady):
        await update_opening(anywhere, form(description="", version=2), None)
    late = await create_opening(form(closes_on=(clock.now() - timedelta(days=1)).date()), None)
    with pytest.raises(TooLate):
        await publish_opening(late, None)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_similar_openings_are_open_and_the_likest_come_first() -> None:
    one = await made.opening(state="closed")
    await made.opening("payroll-clerk", skills=["Payroll"], place="Brest", department="Finance")
    like = await made.opening("data-analyst", skills=["Python", "SQL"])
    await made.opening("data-architect", state="draft")
    assert [each.slug for each in await similar_openings(one.id, 1)] == [like.slug]
    assert [each.slug for each in await similar_openings(one.id, 5)] == ["data-analyst", "payroll-clerk"]


async def test_an_opening_closes_by_itself_the_day_after_its_last() -> None:
    last = clock.now().date()
    one = await made.opening(closes_on=last)
    with clock.moved() as moving:
        await close_lapsed()
        assert (await seen(one.id)).is_open
        moving.advance(timedelta(days=1))
        for _ in range(2):
            await close_lapsed()
    closed = await seen(one.id)
    assert (closed.state, closed.closed_because) == ("closed", "lapsed")
    assert await trail() == ["opening.close"]
