"""Whatever HR presses in whatever order, twice at once or not: invariant 32 on both databases.

A pure walk over the graph says what each referral may have brought; the ledger is asked whether it did.
"""

import asyncio
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from gamification import ENDS, STAGES, AccountKind, Unit, can_move, fund_budget
from server import clock
from server.database import database, rows, transaction
from server.doctor import LEDGER, examine
from server.listeners import register_listeners
from server.openings.models import Opening
from server.points import ledger
from server.referrals.moving import MovedMeanwhile, advance, close_referral
from server.referrals.queries import referral, steps_of
from server.settings import Settings
from tests.support.openings import opening
from tests.support.parity import recorded, replayed
from tests.support.people import company, person
from tests.support.referrals import applied

# Close steps are likely, so that walks are long; leaps and ends come too.
STEPS = st.one_of(st.sampled_from(STAGES), st.sampled_from(STAGES[1:]), st.sampled_from(ENDS))
WALKS = st.lists(st.tuples(STEPS, st.booleans()), min_size=1, max_size=9)
WHO = st.sampled_from(["anybody", "anybody", "anybody", "hr", "recruiter", "themself", "colleague"])
ORDERLY = st.lists(st.booleans(), min_size=6, max_size=6).map(
    lambda kept: [(stage, False) for stage, keep in zip(STAGES[1:], kept, strict=True) if keep]
)
_names = count()


def path_of(walk: list[tuple[str, bool]]) -> list[str]:
    """The stages that a referral reaches when it is asked for these."""
    path = [STAGES[0]]
    for to, _ in walk:
        if can_move(path[-1], to):
            path.append(to)
    return path


def worth(path: list[str]) -> tuple[int, int]:
    """(own, pending): points that the rules of the first day give for a path."""
    own = sum(points for stage, points in (("qualified", 20), ("interview", 60), ("retained", 100)) if stage in path)
    hired = 300 if "hired" in path else 0
    if "started" in path:
        own, hired = own + hired, 0
    return own, 0 if path[-1] in ENDS else 10 + hired


async def set_off(who: str) -> tuple[str, str]:
    """A referral of its own kind: its id and its referrer's."""
    name = f"p{next(_names)}"
    someone = await person(name, role="hr" if who == "hr" else "employee")
    position: Opening = await opening(f"opening-{name}", recruiter_id=someone.id if who == "recruiter" else None)
    if who == "colleague":
        await person(f"c{name}")
    address = {"themself": f"{name}+me@orvane.example", "colleague": f"c{name}@orvane.example"}
    made = await applied(position, someone, email=address.get(who, f"{name}@mail.example"))
    return made.referral_id, someone.id


async def send(referral_id: str, to: str) -> bool:
    """One tap: whether it moved the referral."""
    try:
        if to in ENDS:
            return await close_referral(referral_id, to, "walk", None)
        return await advance(referral_id, to, None)
    except MovedMeanwhile:
        return False


async def walk_and_look(who: str, walk: list[tuple[str, bool]]) -> None:
    referral_id, someone = await set_off(who)
    stands = STAGES[0]
    for to, twice in walk:
        moved = await asyncio.gather(*(send(referral_id, to) for _ in range(2 if twice else 1)))
        assert sum(moved) == can_move(stands, to)
        stands = to if can_move(stands, to) else stands
    seen = await referral(referral_id)
    assert seen is not None
    assert seen.stage == stands
    reached = [step.stage for step in (await steps_of([referral_id]))[referral_id]]
    assert sorted(reached) == sorted(path_of(walk))
    await look_at_points(referral_id, someone, worth(path_of(walk)) if who == "anybody" else (0, 0))


async def look_at_points(referral_id: str, someone: str, expected: tuple[int, int]) -> None:
    kinds = (AccountKind.AVAILABLE, AccountKind.PENDING)
    assert tuple([await ledger.balance(Unit.POINTS, kind, someone) for kind in kinds]) == expected
    if expected == (0, 0):
        assert [await ledger.balance(Unit.XP, kind, someone) for kind in kinds] == [0, 0]
    told = await rows("SELECT kind, COUNT(*) AS n FROM fact WHERE object_id = $1 GROUP BY kind", referral_id)
    assert {row["n"] for row in told} <= {1}


async def prepare() -> None:
    await company(points_per_person=0)
    async with transaction():
        await ledger.post(fund_budget(None, 10**6, "all", clock.now()), "fund:all", None)


def run(url: str, examples: int, program: Settings) -> None:
    register_listeners(program)

    async def opened() -> Any:
        door = database(url)
        await door.__aenter__()
        await prepare()
        return door

    with asyncio.Runner() as runner:
        door = runner.run(opened())

        @tried(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(WHO, st.one_of(WALKS, ORDERLY.filter(bool)))
        def walks(who: str, walk: list[tuple[str, bool]]) -> None:
            runner.run(walk_and_look(who, walk))

        try:
            walks()
            runner.run(sums_hold())
        finally:
            runner.run(door.__aexit__(None, None, None))


async def sums_hold() -> None:
    """The ledger ties out, and a replay of what was announced decides the same."""
    assert [each for each in await examine(LEDGER) if not each.is_sound] == []
    assert await replayed() == await recorded()


def test_whatever_is_pressed_each_stage_pays_once(database_url: str, settings: Settings) -> None:
    run(database_url, 20, settings)


@pytest.mark.long
def test_whatever_is_pressed_each_stage_pays_once_for_long(database_url: str, settings: Settings) -> None:
    run(database_url, 400, settings)
