"""The journal of points: one line for what was set aside, with its gift and what became of it, on its page."""

from datetime import timedelta

import pytest

from server import clock
from server.me.lines import in_words
from server.people.models import Person
from server.points.holding import capture_points, hold_points, refund_points, release_points
from server.points.queries import NEWEST, journal, totals
from server.rewards.models import Redemption, RedemptionPart, Reward
from server.web.locale import speaking
from tests.support.people import company, welcomed

NAMES = {"name_fr": "Gourde gravée", "name_en": "Engraved bottle"}


async def held(person: Person, points: int, *, team_id: str | None = None, number: int = 1) -> str:
    """An order with one part; the key of its hold."""
    now = clock.now()
    reward, _ = await Reward.get_or_create(
        {**NAMES, "kind": "good", "cost": 250, "value_cents": 1200, "created_at": now}, slug="bottle"
    )
    order = await Redemption.create(
        reward=reward, person=person, team_id=team_id, cost=points, value_cents=1200, counted_cents=1200,
        tax_label="taxable", year=2026, season="2026-Q4", state="requested", requested_at=now,
    )  # fmt: skip
    key = await hold_points(person.id, points, f"gift:{number}")
    await RedemptionPart.create(redemption=order, person=person, points=points, hold_key=key, created_at=now)
    return key


@pytest.mark.usefixtures("db")
async def test_each_hold_is_one_line_that_says_what_became_of_it() -> None:
    await company()
    alice = await welcomed("alice")
    with clock.moved() as time:
        for number, acts in enumerate(
            [(), (capture_points,), (release_points,), (capture_points, refund_points)], start=1
        ):
            key = await held(alice, 2 + number, team_id="t-1" if number == 3 else None, number=number)
            for act in acts:
                await act(alice.id, key)
            time.advance(timedelta(minutes=1))
    mine = await totals(alice.id)
    assert (mine.available, mine.held) == (20 - 3 - 4, 3)
    with speaking("en"):
        lines = [each for each in await in_words(await journal(alice.id, "en")) if each.icon == "gift"]
    assert [(each.state, each.points, each.why) for each in lines] == [
        ("refunded", -6, "given back on November 24, 2026, with the gift"),
        ("released", -5, "given back on November 24, 2026"),
        ("spent", -4, "spent on November 24, 2026"),
        ("held", -3, "set aside for this gift"),
    ]
    assert {each.title for each in lines} == {"Engraved bottle"}
    assert [each.href.split("/")[2] for each in lines] == ["orders", "pots", "orders", "orders"]


@pytest.mark.usefixtures("db")
async def test_pages_of_the_journal_leave_no_gift_out_and_show_none_twice() -> None:
    await company()
    alice = await welcomed("alice")
    with clock.moved() as time:
        for number in range(4):
            for twin in (1, 2):  # of the same millisecond
                await held(alice, 1, number=2 * number + twin)
            time.advance(timedelta(minutes=1))
    whole = [each.id for each in await journal(alice.id, "en")]
    assert len(whole) == len(set(whole)) == 9
    paged: list[str] = []
    while found := await journal(alice.id, "en", paged[-1] if paged else NEWEST, 3):
        paged += [each.id for each in found]
    assert paged == whole
