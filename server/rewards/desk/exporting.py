"""A shelf of the queue as a file: UTF-8 with its mark, no cell that a spreadsheet would run."""

import codecs
import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

from server.bonuses.payroll_file import guarded, two_decimals
from server.database import transaction
from server.messages import N_
from server.rewards.desk.queries import Asked, Line, in_portions
from server.rewards.desk.wording import state_name, tax_name
from server.web.audit import record
from server.web.locale import language, say, zone

AT_ONCE = 1_000  # orders of a portion: a long shelf is written little by little
HEAD = (
    N_("Reference"), N_("Name"), N_("Employee number"), N_("Team"), N_("Gift"), N_("Choice"), N_("Points"),
    N_("Face value (EUR)"), N_("For the tax office"), N_("Through payroll"), N_("State"), N_("Place"),
    N_("Their words"), N_("Ordered on"), N_("Since"), N_("Lapses on"), N_("Order"),
)  # fmt: skip


async def export(asked: Asked, by: str) -> bytes:
    """The orders of a shelf, all of them, narrowed as the page was; who took how many names home is noted."""
    file, count = StringIO(newline=""), 0
    _write(file, [[say(each) for each in HEAD]])
    async for portion in in_portions(asked, AT_ONCE):
        _write(file, map(_cells, portion))
        count += len(portion)
    async with transaction():
        told = {"show": asked.shelf.slug, "place": asked.place, "gift": asked.gift, "orders": count}
        await record("redemption.export", "redemption", asked.shelf.slug, by, None, told)
    return codecs.BOM_UTF8 + file.getvalue().encode("utf-8", "replace")


def _write(file: StringIO, lines: Iterable[Sequence[str]]) -> None:
    """Lines of cells as spreadsheets open them."""
    csv.writer(file, delimiter=";").writerows([guarded(cell) for cell in line] for line in lines)


def _cells(line: Line) -> list[str]:
    return [
        line.reference, line.name, line.employee_number, line.team, line.gift.of(language()), line.choice,
        str(line.cost), two_decimals(line.value_cents), tax_name(line.tax_label),
        say(N_("Yes")) if line.through_payroll else "", state_name(line.state), line.place, line.note,
        _day(line.requested_at), _day(line.since), _day(line.lapses_at), line.id,
    ]  # fmt: skip


def _day(instant: datetime | None) -> str:
    return instant.astimezone(zone()).date().isoformat() if instant else ""
