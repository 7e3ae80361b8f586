"""Whoever ordered is told what becomes of it; a pot's people too; HR when few pieces are left. Never a code."""

from datetime import timedelta
from typing import Any

import pytest

from server import clock
from server.events import RedemptionMoved, StockLow, announce
from server.notifications.payloads import LONGEST_TITLE, GiftMoved
from server.notifications.queries import told_to
from server.notifications.wording import notices
from server.people.models import Person
from server.rewards.commands import add_to_pot, open_pot, take_from_pot
from server.rewards.models import Redemption, Reward
from server.rewards.own.telling import ToldOrder, who_is_told
from server.web.locale import say, speaking
from tests.support import people
from tests.support.rewards import a_reward, points_for

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STATES = ("requested", "approved", "prepared", "fulfilled", "rejected", "cancelled", "lapsed", "returned")
BY = {"requested": "ana", "cancelled": "ana"}


def order(kind: str = "good", *, pot: bool = False, automatic: bool = False) -> ToldOrder:
    return ToldOrder("ana", kind, pot, automatic, "/gifts/orders/1")


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (order(), ["approved", "prepared", "fulfilled", "rejected", "lapsed", "returned"]),
        (order(automatic=True), ["prepared", "fulfilled", "rejected", "lapsed", "returned"]),
        (order("voucher"), ["prepared", "fulfilled", "rejected", "lapsed", "returned"]),
        (order("voucher", automatic=True), ["prepared", "rejected", "lapsed", "returned"]),
    ],
)
def test_nobody_is_told_what_they_just_did(about: ToldOrder, told: list[str]) -> None:
    assert [state for state in STATES if who_is_told(about, state, ("ana",), BY.get(state))] == told


def test_a_pot_is_told_to_its_people_and_its_way_to_whoever_fetches_it() -> None:
    def heard(state: str, by: str | None = None, people: tuple[str, ...] = ("ana", "bo")) -> tuple[str, ...]:
        return who_is_told(order("team_pot", pot=True), state, people, by)

    assert heard("collecting", "ana") == ()
    assert heard("requested", "bo") == ("ana",), "who filled it knows"
    assert heard("requested", "ana", ("ana",)) == ()
    assert heard("cancelled", "ana") == ("bo",), "who closed it knows"
    assert heard("cancelled", "bo", ("bo",)) == ("ana",), "whoever opened it is told that the last one left"
    assert heard("approved", "hr") == heard("prepared", "hr") == ("ana",)
    assert all(heard(state, "hr") == ("ana", "bo") for state in ("fulfilled", "rejected", "lapsed", "returned"))
    assert heard("lapsed", None, ("bo",)) == ("ana", "bo"), "with nothing of hers in it too"


async def ordered(person: Person, **fields: Any) -> Redemption:
    now = clock.now()
    reward = await Reward.create(
        slug="bottle", kind="good", name_fr="Gourde gravée", name_en="Engraved bottle", cost=250, value_cents=1200,
        created_at=now,
    )  # fmt: skip
    made: dict[str, Any] = {
        "reward": reward, "person": person, "cost": 250, "value_cents": 1200, "counted_cents": 1200, "year": 2026,
        "tax_label": "taxable", "season": "2026-Q4", "state": "requested", "requested_at": now, "decided_by": person,
    } | fields  # fmt: skip
    return await Redemption.create(**made)


@only_sqlite
async def test_each_step_is_told_once_with_the_gift_also_to_who_left_the_programme(alice: Person) -> None:
    left = await people.person("bea", opted_out_at=clock.now())
    about = await ordered(left)
    for state in ("approved", "prepared", "prepared", "fulfilled"):
        await announce(RedemptionMoved(about.id, about.reward_id, (left.id,), state, clock.now()))  # type: ignore[attr-defined]
    kept = await told_to(left.id)
    assert len(kept) == 3
    assert {each.path for each in kept} == {f"/gifts/orders/{about.id}"}
    assert all(set(each.content) == {"gift", "state", "kind"} for each in kept)
    with speaking("fr"):
        assert {each.words(say)[1] for each in await notices(kept)} == {"Gourde gravée"}
    assert await told_to(alice.id) == []


@only_sqlite
async def test_hr_is_told_when_few_are_left_each_time(alice: Person) -> None:
    desk, now = await people.person("nadege", role="hr"), clock.now()
    about = await ordered(alice)
    for at in (now, now, now + timedelta(days=9)):
        await announce(StockLow(about.reward_id, 3, at))  # type: ignore[attr-defined]
    kept = await told_to(desk.id)
    assert [each.path for each in kept] == [f"/console/gifts/{about.reward_id}"] * 2  # type: ignore[attr-defined]
    with speaking("en"):
        assert (await notices(kept))[0].words(say) == ("Few pieces of a gift are left", "Engraved bottle")
    assert await told_to(alice.id) == []


def test_every_state_has_words_of_its_own_that_fit() -> None:
    titles = [GiftMoved(state, "good", "Gift", "/").words(str)[0] for state in STATES]
    pots = ("rejected", "lapsed", "returned")
    titles += [GiftMoved(state, "team_pot", "Gift", "/").words(str)[0] for state in pots]
    kinds = ("good", "voucher", "donation", "team_pot")
    titles += [GiftMoved("fulfilled", kind, "Gift", "/").words(str)[0] for kind in kinds]
    assert len(set(titles)) == len(STATES) + len(pots) + 3
    assert all(len(title) <= LONGEST_TITLE for title in titles)


@only_sqlite
async def test_whoever_opened_a_pot_is_told_that_its_last_giver_emptied_it(alice: Person) -> None:
    bob, gift = await people.person("bob"), await a_reward(kind="team_pot", slug="lunch")
    for each in (alice, bob):
        await points_for(each, 50)
    pot = await open_pot(gift.slug, 10, alice.id)
    await add_to_pot(pot, 10, bob.id)
    await take_from_pot(pot, alice.id)
    await take_from_pot(pot, bob.id)
    assert [each.content["state"] for each in await told_to(alice.id) if each.kind == "gift_moved"] == ["cancelled"]
    assert [each for each in await told_to(bob.id) if each.kind == "gift_moved"] == []
