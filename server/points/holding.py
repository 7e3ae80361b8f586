"""Points set aside for a gift, spent or given back. Each is one transaction of the order's command."""

from gamification import Postings, capture, hold, refund, release
from server import clock
from server.database import transaction
from server.points import ledger
from server.points.accounts import carry_out, one_at_a_time
from server.web.problems import NotFound


async def hold_points(person_id: str, amount: int, key: str) -> str:
    """Set available points aside; the hold's key. FloorError when there are not enough, IdempotencyConflictError."""
    async with transaction():
        await one_at_a_time(person_id)
        now = clock.now()
        postings = hold(person_id, amount, key, now)
        await carry_out(person_id, f"hold:{key}", now, lambda _: postings, group=f"hold:{key}")
        return postings[0].idem_key


async def capture_points(person_id: str, hold_key: str) -> None:
    """The gift was handed over: held points are spent. SlotTakenError when they were given back."""
    await _after(person_id, hold_key, "capture")


async def release_points(person_id: str, hold_key: str) -> None:
    """The gift was refused or lapsed: held points are available again. SlotTakenError when they were spent."""
    await _after(person_id, hold_key, "release")


async def refund_points(person_id: str, hold_key: str) -> None:
    """The gift came back: spent points are available again. NotFound when they were not spent."""
    await _after(person_id, f"capture:{hold_key}", "refund")


_ACTS = {"capture": capture, "release": release, "refund": refund}


async def _after(person_id: str, before_key: str, act: str) -> None:
    async with transaction():
        await one_at_a_time(person_id)
        before = await ledger.posting(before_key)
        if before is None or before.credit.owner != person_id:
            raise NotFound
        now, key = clock.now(), f"{act}:{before_key}"
        postings: Postings = _ACTS[act](before, now)
        await carry_out(person_id, key, now, lambda _: postings, group=key)
