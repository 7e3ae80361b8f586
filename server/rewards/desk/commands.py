"""Many orders at once: each in a transaction of its own, so that one that cannot be moved stops none of the others."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from server.database import rows, transaction
from server.rewards.commands import approve_order, fulfil_order, prepare_order, reject_order
from server.rewards.desk.forms import MovesForm
from server.rewards.desk.shelves import Move
from server.rewards.desk.wording import word_for
from server.rewards.known import OrderRefused
from server.web.forms import Filled
from server.web.idempotency import once_for
from server.web.problems import Doubled, NotFound

ROUTE = "console.gifts.orders.moves"
DONE = "done"


@dataclass(frozen=True, slots=True)
class Left:
    """An order that was not moved, whose it is, and the word that says why."""

    id: str
    name: str
    why: str

    @property
    def reference(self) -> str:
        """What is said at a desk: the last characters of its identifier."""
        return self.id.replace("-", "")[-6:].upper()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a list: how many were moved, and those that were not."""

    done: int
    left: tuple[Left, ...]


async def move_many(form: Filled[MovesForm], by: str) -> None:
    """Move each of these orders that can be moved; what became of each is kept under the form's mark.

    The same form again moves nothing twice, and goes on where it was cut off. Raises Doubled for other content.
    """
    mark, asked = mark_of(form.key, by), form.valid
    await _claim_list(mark, asked, by)
    for order_id in asked.orders:
        each = Filled(MovesForm, {"move": asked.move, "reason": asked.reason}, key=f"{mark}:{order_id}")
        await once_for(by, ROUTE, each, _moving(order_id, asked.move, asked.reason, by))


async def _claim_list(mark: str, asked: MovesForm, by: str) -> None:
    """The whole list is kept under the form's mark before any of it moves: what was cut off goes on with no other."""
    whole = {"move": asked.move, "reason": asked.reason, "orders": sorted(asked.orders)}

    async def act() -> str:
        return DONE

    try:
        await once_for(by, ROUTE, Filled(MovesForm, whole, key=mark), act)
    except Doubled:
        raise Doubled from None  # what stands there is no address


def mark_of(form_key: str, by: str) -> str:
    """What the kept outcomes of a list begin with."""
    return hashlib.sha256(f"{by} {form_key}".encode()).hexdigest()[:24]


def _moving(order_id: str, move: Move, reason: str, by: str) -> Callable[[], Awaitable[str]]:
    async def act() -> str:
        try:
            async with transaction():
                await _move(order_id, move, reason, by)
        except (OrderRefused, NotFound) as refusal:
            return word_for(refusal)
        return DONE

    return act


async def _move(order_id: str, move: Move, reason: str, by: str) -> None:
    match move:
        case "approve":
            await approve_order(order_id, by)
        case "reject":
            await reject_order(order_id, reason, by)
        case "prepare":
            await prepare_order(order_id, by)
        case "hand_over":
            await fulfil_order(order_id, by)


async def was_answered(form_key: str) -> bool:
    """Whether this form was sent before, whole: then its first answer stands, and nothing is moved."""
    return bool(await rows("SELECT 1 AS found FROM form_key WHERE key = $1", form_key))


async def outcome_of(mark: str) -> Outcome:
    """What became of a list, for as long as its form is remembered."""
    found = await rows(
        "SELECT k.location AS why, substr(k.key, 26) AS id, p.given_name, p.family_name FROM form_key k "
        "LEFT JOIN redemption r ON r.id = substr(k.key, 26) LEFT JOIN person p ON p.id = r.person_id "
        "WHERE k.key >= $1 AND k.key < $2 AND k.route = $3 ORDER BY k.key",
        f"{mark}:0", f"{mark}:g", ROUTE,  # identifiers begin with 0 to f, whatever the database sorts by
    )  # fmt: skip
    left = tuple(_left(row) for row in found if row["why"] != DONE)
    return Outcome(len(found) - len(left), left)


def _left(row: Mapping[str, Any]) -> Left:
    return Left(row["id"], f"{row['given_name'] or ''} {row['family_name'] or ''}".strip(), row["why"] or "")
