"""Commands on somebody's points, in the order that the core's `carry_out` states: the only way to them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from gamification import AccountKind, Lot, Posting, Postings, Slot, Unit, expire, points_of, settle
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.points import ledger

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Purse:
    """Somebody's spendable points: what is available, what is owed, and what the living lots would cover."""

    available: int = 0
    owed: int = 0
    living: int = 0

    def after(self, postings: Postings, person_id: str) -> "Purse":
        """The purse once these postings are written; a reversal ends the lot it takes back."""
        available, debt = points_of(AccountKind.AVAILABLE, person_id), points_of(AccountKind.DEBT, person_id)
        return Purse(
            self.available + _change(postings, available),
            self.owed - _change(postings, debt),
            self.living + sum(_lot(each) for each in postings if each.unit is Unit.POINTS),
        )


def _change(postings: Postings, account: object) -> int:
    return sum(each.amount * ((each.credit == account) - (each.debit == account)) for each in postings)


def _lot(posting: Posting) -> int:
    if posting.slot is Slot.REVERSE:
        return -posting.amount
    return posting.amount if posting.expires_at is not None else 0


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose points they are: the team of this moment, and since when they take part."""

    team_id: str | None = None
    joined_at: datetime | None = None


async def one_at_a_time(person_id: str) -> Holder:
    """What every command on somebody's points begins with: two at once would not see each other."""
    held = "UPDATE person SET language = language WHERE id = $1 RETURNING team_id, joined_at"
    found = await rows(held, person_id)
    if not found:
        return Holder()
    joined = found[0]["joined_at"]
    return Holder(found[0]["team_id"], from_millis(joined) if joined is not None else None)


async def carry_out(
    person_id: str,
    key: str,
    at: datetime,
    plan: Callable[[int], Postings],
    *,
    group: str,
    decision_id: str | None = None,
    effective_at: datetime | None = None,
) -> bool:
    """Look the key up, expire, post what is planned for the points left, settle debt, expire again; False for a replay.

    In the caller's transaction, which holds the person (`one_at_a_time`) and undoes everything when this raises.
    """
    purse = await purse_of(person_id, at)
    if await ledger.knows(plan(purse.available)):
        return False

    async def post(postings: Postings, to: Purse) -> Purse:
        await ledger.post(postings, group, person_id, decision_id, effective_at)
        return to.after(postings, person_id)

    purse = await post(_expiry(person_id, purse, f"{key}:before", at), purse)
    purse = await post(plan(purse.available), purse)
    purse = await post(settle(person_id, purse.available, purse.owed, key, at), purse)
    await post(_expiry(person_id, purse, key, at), purse)
    return True


async def expire_points(person_id: str, key: str, at: datetime) -> int:
    """Lapse what is due, in the caller's transaction; how many points that was."""
    due = _expiry(person_id, await purse_of(person_id, at), key, at)
    await ledger.post(due, f"expire:{key}", person_id)
    return sum(each.amount for each in due)


def _expiry(person_id: str, purse: Purse, cause: str, at: datetime) -> Postings:
    return expire(person_id, purse.available, (Lot(purse.living, _NEVER),), cause, at)


_PURSE = """
SELECT a.balance AS available,
       COALESCE((SELECT -balance FROM account WHERE owner = $1 AND unit = 'points' AND kind = 'debt'), 0) AS owed,
       COALESCE((SELECT sum(t.amount) FROM transfer t WHERE t.credit_id = a.id AND t.expires_at > $2 AND NOT EXISTS
           (SELECT 1 FROM transfer r WHERE r.parent_key = t.key AND r.slot = 'reverse')), 0) AS living
FROM account a WHERE a.owner = $1 AND a.unit = 'points' AND a.kind = 'available'
"""


async def purse_of(person_id: str, at: datetime) -> Purse:
    """The purse as it stands; a lot lives until its twelve months are over, unless it was taken back."""
    found = await rows(_PURSE, person_id, to_millis(at))
    return Purse(*(int(found[0][name]) for name in Purse.__slots__)) if found else Purse()
