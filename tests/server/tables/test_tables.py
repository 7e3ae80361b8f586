"""Any bytes are a table or a refusal; the better name of a column wins; nothing written back is a formula."""

import csv
import io
from collections.abc import Mapping, Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from server.tables.columns import places, ranked
from server.tables.lines import FileRefused, file_text, find_table
from server.tables.rejects import rejected_csv
from server.tables.remarks import Remark
from server.tables.rows import ignored, kept_rows, labels

RANKS = ranked({"name": "nom|name", "size": "taille|size"})


def columns(header: Sequence[str]) -> dict[str, int]:
    return places(header, RANKS)


def missing(found: dict[str, int]) -> str:
    return "" if "name" in found else "Line {line}: no name"


def read(body: bytes, limit: int = 5) -> list[dict[str, str]]:
    text = file_text(body, "any.csv", 1000)
    table = find_table(text, columns, missing)
    assert len(labels(table)) + len(ignored(table)) == len(table.header.cells)
    return [row.cells for row in kept_rows(text, table, limit, "Line {line}: more than {limit}")]


def outcome(body: bytes) -> list[dict[str, str]] | FileRefused:
    try:
        return read(body)
    except FileRefused as refused:
        return refused


def say(reason: str, values: Mapping[str, object]) -> str:
    return reason.format(**values)


def test_the_better_name_wins_wherever_it_stands() -> None:
    assert columns(["Name", "NOM", "Taille", "Poids"]) == {"name": 1, "size": 2}
    assert read("Poids\tName\tTaille\n3\tÉlan\t2\n".encode("cp1252")) == [{"name": "Élan", "size": "2"}]


@example(b'Nom;"\n')
@example(b"Nom\n" + b"a\n" * 9)
@given(st.binary(max_size=200) | st.text("Nome;,\n\"'ta|\t", max_size=80).map(str.encode))
def test_any_bytes_are_a_table_or_a_refusal(body: bytes) -> None:
    found = outcome(body)
    if isinstance(found, FileRefused):
        assert say(found.reason, found.values)
    else:
        assert len(found) <= 5


class Read:
    def __init__(self, cells: list[str]) -> None:
        self.columns = {str(place): cell for place, cell in enumerate(cells)}
        self.refused = (Remark(2, "{line}", {"line": cells[0]}, tuple(cells)),)


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_cell_written_back_is_a_formula(cells: list[str]) -> None:
    written = rejected_csv(Read(cells), say).decode("utf-8-sig")
    for line in csv.reader(io.StringIO(written, newline=""), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)
