"""The board as a file for the system that recruits: UTF-8 with its mark, no cell that a spreadsheet would run."""

import codecs
import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from server.candidates.vault import Identity, identities
from server.database import transaction
from server.messages import N_
from server.referrals.console.board_queries import Card, cards_of_lane
from server.referrals.console.lanes import BOARD, STAGE_NAMES, Lane
from server.referrals.console.wording import nobody
from server.web.audit import record
from server.web.locale import day, say, zone

MOST = 10_000
HEAD = (
    N_("Reference"), N_("Name"), N_("E-mail"), N_("Telephone"), N_("Opening"), N_("Stage"), N_("Since"),
    N_("Next appointment"), N_("Recommended by"), N_("Conflict of interest"),
)  # fmt: skip
# What a spreadsheet would run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


async def export(lane: Lane | None, opening_id: str, hides_referrer: bool, by: str) -> bytes:
    """Those of a column or of the whole board, for one opening or all; who took it home is noted."""
    stages = lane.stages if lane else [stage for each in BOARD for stage in each.stages]
    async with transaction():
        await record("referral.export", "referral", opening_id or "all", by, None, {"stages": list(stages)})
    cards = await cards_of_lane(stages, opening_id, 0, MOST, hides_referrer, newest_first=False)
    known = await _known(cards)
    return written([[say(each) for each in HEAD], *(_line(card, known.get(card.candidate_id or "")) for card in cards)])


async def _known(cards: Sequence[Card], at_once: int = 500) -> dict[str, Identity]:
    """By portions: no database takes as many places in one statement as a large company has candidates."""
    ids, known = [card.candidate_id for card in cards if card.candidate_id], dict[str, Identity]()
    for start in range(0, len(ids), at_once):
        known |= await identities(ids[start : start + at_once])
    return known


def _line(card: Card, known: Identity | None) -> list[str]:
    who = (known.name, known.email or "", known.phone or "") if known else (nobody(card.stage), "", "")
    at = card.next_on.astimezone(zone()) if card.next_on else None  # the hour that people agreed on
    upcoming = f"{card.next_what} {at.isoformat(timespec='minutes')}".strip() if at else ""
    conflict = say(N_("Yes")) if card.has_conflict else ""
    return [
        card.id, *who, card.opening, say(STAGE_NAMES[card.stage]), day(card.stage_at), upcoming, card.referrer, conflict
    ]  # fmt: skip


def written(lines: Iterable[Sequence[str]]) -> bytes:
    """Lines of cells as spreadsheets open them."""
    file = StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([harmless(cell) for cell in line] for line in lines)
    return codecs.BOM_UTF8 + file.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """An apostrophe before what would be run, spaces before it or not; a telephone number stays one."""
    begins = cell.lstrip(" \u00a0")
    return f"'{cell}" if begins.startswith(_FORMULA) or cell.startswith(_FORMULA) else cell
