"""The page of one file in words: what would be done, or what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from server.messages import N_
from server.rewards.catalogue.wording import euros
from server.rewards.console.wording import KIND_NAMES, LABEL_NAMES
from server.rewards.imports.drafts import Draft
from server.rewards.imports.forms import ButtonForm
from server.rewards.imports.keeping import remarks_of
from server.rewards.imports.pages import CodeLine, GiftLine, ImportPage
from server.rewards.imports.planning import codes_planned, gifts_planned
from server.rewards.imports.reading_codes import CodeRow, masked
from server.rewards.imports.reading_gifts import GiftRow
from server.rewards.known import Names
from server.rewards.queries import rewards_by_ids
from server.tables.remarks import Remark, worded
from server.web.forms import blank
from server.web.locale import day, language, say
from server.web.problems import NotFound
from server.web.sealing import CannotOpen

PER_PAGE, SENTENCES = 100, 200
NOT_OPENED = N_("This file can no longer be opened. Choose it again.")
NO_LINE_OF_NAMES = N_("no line of names: each line is one code")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes or came of a file. `gifts` or `codes` by line; `columns` by our field."""

    columns: Mapping[str, str]
    ignored: Sequence[str]
    gifts: tuple[GiftLine, ...]
    codes: tuple[CodeLine, ...]
    refused: tuple[Remark, ...]


async def outcome_of(draft: Draft) -> Outcome:
    """What was done with a confirmed file, else what would be done today."""
    if draft.confirmed_at:
        return _done(draft.report, draft.kind == "gifts")
    if draft.kind == "gifts":
        file, plan = await gifts_planned(draft.content)
        return Outcome(file.columns, file.ignored, tuple(map(_gift, plan.rows)), (), plan.refused)
    try:
        read, found = await codes_planned(draft)
    except CannotOpen:
        raise NotFound(NOT_OPENED) from None
    return Outcome(read.columns, read.ignored, (), tuple(map(_code, found.rows)), found.refused)


def _gift(row: GiftRow) -> GiftLine:
    form = row.form
    name = Names(form.name_fr, form.name_en).of(language())
    kind, label = say(KIND_NAMES[form.kind]), say(LABEL_NAMES[form.tax_label])
    return GiftLine(row.line, name, kind, form.cost, euros(form.value), label, "")


def _code(row: CodeRow) -> CodeLine:
    return CodeLine(row.line, masked(row.code), _day(row.expires_on))


def _day(last: date | None) -> str:
    return day(last) if last else say(N_("no last day"))


def _done(report: Mapping[str, Any], has_gifts: bool) -> Outcome:
    rows, refused = report["rows"], remarks_of(report["refused"])
    if has_gifts:
        gifts = tuple(GiftLine(line, name, "", None, "", "", f"/console/gifts/{made}") for line, name, made in rows)
        return Outcome(report["columns"], report["ignored"], gifts, (), refused)
    codes = tuple(CodeLine(line, "••••", _day(date.fromisoformat(last) if last else None)) for line, last in rows)
    return Outcome(report["columns"], report["ignored"], (), codes, refused)


async def import_page(draft: Draft, outcome: Outcome, page: int, said: str = "") -> ImportPage:
    """The page of a file; `page` of its rows, from one."""
    start, here = (page - 1) * PER_PAGE, f"/console/gifts/imports/{draft.id}?page="
    sentences = [worded(remark) for remark in outcome.refused[:SENTENCES]]
    count = len(outcome.gifts) or len(outcome.codes)
    return ImportPage(
        id=draft.id,
        filename=draft.filename,
        said=said,
        is_done=draft.confirmed_at is not None,
        stats=_stats(draft, count, len(outcome.refused)),
        gift=await _gift_of(draft),
        read_columns=", ".join(outcome.columns.values()) or say(NO_LINE_OF_NAMES),
        ignored=", ".join(outcome.ignored),
        sentences=tuple(sentences),
        hidden=len(outcome.refused) - len(sentences),
        can_correct=draft.kind == "gifts",
        gifts=outcome.gifts[start : start + PER_PAGE],
        codes=outcome.codes[start : start + PER_PAGE],
        count=count,
        previous_href=f"{here}{page - 1}" if page > 1 else "",
        next_href=f"{here}{page + 1}" if count > start + PER_PAGE else "",
        key=blank(ButtonForm).key,
    )


def _stats(draft: Draft, count: int, refused: int) -> tuple[tuple[str, int], ...]:
    new = say(N_("New drafts")) if draft.kind == "gifts" else say(N_("New codes"))
    return ((new, count), (say(N_("Refused")), refused))


async def _gift_of(draft: Draft) -> tuple[str, str] | None:
    """The voucher that a file of codes is for: its name and where it is kept."""
    found = (await rewards_by_ids([draft.reward_id or ""])).get(draft.reward_id or "")
    return (found.name.of(language()), f"/console/gifts/{found.id}") if found else None
