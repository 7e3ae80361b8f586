"""What was read of a file as text and back: how it lies in the database between its preview and its confirmation."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from server.rewards.imports.reading_codes import CodeRow, CodesFile
from server.rewards.imports.reading_gifts import GiftsFile
from server.tables.remarks import Remark
from server.tables.rows import Kept, RowRefused


def gifts_to_text(file: GiftsFile) -> str:
    """The known cells."""
    rows = [[row.line, row.cells, _problem(row)] for row in file.rows]
    return _text({"columns": dict(file.columns), "ignored": file.ignored, "rows": rows})


def _problem(row: Kept) -> list[Any] | None:
    return [row.problem.reason, row.problem.values] if row.problem else None


def gifts_of_text(text: str) -> GiftsFile:
    """What `gifts_to_text` wrote."""
    read = json.loads(text)
    rows = tuple(
        Kept(line, cells, RowRefused(problem[0], **problem[1]) if problem else None)
        for line, cells, problem in read["rows"]
    )
    return GiftsFile(read["columns"], tuple(read["ignored"]), rows)


def codes_to_text(file: CodesFile) -> str:
    """The codes in the clear: to be sealed before it is stored."""
    rows = [[row.line, row.code, row.expires_on.isoformat() if row.expires_on else None] for row in file.rows]
    read = {"columns": dict(file.columns), "ignored": file.ignored, "rows": rows}
    return _text({**read, "refused": remarks_told(file.refused)})


def codes_of_text(text: str) -> CodesFile:
    """What `codes_to_text` wrote."""
    read = json.loads(text)
    rows = tuple(CodeRow(line, code, date.fromisoformat(day) if day else None) for line, code, day in read["rows"])
    return CodesFile(read["columns"], tuple(read["ignored"]), rows, remarks_of(read["refused"]))


def remarks_told(remarks: Sequence[Remark]) -> list[Any]:
    """Refusals as JSON."""
    return [[each.line, each.reason, dict(each.values), list(each.raw)] for each in remarks]


def remarks_of(told: Sequence[Any]) -> tuple[Remark, ...]:
    """What `remarks_told` wrote."""
    return tuple(Remark(line, reason, values, tuple(raw)) for line, reason, values, raw in told)


def _text(read: dict[str, Any]) -> str:
    return json.dumps(read, ensure_ascii=False)
