"""Voucher codes: stored once, given once, shown once to whoever ordered, and never readable in the database."""

import asyncio
from datetime import date, timedelta

import pytest

from server import clock
from server.database import rows, transaction
from server.people.models import Person
from server.rewards.code_expiring import renew_code, void_expired_codes
from server.rewards.code_sealing import code_hash, unlock_codes
from server.rewards.codes import (
    SAME_FORM,
    CodesKnown,
    allow_again,
    claim_code,
    free_code,
    known_codes,
    reveal_code,
    store_codes,
)
from server.rewards.known import CodeGone, OrderMoved, OwnOrder
from server.web.problems import NotFound
from tests.support.codes import CODES, a_voucher, an_order
from tests.support.people import company, person
from tests.support.plans import Asked, plan_of

pytestmark = pytest.mark.usefixtures("db")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
A_DAY = timedelta(days=1)
TODAY = date(2026, 11, 24)


async def stock_of(reward_id: str) -> int:
    return int((await rows("SELECT stock_total FROM reward WHERE id = $1", reward_id))[0]["stock_total"])


async def good_codes(reward_id: str) -> int:
    found = await rows("SELECT count(*) AS n FROM reward_code WHERE reward_id = $1 AND void_at IS NULL", reward_id)
    return int(found[0]["n"])


async def shown_code(code: str = CODES[0]) -> tuple[Person, str]:
    """Alice, and her fulfilled order with a code of its own."""
    alice = await person("alice")
    reward_id = await a_voucher(code)
    order = await an_order(reward_id, alice)
    assert await claim_code(reward_id, order)
    return alice, order


# stored


async def test_codes_are_the_stock() -> None:
    reward_id = await a_voucher(*CODES[:2])
    assert (await stock_of(reward_id), await good_codes(reward_id)) == (2, 2)
    assert await store_codes(reward_id, [(CODES[2], None)]) == 1
    assert (await stock_of(reward_id), await good_codes(reward_id)) == (3, 3)


async def test_a_code_that_is_here_is_refused_with_its_line_and_nothing_is_stored() -> None:
    reward_id, other = await a_voucher(CODES[0]), await a_voucher(slug="other")
    lines = [(CODES[1], None), (CODES[0].lower().replace("-", " "), None), (CODES[2], None), (CODES[2], TODAY)]
    assert await known_codes([code for code, _ in lines]) == {1, 3}
    with pytest.raises(CodesKnown) as refused:
        await store_codes(other, lines)
    assert refused.value.lines == (1, 3)
    assert (await good_codes(other), await stock_of(reward_id)) == (0, 1)
    assert await rows("SELECT stock_total FROM reward WHERE id = $1", other) == [{"stock_total": None}]


async def test_two_imports_of_one_code_at_once_store_it_once() -> None:
    rewards = [await a_voucher(), await a_voucher(slug="other")]
    done = await asyncio.gather(
        *(store_codes(each, [(CODES[0], None), (f"ELSE-{each}", None)]) for each in rewards), return_exceptions=True
    )
    assert [type(each) for each in done if not isinstance(each, int)] == [CodesKnown]
    assert sum([await good_codes(each) for each in rewards]) == 2


async def test_two_files_of_the_same_codes_in_opposite_order_never_wait_in_a_circle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rewards, lines = [await a_voucher(), await a_voucher(slug="other")], [(f"CODE-{n}", None) for n in range(30)]
    monkeypatch.setattr("server.rewards.codes.AT_ONCE", 1)  # so that they take turns
    done = await asyncio.gather(
        store_codes(rewards[0], lines), store_codes(rewards[1], lines[::-1]), return_exceptions=True
    )
    stored, refused = sorted(done, key=lambda each: isinstance(each, Exception))
    assert stored == 30
    assert isinstance(refused, CodesKnown)
    assert refused.lines == tuple(range(30))


async def test_of_codes_that_are_here_the_lines_are_those_of_the_file() -> None:
    """They are stored in another order than they stand."""
    reward_id = await a_voucher()
    await store_codes(reward_id, [(f"CODE-{number}", None) for number in (3, 7, 8)])
    with pytest.raises(CodesKnown) as refused:
        await store_codes(reward_id, [(f"CODE-{number}", None) for number in range(10)])
    assert refused.value.lines == (3, 7, 8)


@sqlite_alone
async def test_only_a_voucher_has_codes() -> None:
    reward_id = await a_voucher()
    await rows("UPDATE reward SET kind = 'good' WHERE id = $1 RETURNING id", reward_id)
    with pytest.raises(NotFound):
        await store_codes(reward_id, [(CODES[0], None)])


