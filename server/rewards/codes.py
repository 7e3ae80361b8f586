"""Voucher codes: stored sealed, each for one order, shown once to whoever ordered, and to nobody else.

Nothing but `reveal_code` ever reads one. What else wants to keep codes seals them with `server.rewards.code_sealing`.
The stock of a voucher is the number of its codes that are not void: `store_codes` adds, expiring takes away.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from server import clock
from server.database import is_postgresql, rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.rewards.code_sealing import code_hash, normal_code, open_code, seal_code
from server.rewards.known import CodeGone, OrderMoved, OwnOrder
from server.rewards.models import RewardCode
from server.web.audit import record
from server.web.locale import zone
from server.web.logs import log
from server.web.problems import NotFound
from server.web.sealing import CannotOpen

SAME_FORM = timedelta(minutes=10)  # how long a form that is sent again gets the same answer
AT_ONCE = 500

Line = tuple[str, date | None]


class CodesKnown(Exception):
    """Codes that are here already, or twice in what was given: `lines` are their places, from nought."""

    def __init__(self, lines: tuple[int, ...]) -> None:
        super().__init__(lines)
        self.lines = lines


async def known_codes(codes: Sequence[str]) -> set[int]:
    """The places of the codes that are stored already or came earlier in the same list. For a preview."""
    hashes = [code_hash(each) for each in codes]
    stored, first = await _owners(hashes), {each: place for place, each in reversed(list(enumerate(hashes)))}
    return {place for place, each in enumerate(hashes) if each in stored or first[each] != place}


async def store_codes(reward_id: str, lines: Sequence[Line]) -> int:
    """Add codes with their last days to a voucher and its stock; how many. CodesKnown, NotFound: nothing is stored."""
    assert all(normal_code(code) for code, _ in lines), "an empty code"
    added = "UPDATE reward SET stock_total = COALESCE(stock_total, 0) + $2, low_told_at = NULL, version = version + 1 "
    async with transaction():
        if not await rows(f"{added} WHERE id = $1 AND kind = 'voucher' RETURNING id", reward_id, len(lines)):
            raise NotFound
        made = [_sealed(reward_id, code, expires_on) for code, expires_on in lines]
        sorted_rows = sorted(made, key=lambda each: each.code_hash)  # two at once wait for each other in one order
        await RewardCode.bulk_create(sorted_rows, batch_size=AT_ONCE, ignore_conflicts=True)
        owners = await _owners([each.code_hash for each in made])
        if known := tuple(place for place, each in enumerate(made) if owners[each.code_hash] != each.id):
            raise CodesKnown(known)
    return len(made)


def _sealed(reward_id: str, code: str, expires_on: date | None) -> RewardCode:
    row = new_id()
    return RewardCode(
        id=row, reward_id=reward_id, sealed=seal_code(row, code), code_hash=code_hash(code), expires_on=expires_on,
        created_at=clock.now(),
    )  # fmt: skip


async def _owners(hashes: Sequence[str]) -> dict[str, str]:
    """The rows that have these hashes."""
    found: dict[str, str] = {}
    for start in range(0, len(hashes), AT_ONCE):
        some = RewardCode.filter(code_hash__in=hashes[start : start + AT_ONCE])
        found |= {row["code_hash"]: row["id"] for row in await some.values("code_hash", "id")}
    return found


_FREE = "redemption_id IS NULL AND void_at IS NULL"


async def claim_code(reward_id: str, redemption_id: str) -> bool:
    """Give an order the code that expires first, in the caller's transaction; False when no good one is left."""
    skip = "FOR UPDATE SKIP LOCKED" if is_postgresql() else ""
    first = (
        f"SELECT id FROM reward_code WHERE reward_id = $2 AND {_FREE} "
        "AND (expires_on IS NULL OR expires_on >= $3) "
        f"ORDER BY expires_on IS NULL, expires_on, id LIMIT 1 {skip}"
    )
    claim = f"UPDATE reward_code SET redemption_id = $1 WHERE id = ({first}) AND {_FREE} RETURNING id"
    return bool(await rows(claim, redemption_id, reward_id, stored_day(today())))


