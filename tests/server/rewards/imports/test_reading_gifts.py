"""A file of gifts: columns in any order and language, every row a draft or a refusal that names its line."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.rewards.imports.gift_columns import (
    COST_MISSING,
    NAME_MISSING,
    NO_KNOWN_COLUMN,
    VALUE_MISSING,
    WORDS,
    column_names,
)
from server.rewards.imports.reading_gifts import MAX_BYTES, GiftsPlan, plan_gifts, read_gifts
from server.rewards.imports.reasons import (
    BAD_AMOUNT,
    BAD_NUMBER,
    GIFT_EXISTS,
    IN_COLUMN,
    NO_ROWS,
    PLACE_UNKNOWN,
    TOO_MANY_ROWS,
    UNKNOWN_WORD,
)
from server.tables.columns import plain_label
from server.tables.lines import FileRefused
from server.tables.reasons import BAD_DATE, FILE_TOO_LARGE, QUOTE_NOT_CLOSED, REPEATED, TOO_MANY_CELLS
from server.tables.remarks import worded
from server.web.locale import speaking

pytestmark = pytest.mark.usefixtures("in_english")
PLACES = {"lyon, front desk": "place-1", "nantes": "place-2"}
HEADER = "Nom;Points;Valeur"
WHOLE = (
    "Dernier jour;Validation;Étiquette fiscale;Salaire;NOM ANGLAIS;Valeur (€);nom français;Coût en points;Type;"
    "Limite par personne;Période;Niveau;Premier jour;Lieux de retrait;Tailles;Délai (jours);Dessin;Près d’ici;"
    "Stock;Seuil d'alerte;Résumé;Mot de remerciement;Motif fiscal;Occasion\n"
    "31/12/2026;non;CSE;41000;Tote bag;14,50 €;Sac en toile;1 200 pts;Objet;2;par trimestre;Galet;01/02/2026;"
    "Nantes | Lyon, front desk;S, M, L;3 jours;sac;oui;40;5;Cousu ici;Merci à vous.;Offert à Noël par le CSE;Noël\n"
)


@pytest.fixture
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def plan(text: str, known: set[str] | None = None, encoding: str = "utf-8") -> GiftsPlan:
    return plan_gifts(read_gifts(text.encode(encoding), "gifts.csv"), known or set(), PLACES)


def refusal(body: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_gifts(body, "gifts.csv")
    return caught.value


def refused(header: str, row: str, **more: Any) -> str:
    (remark,) = plan(f"{header}\n{row}\n", **more).refused
    assert "Line 2" in worded(remark)
    return remark.reason


def one(header: str, row: str) -> dict[str, Any]:
    (gift,) = plan(f"{header}\n{row}\n").rows
    return gift.form.model_dump()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_whole_gift_with_columns_in_any_order(encoding: str) -> None:
    read = read_gifts(WHOLE.encode(encoding), "gifts.csv")
    assert read.ignored == ("Salaire",)
    assert "41000" not in repr(read), "what we do not know is not kept"
    (gift,) = plan_gifts(read, (), PLACES).rows
    assert gift.line == 2
    assert gift.form.model_dump(exclude_defaults=True) == {
        "name_fr": "Sac en toile", "name_en": "Tote bag", "cost": 1200, "value": 1450, "tax_label": "social",
        "tax_event": "christmas", "tax_reason": "Offert à Noël par le CSE", "stock": 40, "low_stock_at": 5,
        "limit_count": 2, "limit_window": "quarter", "min_level": 2, "from_day": date(2026, 2, 1),
        "until_day": date(2026, 12, 31), "places": ("place-1", "place-2"), "choices": "S\nM\nL", "approval": "auto",
        "delay_days": 3, "illustration": "tote", "is_nearby": True, "summary_fr": "Cousu ici",
        "thanks_fr": "Merci à vous.",
    }  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_quoted_lines_and_separators_keep_line_numbers(separator: str) -> None:
    lines = ["Name,Points,Value,Summary", 'Flask,100,20,"Steel\nand cork"', "Bag,50,x,", "Book,80,15,"]
    read = plan("\r\n".join(lines).replace(",", separator))
    assert [(gift.line, gift.name, gift.form.summary_en) for gift in read.rows] == [
        (2, "Flask", "Steel and cork"),
        (5, "Book", ""),
    ]
    assert [(remark.line, remark.reason, remark.raw) for remark in read.refused] == [
        (4, BAD_AMOUNT, ("Bag", "50", "x", ""))
    ]


def test_one_name_stands_for_both_and_places_may_hold_a_comma() -> None:
    found = one("Name;Points;Value;Places", "Flask;100;20;Lyon, Front desk")
    assert (found["name_fr"], found["name_en"], found["places"]) == ("Flask", "Flask", ("place-1",))
    assert one(f"{HEADER};Lieux", "Gourde;100;20;partout")["places"] == ("place-1", "place-2")


@pytest.mark.parametrize(
    ("body", "reason", "line"),
    [
        ("\nPoints;Valeur\n1;2\n", NAME_MISSING, 2),
        ("Nom;Valeur\nA;2\n", COST_MISSING, 1),
        ("Nom;Points\nA;2\n", VALUE_MISSING, 1),
        ("foo;bar\nA;2\n", NO_KNOWN_COLUMN, 1),
        (f"{HEADER}\n;;\n", NO_ROWS, 1),
        (f"{HEADER}\n" + "A;1;1\n" * 2_001, TOO_MANY_ROWS, 2_002),
        ("x" * (MAX_BYTES + 1), FILE_TOO_LARGE, None),
    ],
)
def test_files_refused_whole(body: str, reason: str, line: int | None) -> None:
    no = refusal(body.encode())
    assert (no.reason, no.line) == (reason, line)


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        (HEADER, "Gourde;;20", IN_COLUMN),
        (HEADER, ";100;20", IN_COLUMN),
        (HEADER, "Gourde;0;20", IN_COLUMN),
        (HEADER, "Gourde;1.5;20", BAD_NUMBER),
        (HEADER, "Gourde;cent;20", BAD_NUMBER),
        (HEADER, "Gourde;-5;20", BAD_NUMBER),
        (HEADER, "Gourde;100;1,200", BAD_AMOUNT),
        (HEADER, "Gourde;100;1e999999999", BAD_AMOUNT),
        (HEADER, "Gourde;100;20000", IN_COLUMN),
        (HEADER, "Gourde;100;20;4", TOO_MANY_CELLS),
        (HEADER, 'Gourde;100;"20', QUOTE_NOT_CLOSED),
        (HEADER, f"{'G' * 81};100;20", IN_COLUMN),
        (f"{HEADER};Type", "Gourde;100;20;chose", UNKNOWN_WORD),
        (f"{HEADER};Type;Stock", "Bon;100;20;voucher;5", IN_COLUMN),
        (f"{HEADER};Étiquette fiscale", "Gourde;100;20;don", IN_COLUMN),
        (f"{HEADER};Étiquette fiscale;Occasion", "Gourde;100;20;CSE;Noël", IN_COLUMN),
        (f"{HEADER};Lieux", "Gourde;100;20;Nantes|Brest", PLACE_UNKNOWN),
        (f"{HEADER};Premier jour", "Gourde;100;20;31/02/2026", BAD_DATE),
        (f"{HEADER};Premier jour;Dernier jour", "Gourde;100;20;2026-05-02;2026-05-01", IN_COLUMN),
    ],
)
def test_rows_refused(header: str, row: str, reason: str) -> None:
    assert refused(header, row) == reason


def test_the_form_is_quoted_by_the_names_of_the_file() -> None:
    (remark,) = plan(f"{HEADER}\nGourde;0;20\n").refused
    assert worded(remark) == "Line 2, “Points”: At least 1."
    (remark,) = plan(f"{HEADER};Étiquette fiscale\nGourde;9;9;CSE\n").refused
    assert worded(remark).startswith("Line 2, “Occasion”: Choose the occasion")


def test_a_name_is_there_once_in_either_language() -> None:
    text = f"{HEADER};Nom anglais\nGourde;1;2;Flask\nSac;1;2;FLASK\ngourde ;3;4;\nTasse;1;2;Mug\n"
    found = plan(text, known={"mug"})
    assert [gift.name for gift in found.rows] == ["Gourde"]
    assert [(remark.line, remark.reason, remark.values.get("first")) for remark in found.refused] == [
        (3, REPEATED, 2), (4, REPEATED, 2), (5, GIFT_EXISTS, None),
    ]  # fmt: skip


@pytest.mark.parametrize(("cell", "points"), [("1 200", 1200), ("1,200", 1200), ("120,0", 120), ("80 points", 80)])
def test_points_as_people_write_them(cell: str, points: int) -> None:
    assert one(HEADER, f'Gourde;"{cell}";20')["cost"] == points


def test_every_name_of_a_column_and_every_word_is_plain_and_stands_once() -> None:
    words = [(field, word) for field in WORDS for codes in WORDS[field].values() for word in codes.split("|")]
    names = [(field, name) for field in [*WORDS, "name_fr", "thanks_en"] for name in column_names(field)]
    for found in (words, names):
        assert len(found) == len(set(found))
        assert [word for _, word in found] == [plain_label(word) for _, word in found]


CELLS = st.text("aé1,.;\"'\n -€/2", max_size=6) | st.sampled_from(
    ["Flask", "flask", "voucher", "CSE", "12", "1,5", "01/02/2026", "Nantes", "illimité", "non", "=1+1", "1e999"]
)


@example(b"name;points;value\n\xff;1;1\n")
@example(b'name;points;value\n"a;1;1\n')
@given(
    st.binary(max_size=120)
    | st.lists(st.lists(CELLS, min_size=3, max_size=6), max_size=6).map(
        lambda rows: "\n".join(["name;points;value;type;stock;from", *map(";".join, rows)]).encode()
    )
)
def test_any_bytes_are_refused_or_each_row_is_answered_once(body: bytes) -> None:
    try:
        read = read_gifts(body, "gifts.csv")
    except FileRefused:
        return
    found = plan_gifts(read, ("flask",), PLACES)
    answered = sorted([gift.line for gift in found.rows] + [remark.line for remark in found.refused])
    assert answered == [row.line for row in read.rows]
    with speaking("fr"):
        assert all(str(remark.line) in worded(remark) for remark in found.refused)


def test_a_row_with_several_faults_names_them_all() -> None:
    (both,) = plan(f"{HEADER}\nGourde;cent;cher\n").refused
    assert worded(both) == (
        "Line 2: “cent” in the column “Points” is not a whole number. "
        "Line 2: “cher” in the column “Valeur” is not an amount like 15 or 14.50."
    )
    (three,) = plan(f"{HEADER};Type;Lieux\n{'G' * 81};0;20;chose;Brest\n").refused
    said = worded(three)
    for part in ("“Nom”: At most 80", "“Points”: At least 1.", "“chose” is not known", "place named “Brest”"):
        assert said.count(part) == 1, said
    assert said.count("Line 2") == 4
    (nameless,) = plan("Name;Points;Value\n;100;20\n").refused
    assert worded(nameless) == "Line 2, “Name”: Write a name, in French or in English."


def test_a_pot_is_labelled_as_one_whatever_the_file_says() -> None:
    assert one(f"{HEADER};Type;Étiquette fiscale", "Repas;100;20;cagnotte;imposable")["tax_label"] == "donation"