@sqlite_alone
async def test_thousands_of_codes_are_stored_in_a_go() -> None:
    reward_id = await a_voucher()
    assert await store_codes(reward_id, [(f"CODE-{number}", None) for number in range(1201)]) == 1201
    assert await known_codes(["CODE-0", "CODE-1200", "CODE-1201"]) == {0, 1}


# given


async def test_the_code_that_expires_first_is_given_and_no_expired_one() -> None:
    alice = await person("alice")
    reward_id = await a_voucher()
    lasting = [("LATE", TODAY + 9 * A_DAY), ("NEVER", None), ("TODAY", TODAY), ("OVER", TODAY - A_DAY)]
    await store_codes(reward_id, lasting)
    orders = [await an_order(reward_id, alice) for _ in lasting]
    assert [await claim_code(reward_id, each) for each in orders] == [True, True, True, False]
    given = await rows("SELECT redemption_id, code_hash FROM reward_code WHERE redemption_id IS NOT NULL")
    by_order = {row["redemption_id"]: row["code_hash"] for row in given}
    assert [by_order.get(each) for each in orders] == [code_hash("TODAY"), code_hash("LATE"), code_hash("NEVER"), None]


async def test_two_orders_at_once_never_get_one_code() -> None:
    alice = await person("alice")
    reward_id = await a_voucher(*CODES[:2])
    orders = [await an_order(reward_id, alice) for _ in range(6)]

    async def take(order: str) -> bool:
        async with transaction():
            return await claim_code(reward_id, order)

    done = await asyncio.gather(*(take(each) for each in orders))
    found = await rows("SELECT redemption_id FROM reward_code WHERE redemption_id IS NOT NULL")
    assert len({row["redemption_id"] for row in found}) == done.count(True) == 2


async def test_a_code_that_was_never_shown_is_free_again() -> None:
    alice = await person("alice")
    reward_id = await a_voucher(CODES[0])
    first, second = [await an_order(reward_id, alice) for _ in range(2)]
    assert await claim_code(reward_id, first)
    assert not await claim_code(reward_id, second)
    assert await free_code(first)
    assert not await free_code(first)
    assert await claim_code(reward_id, second)
    assert await reveal_code(second, alice.id, "form-0001") == CODES[0]


async def test_a_code_that_was_shown_is_void_even_when_it_might_be_shown_again() -> None:
    alice, order = await shown_code()
    hr = await person("hr", role="hr")
    await reveal_code(order, alice.id, "form-0001")
    await allow_again(order, hr.id)
    assert not await free_code(order)
    with pytest.raises(CodeGone):
        await reveal_code(order, alice.id, "form-0001")
    assert not await claim_code((await rows("SELECT reward_id FROM reward_code"))[0]["reward_id"], order)


# shown


async def test_a_code_is_shown_once_and_the_same_form_is_answered_the_same() -> None:
    alice, order = await shown_code()
    assert await reveal_code(order, alice.id, "form-0001") == CODES[0]
    assert await reveal_code(order, alice.id, "form-0001") == CODES[0]
    with pytest.raises(CodeGone):
        await reveal_code(order, alice.id, "form-0002")
    with clock.moved() as moved:
        moved.advance(SAME_FORM)
        with pytest.raises(CodeGone):
            await reveal_code(order, alice.id, "form-0001")


async def test_of_two_windows_at_once_one_shows_it() -> None:
    alice, order = await shown_code()
    done = await asyncio.gather(
        *(reveal_code(order, alice.id, f"form-000{n}") for n in range(5)), return_exceptions=True
    )
    assert [each for each in done if isinstance(each, str)] == [CODES[0]]
    assert [type(each) for each in done if not isinstance(each, str)] == [CodeGone] * 4


@pytest.mark.parametrize("role", ["employee", "lead", "editor", "hr", "admin"])
@sqlite_alone
async def test_nobody_else_sees_it(role: str) -> None:
    alice, order = await shown_code()
    other = await person("other", role=role)
    with pytest.raises(NotFound):
        await reveal_code(order, other.id, "form-0001")
    assert await rows("SELECT revealed_at FROM reward_code") == [{"revealed_at": None}]
    assert await reveal_code(order, alice.id, "form-0002") == CODES[0]


@pytest.mark.parametrize("state", ["requested", "approved", "rejected", "cancelled", "lapsed", "returned"])
@sqlite_alone
async def test_it_is_shown_only_once_it_was_handed_over(state: str) -> None:
    alice = await person("alice")
    reward_id = await a_voucher(CODES[0])
    order = await an_order(reward_id, alice, state)
    assert await claim_code(reward_id, order)
    with pytest.raises(OrderMoved):
        await reveal_code(order, alice.id, "form-0001")


