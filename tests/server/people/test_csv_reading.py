"""The people file: separators, charsets, columns, refusals by line, leavers, what is never kept."""

import csv
import io
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.people import csv_reading
from server.people.csv_reading import FileRefused, PeopleRead, read_people, rejected_csv
from server.people.csv_reasons import (
    BAD_EMAIL,
    KEY_COLUMN_MISSING,
    NAME_COLUMN_MISSING,
    NO_KEY,
    NO_KNOWN_COLUMN,
    NO_NAME,
    NO_ROWS,
    TOO_MANY_ROWS,
)
from server.tables.reasons import (
    BAD_DATE,
    FILE_BROKEN,
    FILE_EMPTY,
    FILE_IS_SPREADSHEET,
    FILE_NOT_TEXT,
    FILE_TOO_LARGE,
    QUOTE_DOUBTFUL,
    QUOTE_NOT_CLOSED,
    REPEATED,
    TOO_LONG,
    TOO_MANY_CELLS,
)

FIXTURES = Path(__file__).parents[2] / "fixtures" / "people"
TODAY = date(2026, 3, 2)


def read(text: str) -> PeopleRead:
    return read_people(text.encode(), "people.csv", TODAY)


def fixture(name: str) -> PeopleRead:
    return read_people((FIXTURES / name).read_bytes(), name, TODAY)


def refusal(body: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_people(body, "people.csv", TODAY)
    return caught.value


def outcome(body: bytes) -> PeopleRead | FileRefused:
    try:
        return read_people(body, "people.csv", TODAY)
    except FileRefused as refused:
        return refused


def say(reason: str, values: Mapping[str, object]) -> str:
    return reason.format(**values)


def test_french_export_below_a_title_line() -> None:
    people = fixture("semicolon_cp1252.csv")
    first, second = people.rows
    assert (first.line, first.given_name, first.family_name) == (4, "Jean-Pierre", "Dupont")
    assert (first.email, first.employee_number) == ("jean.dupont@riviere.example", "00017")
    assert (first.team, first.lead, first.start_date) == ("Atelier", "Camille Aubert", date(2019, 11, 3))
    assert (second.family_name, second.lead) == ("De La Tour", "00017")
    assert list(people.columns)[:4] == ["employee_number", "family_name", "given_name", "email"]


def test_other_columns_are_named_and_never_kept() -> None:
    people = fixture("semicolon_cp1252.csv")
    assert people.ignored == ("Salaire",)
    assert "41000" not in repr(people)
    assert "30000" not in repr(people)
    assert all(len(row.raw) == len(people.columns) for row in people.refused)


def test_refused_rows_name_their_line() -> None:
    refused = fixture("semicolon_cp1252.csv").refused
    found = [(row.line, row.reason) for row in refused]
    assert found == [(7, NO_KEY), (8, BAD_EMAIL), (9, REPEATED), (10, BAD_DATE), (11, BAD_EMAIL)]
    assert say(refused[1].reason, refused[1].values) == (
        "Line 8: the e-mail address “adresse@riviere” is not complete."
    )
    assert refused[2].values == {"line": 9, "value": "00018", "first": 5}


def test_leavers_are_listed_and_not_to_be_created() -> None:
    people = fixture("semicolon_cp1252.csv")
    assert [(row.line, row.left_on) for row in people.leavers] == [(6, date(2024, 12, 31))]
    assert 6 not in [row.line for row in people.rows]


def test_the_last_day_is_still_a_day_of_work() -> None:
    text = "Nom;Matricule;Date de sortie\nA B;1;02/03/2026\nC D;2;01/03/2026\nE F;3;31/12/2026\n"
    people = read(text)
    assert [row.line for row in people.rows] == [2, 4]
    assert [row.line for row in people.leavers] == [3]


def test_somebody_who_came_back_is_here() -> None:
    people = read("Nom;Matricule;Date de sortie\nAna Li;1;2020-01-31\nAna Li;1;\n")
    assert [row.line for row in people.rows] == [3]
    assert (people.leavers, people.refused) == ((), ())


def test_english_utf16_export_with_month_first_dates() -> None:
    first, second = fixture("english_utf16_tab.csv").rows
    assert (first.given_name, first.family_name, first.language) == ("Noa", "Lind", "en")
    assert (first.start_date, second.start_date) == (date(2024, 2, 13), date(2024, 3, 4))
    assert (second.given_name, second.family_name, second.email) == ("Eli", "Moreau", None)


def test_quoted_cells_over_several_lines_keep_line_numbers() -> None:
    people = fixture("quoted_lines.csv")
    assert [(row.line, row.family_name) for row in people.rows] == [(2, "Le Goff"), (5, "Li")]
    assert people.rows[0].job_title == 'Cheffe "projets"'
    assert [(row.line, row.reason) for row in people.refused] == [(7, QUOTE_NOT_CLOSED)]


def test_a_quotation_that_hides_rows_is_refused() -> None:
    text = 'Nom;Matricule;Poste\nAna Li;1;"Cheffe\nBo Li;2;Ouvrier\nCy Ng;3;"\nDi Po;4;x\n'
    people = read(text)
    assert [(row.line, row.reason) for row in people.refused] == [(2, QUOTE_DOUBTFUL)]
    assert [row.employee_number for row in people.rows] == ["4"]


def test_slipped_cells_are_refused_and_not_kept() -> None:
    people = read("Nom;Matricule;Salaire;Poste\nAna Li;1;41000;Cheffe;x\nBo Li;2;39000\n")
    assert [(row.reason, set(row.raw)) for row in people.refused] == [(TOO_MANY_CELLS, {""})]
    assert [row.job_title for row in people.rows] == [None]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_separator_charset_and_line_end(separator: str, encoding: str, line_end: str) -> None:
    lines = [["Prénom", "Nom", "Courriel"], ["Zoé", "Lefèvre", "zoe@riviere.example"]]
    body = line_end.join(separator.join(line) for line in lines).encode(encoding)
    (person,) = read_people(body, "people.csv", TODAY).rows
    assert (person.line, person.given_name, person.family_name) == (2, "Zoé", "Lefèvre")


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Nom complet,E-mail,Lieu,Langue", "full_name email site language"),
        ("First Name,Last Name,Employee ID,Job title", "given_name family_name employee_number job_title"),
        ("NOM,PRENOM,N° matricule,Fonction", "family_name given_name employee_number job_title"),
        ("EmployeID,Nom,DateEmbauche,DateDépart", "employee_number full_name start_date left_on"),
        ("Name,E-mail (pro),Line manager,Hire date", "full_name email lead start_date"),
        ("nom,mail,Département,Équipe,Service", "full_name email team"),
        ("Nom,Mail,Manager-Prénom,Manager-Nom", "full_name email lead_given_name lead_family_name"),
        (
            "Nom,Prénom,Nom complet,Matricule,N+1,Termination",
            "family_name given_name employee_number lead left_on",
        ),
    ],
)
def test_columns_by_the_names_people_give_them(header: str, fields: str) -> None:
    people = read(f"{header}\n{','.join(['a1'] * 2)},a@riviere.example,b@riviere.example,,\n" + "x,y\n")
    assert list(people.columns) == fields.split()


