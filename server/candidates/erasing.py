"""Forgetting a candidate: key, file, row, notes, words and traces go in one transaction. What was paid stays paid."""

import json
from typing import Any

from server.candidates import sealing, vault
from server.candidates.vault import Identity
from server.database import is_postgresql, rows, transaction
from server.jobs import enqueue
from server.referrals.moving import withdraw

SCRUB = "candidates.scrub"
LEFT_OPEN = ("submitted", "qualified", "interview", "offer")  # later somebody was hired: being forgotten undoes nothing


async def erase(candidate_id: str) -> bool:
    """Forget somebody; whether anybody was there. Twice is once.

    Theirs alone: another submission under the same address goes by its own page, for nobody proved whose address it is.
    """
    async with transaction():
        erased = await erase_row(candidate_id)
        if erased:
            await enqueue(SCRUB, {})
        return erased


async def erase_row(candidate_id: str) -> bool:
    """The same without cleaning the database's files afterwards: for many at once, in the caller's transaction.

    Referral first, then candidate: the order in which everybody takes them.
    """
    held = await rows(
        "UPDATE referral SET version = version + 1 WHERE candidate_id = $1 RETURNING id, stage", candidate_id
    )
    found = await rows("SELECT email_hash, phone_hash FROM candidate WHERE id = $1", candidate_id)
    if not found:
        return False
    for referral in held:
        await _forget_referral(referral)
    await _forget_traces(candidate_id)
    for table, column in (("candidate_file", "candidate_id"), ("candidate_key", "candidate_id"), ("candidate", "id")):
        await rows(f"DELETE FROM {table} WHERE {column} = $1 RETURNING {column}", candidate_id)
    await _forget_hashes([each for each in (found[0]["email_hash"], found[0]["phone_hash"]) if each])
    return True


async def _forget_referral(referral: dict[str, Any]) -> None:
    """End it where it was open, and leave an outline without words."""
    if referral["stage"] in LEFT_OPEN:
        await withdraw(referral["id"])
    await rows("DELETE FROM referral_note WHERE referral_id = $1 RETURNING id", referral["id"])
    await rows(
        "UPDATE referral SET candidate_id = NULL, words = '', next_what = '', next_on = NULL WHERE id = $1 "
        "RETURNING id",
        referral["id"],
    )


async def _forget_hashes(hashes: list[str]) -> None:
    """Claims and unanswered presentations of an address go with the last candidate who has it."""
    for each in hashes:
        others = "NOT EXISTS (SELECT 1 FROM candidate WHERE email_hash = $1 OR phone_hash = $1)"
        await rows(f"DELETE FROM referral_claim WHERE contact_hash = $1 AND {others} RETURNING contact_hash", each)
        await rows(f"DELETE FROM presentation WHERE email_hash = $1 AND {others} RETURNING id", each)


async def _forget_traces(candidate_id: str) -> None:
    """Letters that wait to be sent, and answers of forms that led to the candidate's page."""
    token, who = await _known(candidate_id)
    await _forget_where("job", "id", "CAST(payload AS TEXT)", _traces(candidate_id, token, who))
    await _forget_where("form_key", "key", "location", {candidate_id, token or candidate_id})


async def _forget_where(table: str, key: str, column: str, traces: set[str]) -> None:
    """Rows that contain one of these: looked through once, however many there are."""
    contains = "strpos" if is_postgresql() else "instr"
    found = " OR ".join(f"{contains}({column}, ${number}) > 0" for number in range(1, len(traces) + 1))
    await rows(f"DELETE FROM {table} WHERE {found} RETURNING {key}", *traces)


async def _known(candidate_id: str) -> tuple[str | None, Identity | None]:
    """Token and identity; nothing where the key is lost already: what cannot be read can still be erased."""
    try:
        return await vault.token_of(candidate_id), await vault.identity(candidate_id)
    except (vault.Forgotten, sealing.CannotOpen):
        return None, None


def _traces(candidate_id: str, token: str | None, who: Identity | None) -> set[str]:
    """What a waiting letter could hold of somebody, as JSON writes it. A single short word is nobody's alone."""
    said = [candidate_id, token, *([who.email, who.phone] if who else [])]
    if who and " " in who.name.strip():
        said.append(who.name.strip())
    written = [json.dumps(each, ensure_ascii=ascii_only)[1:-1] for each in said if each for ascii_only in (True, False)]
    return set(written)
