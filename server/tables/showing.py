"""Answers about a table: how a refused file is answered, and its refused rows as a file to take home."""

from pathlib import PurePath
from urllib.parse import quote

from starlette.responses import Response

from server.messages import N_
from server.tables.lines import FileRefused
from server.tables.reasons import FILE_IS_SPREADSHEET, FILE_NOT_TEXT, FILE_TOO_LARGE
from server.tables.rejects import WithRefusals, rejected_csv
from server.tables.remarks import worded_reason
from server.web.locale import language

NO_FILE = N_("Choose a CSV file.")
OVER = N_("A file stays here for a day. Choose it again.")
_STATUS = {FILE_TOO_LARGE: 413, FILE_IS_SPREADSHEET: 415, FILE_NOT_TEXT: 415}


def status_of(no: FileRefused) -> int:
    """The status of the page that says why a file was refused whole."""
    return _STATUS.get(no.reason, 422)


def rejected_file(read: WithRefusals, filename: str) -> Response:
    """The refused rows, with the reason of each, named after the file they stood in."""
    name = f"{PurePath(filename).stem}-{'refusees' if language() == 'fr' else 'refused'}.csv"
    return csv_file(rejected_csv(read, worded_reason), "refused.csv", name)


def csv_file(body: bytes, plain: str, name: str) -> Response:
    """A table to keep; `plain` is its name for those who read no accents."""
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(
        body,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"},
    )
