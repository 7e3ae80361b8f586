"""What challenges keep must follow from the facts, and a frozen result from what was kept."""

from gamification import Counted, contributions
from server.challenges.open import OpenChallenge, facts_since, open_challenges
from server.database import rows

MOST = 20


async def challenges_follow_from_facts() -> list[str]:
    """Open challenges as a rebuild would have them; closed ones as they were frozen."""
    faults = [fault for each in await open_challenges() for fault in await _faults(each)]
    return (faults + await _thawed())[:MOST]


async def _faults(challenge: OpenChallenge) -> list[str]:
    found = await rows("SELECT person_id, amount, aside FROM challenge_progress WHERE challenge_id = $1", challenge.id)
    is_capped = challenge.target.counts is Counted.SHARERS
    kept = {
        row["person_id"]: max(row["amount"], row["aside"]) if is_capped else row["amount"] + row["aside"]
        for row in found
    }
    wanted = await _rebuilt(challenge, set(kept))
    return [
        f"challenge {challenge.slug}, {person}: {kept.get(person, 0)} kept, the facts make {wanted.get(person, 0)}"
        for person in sorted(kept.keys() | wanted.keys())
        if kept.get(person, 0) != wanted.get(person, 0)
    ]


async def _rebuilt(challenge: OpenChallenge, joined: set[str]) -> dict[str, int]:
    stored = await facts_since(challenge.target.starts_at)
    mine = (each.fact for each in stored if each.fact.kind == "share.recorded" or challenge.takes(each.team_id))
    wanted = contributions(mine, challenge.target)
    if challenge.scope == "personal":
        entries = await rows("SELECT person_id FROM challenge_entry WHERE challenge_id = $1", challenge.id)
        joined |= {row["person_id"] for row in entries}
        return {person: amount for person, amount in wanted.items() if person in joined}
    return wanted


async def _thawed() -> list[str]:
    found = await rows(
        "SELECT c.slug, c.result, COALESCE((SELECT sum(p.amount) FROM challenge_progress p WHERE p.challenge_id = c.id)"
        ", 0) AS total FROM challenge c WHERE c.state = 'closed' AND c.scope <> 'personal'"
    )
    return [
        f"challenge {row['slug']}: closed with {row['result']}, its parts make {row['total']}"
        for row in found
        if row["result"] != int(row["total"])
    ]
