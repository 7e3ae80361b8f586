"""What is typed in the editor is kept: never twice, never over somebody else, on both databases."""

import pytest
import pytest_asyncio
from starlette.types import ASGIApp

from gamification import default_rules
from server import clock
from server.database import rows
from server.web.locale import zone
from tests.support.rule_desk import HTMX, Desk, colleague, marc
from tests.support.rulebook import dry_run
from tests.support.signing_in import hidden

R1 = default_rules()[0].spec


@pytest_asyncio.fixture
async def desk(app: ASGIApp) -> Desk:
    return await marc(app)


async def test_a_tap_twice_adds_one_row(desk: Desk) -> None:
    form = {**await desk.form(), "act": "add-limit"}
    first, second = [await desk.client.post(desk.path, data=form) for _ in range(2)]
    assert first.headers["location"] == second.headers["location"] == f"{desk.path}?at=limit-3-max"
    assert "limit-4-max" not in await desk.fields()


async def test_saves_by_itself_again_and_again_from_one_form(desk: Desk) -> None:
    """The form keeps the revision it was shown: its own saves do not stand against it."""
    form = await desk.form()
    for points in ("1", "11", "11x"):
        answer = await desk.client.post(f"{desk.path}/preview", data={**form, "points": points}, headers=HTMX)
        assert answer.status_code == 200
    assert '<p id="points-error" hx-swap-oob="innerHTML">' in answer.text
    assert "Write a whole number." in answer.text
    assert (await desk.fields())["points"] == ["11x"], "kept as it was typed, though it is no number"
    page = (await desk.client.get(desk.path)).text
    assert 'value="11x"' in page
    assert "Write a whole number." in page


async def test_a_late_preview_does_not_undo_a_button(desk: Desk) -> None:
    form = await desk.form()
    await desk.client.post(f"{desk.path}/preview", data={**form, "points": "11"}, headers=HTMX)
    await desk.client.post(desk.path, data={**form, "points": "12", "act": "add-limit"}, headers=HTMX)
    late = await desk.client.post(f"{desk.path}/preview", data={**form, "points": "1"}, headers=HTMX)
    assert late.status_code == 204
    fields = await desk.fields()
    assert fields["points"] == ["12"]
    assert "limit-3-max" in fields


@pytest.mark.parametrize("path", ["", "/preview", "/publication"])
async def test_somebody_else_saved_meanwhile_and_nothing_is_lost(app: ASGIApp, desk: Desk, path: str) -> None:
    other, form = await colleague(app, desk), await desk.form()
    await other.client.post(other.path, data={**await other.form(), "points": "77"})
    answer = await desk.client.post(f"{desk.path}{path}", data={**form, "points": "55"})
    assert answer.status_code == 409
    assert "Somebody else saved this draft" in answer.text
    assert "77 points" in answer.text
    assert 'name="points" value="55"' in answer.text
    assert (await desk.fields())["points"] == ["77"]
    again = {
        **form,
        "points": "55",
        "form_key": hidden(answer.text, "form_key"),
        "revision": hidden(answer.text, "revision"),
    }
    assert (await desk.client.post(desk.path, data=again)).status_code == 303
    assert (await desk.fields())["points"] == ["55"]


async def test_publishes_for_tomorrow_what_was_typed(desk: Desk) -> None:
    await dry_run(desk.draft_id, R1)
    form = await desk.form()
    answer = await desk.client.post(f"{desk.path}/publication", data={**form, "label_en": "Shares"})
    assert answer.headers["location"] == desk.path
    kept = await desk.kept()
    assert kept.state == "published"
    assert kept.starts_at
    assert kept.starts_at > clock.now()
    assert kept.starts_at.astimezone(zone()).isoformat().startswith(f"{form['starts']}T00:00:00")
    assert (await rows("SELECT label_en FROM rule WHERE key = 'R1'"))[0]["label_en"] == "Shares"
    assert "In force from" in (await desk.client.get(desk.path)).text
    assert (await desk.client.post(desk.path, data=form | {"form_key": "fresh-key"})).status_code == 422, "it is closed"
