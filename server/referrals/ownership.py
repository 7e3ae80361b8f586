"""Whose recommendation counts: the first valid one for so many months, decided by one statement per address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gamification import ENDS, add_months
from server.candidates.vault import ContactHashes
from server.database import rows
from server.database.fields import to_millis

# A claim that is over, or whose person takes part no more, is free: nobody would be thanked for it.
_FREE = """(referral_claim.until <= $3 OR (referral_claim.person_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM person p WHERE p.id = referral_claim.person_id
    AND p.opted_out_at IS NULL AND p.left_company_at IS NULL)))"""
_CLAIM = f"""
INSERT INTO referral_claim (contact_hash, person_id, since, until) VALUES ($1, $2, $3, $4)
ON CONFLICT (contact_hash) DO UPDATE SET
    person_id = CASE WHEN {_FREE} THEN excluded.person_id ELSE referral_claim.person_id END,
    since = CASE WHEN {_FREE} THEN excluded.since ELSE referral_claim.since END,
    until = CASE WHEN {_FREE} THEN excluded.until ELSE referral_claim.until END
RETURNING contact_hash, person_id, since, until
"""


@dataclass(frozen=True, slots=True)
class _Claim:
    contact_hash: str
    person_id: str | None
    since: int
    until: int


async def claim(hashes: Sequence[str], person_id: str | None, now: datetime, months: int) -> str | None:
    """Claim an address and a number for whoever recommends, or for nobody; who owns them afterwards.

    In the caller's transaction: it waits for another one that claims the same, always in the same order. Where two
    people own one each, the earlier claim counts for both.
    """
    until = to_millis(add_months(now, months))
    claims = [_Claim(**(await rows(_CLAIM, each, person_id, to_millis(now), until))[0]) for each in sorted(set(hashes))]
    if not claims:
        return person_id
    first = min(claims, key=lambda each: (each.since, each.person_id == person_id))
    for each in claims:
        if each.since == to_millis(now) and each.person_id != first.person_id:
            await _join(each, first)
    return first.person_id


async def _join(new: _Claim, first: _Claim) -> None:
    """A number that comes with an address already owned belongs to the same owner."""
    await rows(
        "UPDATE referral_claim SET person_id = $1, since = $2, until = $3 WHERE contact_hash = $4 RETURNING since",
        first.person_id, first.since, first.until, new.contact_hash,
    )  # fmt: skip


# Two people may share a number, so that it says who somebody is only where an address is missing.
_SAME_PERSON = """(c.email_hash = $2 OR (c.phone_hash = $3 AND (c.email_hash IS NULL OR CAST($2 AS TEXT) IS NULL)))"""
_THEIRS = f"""
SELECT r.id, r.referrer_id, r.stage, EXISTS (
    SELECT 1 FROM referral_step s WHERE s.referral_id = r.id AND s.stage = 'started') AS has_started
FROM referral r JOIN candidate c ON c.id = r.candidate_id
WHERE r.opening_id = $1 AND {_SAME_PERSON} AND r.merged_into_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Known:
    """An earlier referral of the same person for the same opening."""

    id: str
    referrer_id: str | None
    stage: str
    has_started: bool  # ended or not: what a first day pays was paid

    @property
    def goes_on(self) -> bool:
        """Whether it is still under way, or went all the way: another one would be a second one."""
        return self.stage not in ENDS


async def known_for(opening_id: str, hashes: ContactHashes) -> list[Known]:
    """The referrals of the same person for this opening, the first one first. After `claim`: none comes in between."""
    found = await rows(f"{_THEIRS} ORDER BY r.submitted_at, r.id", opening_id, hashes.email, hashes.phone)
    return [Known(**{**row, "has_started": bool(row["has_started"])}) for row in found]


async def reached_before(referral_id: str, stage: str) -> bool:
    """Whether the same person reached this stage for the same opening by an earlier referral, which has ended.

    One that HR merged into this one is of the same person too, whatever address was written, and once it is erased.
    """
    found = await rows(
        "SELECT s.id FROM referral mine JOIN referral r ON r.merged_into_id = mine.id "
        "AND r.opening_id = mine.opening_id JOIN referral_step s ON s.referral_id = r.id AND s.stage = $2 "
        "WHERE mine.id = $1 UNION ALL SELECT s.id FROM referral mine JOIN candidate m ON m.id = mine.candidate_id "
        "JOIN candidate c ON c.email_hash = m.email_hash OR "
        "(c.phone_hash = m.phone_hash AND (c.email_hash IS NULL OR m.email_hash IS NULL)) "
        "JOIN referral r ON r.candidate_id = c.id AND r.opening_id = mine.opening_id AND r.id <> mine.id "
        "JOIN referral_step s ON s.referral_id = r.id AND s.stage = $2 WHERE mine.id = $1 LIMIT 1",
        referral_id, stage,
    )  # fmt: skip
    return bool(found)