def test_the_smallest_team_wins_and_the_others_are_ignored() -> None:
    people = read("Nom;Matricule;Direction;Service;Équipe\nAna Li;1;Industrie;Achats;Atelier 2\n")
    assert people.rows[0].team == "Atelier 2"
    assert people.ignored == ("Direction", "Service")


def test_lead_in_two_columns() -> None:
    (person,) = read("Nom;Matricule;Manager-Prénom;Manager-Nom\nAna Li;1;Bo;Li\n").rows
    assert person.lead == "Bo Li"


def test_header_without_key_is_refused_whole() -> None:
    refused = refusal("Société;;\nPrénom;Nom;Salaire\nAna;Li;41000\n".encode())
    assert (refused.reason, refused.line) == (KEY_COLUMN_MISSING, 2)
    assert refused.values == {"line": 2, "found": "Prénom, Nom, Salaire"}
    assert "41000" not in str(refused.values)


@pytest.mark.parametrize(
    ("body", "reason", "line"),
    [
        (b"Matricule;Salaire\n1;2\n", NAME_COLUMN_MISSING, 1),
        (b"E-mail;Pr\xe9nom\na@riviere.example;Ana\n", NAME_COLUMN_MISSING, 1),
        (b"\n\nfoo;bar\n1;2\n", NO_KNOWN_COLUMN, 3),
        (b"Nom;Matricule\n;\n", NO_ROWS, 1),
        (b"", FILE_EMPTY, None),
        (b" \r\n\xa0", FILE_EMPTY, None),
        (b"PK\x03\x04rest", FILE_IS_SPREADSHEET, None),
        (b"Nom;Matricule\nA\0B;1\n", FILE_NOT_TEXT, None),
        (b"x" * (5 * 1024 * 1024 + 1), FILE_TOO_LARGE, None),
        (b'Nom;Matricule\nAna;1\nBo;"' + b"x" * 140_000, FILE_BROKEN, 3),
    ],
)
def test_files_refused_whole(body: bytes, reason: str, line: int | None) -> None:
    refused = refusal(body)
    assert (refused.reason, refused.line) == (reason, line)
    assert say(refused.reason, refused.values)