@sqlite_alone
async def test_an_order_without_a_code_and_no_order_show_nothing() -> None:
    alice = await person("alice")
    order = await an_order(await a_voucher(), alice)
    with pytest.raises(CodeGone):
        await reveal_code(order, alice.id, "form-0001")
    for act in (reveal_code("nobody's", alice.id, "form-0001"), allow_again("nobody's", alice.id)):
        with pytest.raises(NotFound):
            await act


@sqlite_alone
async def test_what_no_secret_opens_does_not_count_as_shown() -> None:
    alice, order = await shown_code()
    unlock_codes(["another-secret-of-more-than-32-characters"])
    with pytest.raises(CodeGone):
        await reveal_code(order, alice.id, "form-0001")
    assert await rows("SELECT revealed_at, revealed_key FROM reward_code") == [
        {"revealed_at": None, "revealed_key": None}
    ]


async def test_hr_lets_it_be_shown_once_more_and_the_act_is_written_down() -> None:
    await company()
    alice, order = await shown_code()
    hr = await person("hr", role="hr")
    with pytest.raises(CodeGone):
        await allow_again(order, hr.id)  # it was never shown: there is nothing to allow
    await reveal_code(order, alice.id, "form-0001")
    await allow_again(order, hr.id)
    with pytest.raises(NotFound):
        await reveal_code(order, hr.id, "form-0002")
    assert await reveal_code(order, alice.id, "form-0003") == CODES[0]
    with pytest.raises(CodeGone):
        await reveal_code(order, alice.id, "form-0004")
    entries = await rows("SELECT actor_id, action, object_id FROM audit_entry WHERE object_type = 'redemption'")
    assert entries == [{"actor_id": hr.id, "action": "redemption.code_again", "object_id": order}]


@sqlite_alone
async def test_hr_does_not_allow_it_to_themselves() -> None:
    alice, order = await shown_code()
    await reveal_code(order, alice.id, "form-0001")
    with pytest.raises(OwnOrder):
        await allow_again(order, alice.id)


# over


async def test_codes_leave_the_stock_the_day_after_their_last() -> None:
    alice = await person("alice")
    reward_id = await a_voucher()
    await store_codes(reward_id, [("A", TODAY), ("B", TODAY), ("C", TODAY + A_DAY), ("D", None)])
    order = await an_order(reward_id, alice)
    assert await claim_code(reward_id, order)
    await void_expired_codes()
    assert await stock_of(reward_id) == 4
    with clock.moved() as moved:
        moved.advance(A_DAY)
        await void_expired_codes()
        await void_expired_codes()
        assert (await stock_of(reward_id), await good_codes(reward_id)) == (3, 3)  # what somebody has stays theirs


async def test_looking_for_codes_that_ran_out_reads_the_index_of_days(monkeypatch: pytest.MonkeyPatch) -> None:
    reward_id = await a_voucher()
    await store_codes(reward_id, [(f"CODE-{number}", TODAY + number * A_DAY) for number in range(400)])
    await rows("ANALYZE reward_code")
    asked = Asked(monkeypatch, "server.rewards.code_expiring")
    await void_expired_codes()
    ((query, values),) = asked.questions
    plan = await plan_of(query, *values)
    assert "expires_on<?" in plan or "Index Cond: (expires_on < " in plan, plan


async def test_a_code_that_ran_out_while_an_order_waited_is_replaced() -> None:
    alice = await person("alice")
    reward_id = await a_voucher()
    await store_codes(reward_id, [("A", TODAY), ("B", TODAY + 9 * A_DAY)])
    order = await an_order(reward_id, alice)
    assert await claim_code(reward_id, order)
    assert await renew_code(reward_id, order)  # still good: nothing to do
    with clock.moved() as moved:
        moved.advance(A_DAY)
        assert await renew_code(reward_id, order)
        assert (await stock_of(reward_id), await good_codes(reward_id)) == (1, 1)
        assert await reveal_code(order, alice.id, "form-0001") == "B"
        moved.advance(30 * A_DAY)
        assert await renew_code(reward_id, order)  # it was shown while it counted


@sqlite_alone
async def test_where_none_is_left_nothing_replaces_it() -> None:
    alice = await person("alice")
    reward_id = await a_voucher(CODES[0], expires_on=TODAY)
    order = await an_order(reward_id, alice)
    assert await claim_code(reward_id, order)
    with clock.moved() as moved:
        moved.advance(A_DAY)
        assert not await renew_code(reward_id, order)
