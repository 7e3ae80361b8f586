"""A shelf of the queue as a file: UTF-8 with its mark, no cell that a spreadsheet would run."""

import codecs
import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

from server.bonuses.payroll_file import guarded, two_decimals
from server.database import transaction
from server.messages import N_
from server.rewards.desk.queries import Asked, Line, all_of
from server.rewards.desk.wording import state_name, tax_name
from server.web.audit import record
from server.web.locale import language, say, zone

MOST = 10_000
HEAD = (
    N_("Reference"), N_("Name"), N_("Employee number"), N_("Team"), N_("Gift"), N_("Choice"), N_("Points"),
    N_("Face value (EUR)"), N_("For the tax office"), N_("Through payroll"), N_("State"), N_("Place"),
    N_("Their words"), N_("Ordered on"), N_("Since"), N_("Lapses on"), N_("Order"),
)  # fmt: skip


async def export(asked: Asked, by: str) -> bytes:
    """The orders of a shelf, narrowed as the page was; who took the names home is noted."""
    async with transaction():
        told = {"show": asked.shelf.slug, "place": asked.place, "gift": asked.gift}
        await record("redemption.export", "redemption", asked.shelf.slug, by, None, told)
    return written([[say(each) for each in HEAD], *map(_cells, await all_of(asked, MOST))])


def _cells(line: Line) -> list[str]:
    return [
        line.reference, line.name, line.employee_number, line.team, line.gift.of(language()), line.choice,
        str(line.cost), two_decimals(line.value_cents), tax_name(line.tax_label),
        say(N_("Yes")) if line.through_payroll else "", state_name(line.state), line.place, line.note,
        _day(line.requested_at), _day(line.since), _day(line.lapses_at), line.id,
    ]  # fmt: skip


def _day(instant: datetime | None) -> str:
    return instant.astimezone(zone()).date().isoformat() if instant else ""


def written(lines: Iterable[Sequence[str]]) -> bytes:
    """Lines of cells as spreadsheets open them."""
    file = StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([guarded(cell) for cell in line] for line in lines)
    return codecs.BOM_UTF8 + file.getvalue().encode("utf-8", "replace")