def test_row_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reading, "MAX_ROWS", 2)
    assert len(read("Nom;Matricule\nAna Li;1\n\nBo Li;2\n").rows) == 2
    refused = refusal(b"Nom;Matricule\nAna Li;1\n\nBo Li;2\nCy Li;3\n")
    assert (refused.reason, refused.values) == (TOO_MANY_ROWS, {"line": 5, "limit": 2})


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";a@riviere.example;1;", NO_NAME),
        ("42;a@riviere.example;1;", NO_NAME),
        ("Ana;;n/a;", NO_KEY),
        ("Ana;a@riviere;1;", BAD_EMAIL),
        ("Ana;a b@riviere.example;1;", BAD_EMAIL),
        ("Ana;a@riviere.example, b@riviere.example;1;", BAD_EMAIL),
        ("Ana;@riviere.example;1;", BAD_EMAIL),
        ("Ana;a@riviere..example;1;", BAD_EMAIL),
        ("A" * 81 + ";a@riviere.example;1;", TOO_LONG),
        ("Ana;;" + "1" * 65 + ";", TOO_LONG),
        ("Ana;;1;32/01/2020", BAD_DATE),
        ("Ana;;1;bientôt", BAD_DATE),
        ("Ana;;1;01/01/0001", BAD_DATE),
    ],
)
def test_rows_refused(row: str, reason: str) -> None:
    people = read(f"Nom;E-mail;Matricule;Date d'embauche\n{row}\nBo Li;;2;\n")
    assert [(refused.line, refused.reason) for refused in people.refused] == [(2, reason)]
    assert [person.line for person in people.rows] == [3]
    assert say(people.refused[0].reason, people.refused[0].values).startswith("Line 2")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("A.B@Riviere.EXAMPLE", "a.b@riviere.example"), ("mailto:a@b-c.example", "a@b-c.example"), ("-", None)],
)
def test_addresses(cell: str, expected: str | None) -> None:
    assert read(f"Nom;E-mail;Matricule\nAna Li;{cell};1\n").rows[0].email == expected


def test_the_same_address_twice_whatever_its_case() -> None:
    people = read("Nom;E-mail\nAna Li;a@riviere.example\nBo Li;A@riviere.example\n")
    assert [row.values for row in people.refused] == [{"line": 3, "value": "a@riviere.example", "first": 2}]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2024-02-01", "2024/2/3", "2024-02-01T00:00:00"], [(2, 1), (2, 3), (2, 1)]),
        (["03/04/2024", "13/04/2024"], [(4, 3), (4, 13)]),
        (["03/04/2024", "04/13/2024"], [(3, 4), (4, 13)]),
        (["03/04/2024", "5.6.2024"], [(4, 3), (6, 5)]),
        (["03-04-24", "04-13-24"], [(3, 4), (4, 13)]),
    ],
)
def test_day_and_month_are_decided_for_the_column(cells: list[str], expected: list[tuple[int, int]]) -> None:
    rows = "".join(f"Ana Li;{number};{cell}\n" for number, cell in enumerate(cells))
    people = read(f"Nom;Matricule;Date d'embauche\n{rows}")
    assert [row.start_date for row in people.rows] == [date(2024, month, day) for month, day in expected]


def test_a_column_that_does_not_tell_follows_the_other_one() -> None:
    people = read("Name,Employee ID,Start date,End date\nAna Li,1,04/05/2024,12/31/2026\n")
    assert people.rows[0].start_date == date(2024, 4, 5)


