"""What facts bring to challenges: in the transaction of each fact, and again for what was there before."""

from collections import defaultdict
from collections.abc import Iterable

from gamification import COUNTED_FACTS, Contribution, Fact, amount_after, contribution
from server import clock
from server.challenges.open import (
    OpenChallenge,
    StoredFact,
    challenge_to_count,
    facts_about,
    facts_since,
    open_for,
)
from server.content.queries import articles_by_ids
from server.database import rows
from server.database.fields import to_millis
from server.events import ChallengeReached, FactRecorded, announce


async def count_for_challenges(event: FactRecorded) -> None:
    """After a fact: add to every open challenge that it concerns."""
    if event.fact.kind not in COUNTED_FACTS:
        return
    challenges = await open_for(event.fact.person)
    if not challenges:
        return
    others = await facts_about(event.fact)
    if event.fact.kind == "share.recorded" and not others:
        return
    stored = StoredFact(event.fact, await _team_of_fact(event.fact_id))
    for each in challenges:
        await _count(each, stored, others)


async def _team_of_fact(fact_id: str) -> str | None:
    found = await rows("SELECT team_id FROM fact WHERE id = $1", fact_id)
    return found[0]["team_id"] if found else None


async def _count(challenge: OpenChallenge, stored: StoredFact, others: list[StoredFact]) -> None:
    found = contribution(stored.fact, [each.fact for each in others], challenge.target)
    if found is None or not challenge.takes(team_when_it_counted(stored, others)):
        return
    await _add(challenge, found)
    if challenge.scope == "personal":
        await note_reached(challenge, found.person)


def team_when_it_counted(stored: StoredFact, others: Iterable[StoredFact]) -> str | None:
    """A share belongs to the team its person was in when somebody opened it."""
    return next((each.team_id for each in (stored, *others) if each.fact.kind != "share.recorded"), stored.team_id)


async def _add(challenge: OpenChallenge, found: Contribution) -> None:
    """A person's facts come one at a time, so that reading before writing loses nothing."""
    kept = await rows(
        "SELECT amount, aside FROM challenge_progress WHERE challenge_id = $1 AND person_id = $2",
        challenge.id, found.person,
    )  # fmt: skip
    amount, aside = (kept[0]["amount"], kept[0]["aside"]) if kept else (0, 0)
    if await _stands(challenge, found):
        amount = amount_after(challenge.target.counts, amount, found.amount)
    else:
        aside = amount_after(challenge.target.counts, aside, found.amount)
    await rows(
        "INSERT INTO challenge_progress (challenge_id, person_id, team_id, amount, aside) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (challenge_id, person_id) DO UPDATE SET amount = excluded.amount, aside = excluded.aside "
        "RETURNING id",
        challenge.id, found.person, challenge.team_id or "", amount, aside,
    )  # fmt: skip


async def _stands(challenge: OpenChallenge, found: Contribution) -> bool:
    """Settled now and kept: whether its person takes part today, and whether it is about the challenge's topic."""
    if challenge.topic:
        card = (await articles_by_ids([found.article])).get(found.article)
        if card is None or card.topic is None or card.topic.slug != challenge.topic:
            return False
    here = "joined_at IS NOT NULL AND opted_out_at IS NULL AND paused_at IS NULL AND left_company_at IS NULL"
    return bool(await rows(f"SELECT 1 AS one FROM person WHERE id = $1 AND {here}", found.person))


async def note_reached(challenge: OpenChallenge, person_id: str) -> None:
    """A personal goal is one's own: when it is met first, it is announced at once."""
    met = await rows(
        "UPDATE challenge_entry SET reached_at = $1 WHERE challenge_id = $2 AND person_id = $3 AND reached_at IS NULL "
        "AND (SELECT p.amount FROM challenge_progress p WHERE p.challenge_id = $2 AND p.person_id = $3) >= $4 "
        "RETURNING id",
        to_millis(clock.now()), challenge.id, person_id, challenge.target.goal,
    )  # fmt: skip
    if met:
        await announce(completed(challenge.id, person_id))
        await announce(ChallengeReached(challenge.id, challenge.slug, (person_id,), clock.now()))


def completed(challenge_id: str, person_id: str) -> Fact:
    """Somebody took part in a challenge that was reached: what its own reward is paid for."""
    key, values = f"challenge:{challenge_id}:{person_id}", {"challenge": challenge_id}
    return Fact(key, "challenge.completed", person_id, clock.now(), "challenge", challenge_id, values)


async def count_again(challenge_id: str, person_id: str | None = None) -> None:
    """Count what was there before a challenge took contributions: all of it, or what one person did."""
    challenge = await challenge_to_count(challenge_id)
    if challenge is None or challenge.target.starts_at > clock.now():
        return
    known: dict[str, list[StoredFact]] = defaultdict(list)
    for stored in await facts_since(challenge.target.starts_at, person_id):
        await _count(challenge, stored, known[stored.fact.object_id])
        known[stored.fact.object_id].append(stored)
