"""Importing a draft: one transaction, once, decided again by what is there at that moment."""

from typing import Any

from server import clock
from server.database import is_postgresql, rows, transaction
from server.database.fields import to_millis
from server.messages import N_
from server.rewards.catalogue_commands import create_rewards
from server.rewards.codes import CodesKnown, store_codes
from server.rewards.imports.drafts import Draft
from server.rewards.imports.keeping import remarks_told
from server.rewards.imports.planning import codes_planned, gifts_planned
from server.rewards.models import Reward, RewardImport
from server.web.audit import record
from server.web.problems import NotFound, Refused

_LOCK = 7_301_005  # one import of gifts at a time on PostgreSQL: two files may hold the same name


class NoVoucher(Refused):
    """The gift changed its kind since the file was chosen."""

    message = N_("This gift takes no codes any longer: choose another one, and the file again.")


async def confirm_draft(draft: Draft, by: str) -> None:
    """Import a draft of gifts or codes; one that was confirmed stays as it is. Raises NoVoucher."""
    if draft.kind == "gifts":
        return await _confirm_gifts(draft, by)
    while True:
        try:
            return await _confirm_codes(draft, by)
        except CodesKnown:  # somebody stored one of them since we looked: look again, it is refused by its line
            continue


async def _confirm_gifts(draft: Draft, by: str) -> None:
    async with transaction():
        if not await _claim(draft):
            return
        if is_postgresql():
            await rows(f"SELECT pg_advisory_xact_lock({_LOCK})")
        file, plan = await gifts_planned(draft.content)
        ids = await create_rewards([row.form for row in plan.rows], by)
        created = [[row.line, row.name, made] for row, made in zip(plan.rows, ids, strict=True)]
        report = {"columns": dict(file.columns), "ignored": file.ignored, "rows": created}
        await _note(draft, {**report, "refused": remarks_told(plan.refused)})
        counts = {"file": draft.filename, "created": len(created), "refused": len(plan.refused)}
        await record("reward.import", "import", draft.id, by, None, counts)


async def _claim(draft: Draft) -> bool:
    """Whether this import is ours to do: whoever is second finds it done."""
    taken = await rows(
        "UPDATE reward_import SET confirmed_at = $1 WHERE id = $2 AND confirmed_at IS NULL RETURNING id",
        to_millis(clock.now()), draft.id,
    )  # fmt: skip
    return bool(taken)


async def _note(draft: Draft, report: dict[str, Any]) -> None:
    """What came of it stays for the rest of the day; the content does not."""
    await RewardImport.filter(id=draft.id).update(report=report, content="")


async def _confirm_codes(draft: Draft, by: str) -> None:
    async with transaction():
        if not await _claim(draft):
            return
        file, plan = await codes_planned(draft)
        lines = [[row.line, row.expires_on.isoformat() if row.expires_on else None] for row in plan.rows]
        await _store(draft, [(row.code, row.expires_on) for row in plan.rows], len(plan.refused), by)
        report = {"columns": dict(file.columns), "ignored": file.ignored, "rows": lines}
        await _note(draft, {**report, "refused": remarks_told(plan.refused)})


async def _store(draft: Draft, lines: list[Any], refused: int, by: str) -> None:
    """The codes, the stock that grows by them, and who did it: never a code."""
    reward_id = draft.reward_id or ""
    try:
        await store_codes(reward_id, lines)
    except NotFound:
        raise NoVoucher from None
    total = (await Reward.get(id=reward_id)).stock_total or 0
    after = {"stock_total": total, "file": draft.filename, "codes": len(lines), "refused": refused}
    await record("reward.codes", "reward", reward_id, by, {"stock_total": total - len(lines)}, after)