def test_the_few_that_contradict_their_column_are_refused() -> None:
    rows = "A Li;1;13/04/2024\nB Li;2;14/04/2024\nC Li;3;04/15/2024\nD Li;4;01/02/2024\n"
    people = read("Nom;Matricule;Date d'embauche\n" + rows)
    assert [row.line for row in people.refused] == [4]
    assert people.rows[2].start_date == date(2024, 2, 1)


@pytest.mark.parametrize(
    ("header", "cell", "given", "family"),
    [
        ("Nom complet", "Jean Dupont", "Jean", "Dupont"),
        ("Nom complet", "DUPONT Jean", "Jean", "Dupont"),
        ("Nom complet", "Zoé DE LA TOUR", "Zoé", "De La Tour"),
        ("Nom complet", '"Dupont, Jean"', "Jean", "Dupont"),
        ("Nom complet", "Mme Zoé Lefèvre", "Zoé", "Lefèvre"),
        ("Nom et prénom", "Dupont Jean", "Jean", "Dupont"),
        ("Nom", "Nguyen", "", "Nguyen"),
        ("Nom", "D'ALMEIDA", "", "D'Almeida"),
        ("Nom", "van der Berg", "van", "der Berg"),
    ],
)
def test_names_of_one_column(header: str, cell: str, given: str, family: str) -> None:
    (person,) = read(f"{header};Matricule\n{cell};1\n").rows
    assert (person.given_name, person.family_name) == (given, family)


def test_refused_rows_come_back_harmless_with_their_reason() -> None:
    people = fixture("semicolon_cp1252.csv")
    body = rejected_csv(people, say)
    assert body.startswith(b"\xef\xbb\xbfMatricule;")
    header, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")
    assert header == [*people.columns.values(), "Reason"]
    assert rows[-1][0] == "'=cmd|' /C calc'!A0"
    assert rows[-1][4] == "'@SUM(A1)"
    assert rows[0][-1] == "Line 7: the e-mail address and the employee number are both missing."


def test_the_corrected_file_can_be_sent_again() -> None:
    body = rejected_csv(fixture("semicolon_cp1252.csv"), say)
    corrected = body.decode("utf-8-sig").replace("pas une adresse", "eve@riviere.example").encode()
    people = read_people(corrected, "again.csv", TODAY)
    assert people.ignored == ("Reason",)
    assert people.rows[-1].employee_number == "=cmd|' /C calc'!A0", "the guard is taken off again"


LETTERS = st.text("abcdé'\"\n-, ;=@.1", max_size=12)
CSV_LIKE = st.lists(st.lists(LETTERS, max_size=5), max_size=6).map(
    lambda rows: "Nom;E-mail;Date d'embauche\n" + "\n".join(";".join(row) for row in rows)
)


@given(st.one_of(st.binary(max_size=400), CSV_LIKE.map(str.encode)))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfeN\x00\xd8\xd8")
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    people = outcome(body)
    if isinstance(people, FileRefused):
        assert say(people.reason, people.values)
        return
    assert all(row.email or row.employee_number for row in people.rows)
    assert all(row.given_name or row.family_name for row in people.rows)
    assert all(say(row.reason, row.values) for row in people.refused)
    assert rejected_csv(people, say)


CORPUS = {
    "en_hris_export_newsroom_comma.csv": (NAME_COLUMN_MISSING, 1),
    "fr_ecotech_collaborateurs_utf8bom_comma.csv": (KEY_COLUMN_MISSING, 1),
    "fr_php_intro_employes_semicolon_quoted_tiny.csv": (KEY_COLUMN_MISSING, 1),
    "en_snipeit_users_utf8bom_comma.csv": (85, 10, [11, 34, 43, 62, 83]),
    "fr_rh_bi_employes_cp1252_semicolon.csv": (34, 16, []),
    "fr_rh_bi_employes_utf8_comma.csv": (34, 16, []),
}


@pytest.mark.parametrize(("name", "expected"), CORPUS.items())
def test_real_files(name: str, expected: tuple[object, ...]) -> None:
    if "RICOCHE_CORPUS" not in os.environ:
        pytest.skip("RICOCHE_CORPUS is unset: real files are not read")
    body = (Path(os.environ["RICOCHE_CORPUS"]) / "people" / name).read_bytes()
    people = outcome(body)
    if isinstance(people, FileRefused):
        assert (people.reason, people.line) == expected
        return
    lines = [row.line for row in people.refused]
    assert (len(people.rows), len(people.leavers), lines) == expected
    assert {"Salaire", "Phone"} & set(people.ignored)