def today() -> date:
    """The day of the programme's zone, on which a code still counts when it is its last."""
    return clock.now().astimezone(zone()).date()


def stored_day(day: date) -> date | str:
    """A day as the open database compares it with a column of days: as it is, so that an index can serve."""
    return day if is_postgresql() else day.isoformat()


async def free_code(redemption_id: str) -> bool:
    """An order ended, in the caller's transaction: True when its code was never shown, and is free again.

    False when it was shown, and is void now (then `reward.stock_total` must fall by one), or when there is none.
    """
    unseen = "redemption_id = $1 AND revealed_at IS NULL AND void_at IS NULL"
    if await rows(f"UPDATE reward_code SET redemption_id = NULL WHERE {unseen} RETURNING id", redemption_id):
        return True
    await rows(
        "UPDATE reward_code SET void_at = $2 WHERE redemption_id = $1 AND void_at IS NULL RETURNING id",
        redemption_id, to_millis(clock.now()),
    )  # fmt: skip
    return False


async def reveal_code(redemption_id: str, by: str, form_key: str) -> str:
    """The code of a fulfilled order, to whoever ordered it, once. NotFound for a stranger, OrderMoved, CodeGone.

    The same form sent again (`form_key`) is answered the same for ten minutes: what is kept of the answer is the key,
    never the code. So the handler renders what this returns, without `once`.
    """
    async with transaction():
        owner, state = await _order(redemption_id)
        if owner != by:
            raise NotFound
        if state != "fulfilled":
            raise OrderMoved(state)
        return _read(await _shown_now(redemption_id, form_key) or await _shown_just_before(redemption_id, form_key))


async def _order(redemption_id: str) -> tuple[str, str]:
    """Whose order it is and where it stands; nobody moves it before this transaction ends."""
    held = "UPDATE redemption SET state = state WHERE id = $1 RETURNING person_id, state"
    found = await rows(held, redemption_id)
    if not found:
        raise NotFound
    return found[0]["person_id"], found[0]["state"]


async def _shown_now(redemption_id: str, form_key: str) -> list[dict[str, Any]]:
    """For the first time, or once more where HR allowed it."""
    return await rows(
        "UPDATE reward_code SET revealed_at = $2, revealed_key = $3, again_at = NULL WHERE redemption_id = $1 "
        "AND void_at IS NULL AND (revealed_at IS NULL OR again_at IS NOT NULL) RETURNING id, sealed",
        redemption_id, to_millis(clock.now()), form_key,
    )  # fmt: skip


async def _shown_just_before(redemption_id: str, form_key: str) -> list[dict[str, Any]]:
    return await rows(
        "SELECT id, sealed FROM reward_code WHERE redemption_id = $1 AND void_at IS NULL AND revealed_key = $2 "
        "AND revealed_at > $3",
        redemption_id, form_key, to_millis(clock.now() - SAME_FORM),
    )  # fmt: skip


def _read(found: list[dict[str, Any]]) -> str:
    """What cannot be opened was not shown: the transaction is undone."""
    if not found:
        raise CodeGone
    try:
        return open_code(found[0]["id"], found[0]["sealed"])
    except CannotOpen:
        log.error("voucher_code_cannot_be_opened", code_id=found[0]["id"])
        raise CodeGone from None


async def allow_again(redemption_id: str, by: str) -> None:
    """HR lets whoever ordered see a code once more, without seeing it: audited. OwnOrder, CodeGone, NotFound."""
    async with transaction():
        owner, _ = await _order(redemption_id)
        if owner == by:
            raise OwnOrder
        allowed = await rows(
            "UPDATE reward_code SET again_at = $2 WHERE redemption_id = $1 AND void_at IS NULL "
            "AND revealed_at IS NOT NULL AND again_at IS NULL RETURNING revealed_at",
            redemption_id, to_millis(clock.now()),
        )  # fmt: skip
        if not allowed:
            raise CodeGone
        before, after = {"shown": "yes"}, {"shown": "may be shown once more"}
        await record("redemption.code_again", "redemption", redemption_id, by, before, after)
