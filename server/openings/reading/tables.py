"""A table of openings in CSV, whatever its separator: columns are known by the names people give them."""

from itertools import islice

from server.messages import N_
from server.openings.reading.json_ld import number
from server.openings.reading.pay import currency_of, pay_of
from server.openings.reading.postings import MAX_POSTINGS, UNKNOWN, Board, OpeningsRefused, Pay, Place, Posting
from server.openings.reading.texts import NOTHING, texts
from server.tables.cells import DAY_FIRST, clean, date_order, read_date
from server.tables.columns import places, ranked
from server.tables.lines import SEPARATORS, FileRefused, Record, first_records, found_in, records

BROKEN = N_("Line {line}: this table cannot be read.")
WITHOUT_COLUMN = {
    "title": N_("Line {line}: this table has no column for the title. Columns found: {found}."),
    "city": N_("Line {line}: this table has no column for the place. Columns found: {found}."),
    "posted": N_("Line {line}: this table has no column for the date of posting. Columns found: {found}."),
}

# The best name of a field comes first.
_NAMES = {
    "title": "intitule du poste|intitule|titre du poste|titre de l offre|titre|poste|emploi|job title|title"
    "|position|name",
    "reference": "reference|reference de l offre|ref|job id|requisition id|reference number|identifiant|numero|code|id",
    "url": "url|lien|adresse web|link|job url|web page",
    "city": "lieu|lieu de travail|ville|localisation|location|place|city|site|bureau|office",
    "region": "region|state|province",
    "country": "pays|country|country code",
    "posted": "date de publication|date de parution|publiee le|publie le|mise en ligne|date de mise en ligne"
    "|date d ouverture|posted on|date posted|publication date|published at|published on|published|posted"
    "|created at|date",
    "closes": "date limite|date limite de candidature|date de cloture|fin de publication|date de fin|closes on"
    "|closing date|expiry date|valid through|deadline|end date",
    "description": "description|description du poste|descriptif|missions|annonce|texte|job description|details",
    "profile": "profil|profil recherche|requirements|qualifications",
    "contract": "type de contrat|contrat|contract type|contract|employment type|job type",
    "hours": "temps de travail|duree du travail|horaires|working time|hours|schedule",
    "remote": "teletravail|a distance|remote|work mode|mode de travail|workplace",
    "pay": "salaire|remuneration|salaire brut|salaire brut annuel|salary|pay",
    "pay_from": "salaire min|salaire minimum|salaire mini|salary min|min salary|pay from",
    "pay_to": "salaire max|salaire maximum|salaire maxi|salary max|max salary|pay to",
    "currency": "devise|monnaie|currency",
    "per": "periode|periodicite|period|salary period",
    "skills": "competences|skills|mots cles|tags|keywords",
    "department": "service|departement|direction|equipe|department|team",
    "language": "langue|language|lang",
}
_RANKS = ranked(_NAMES)


def read_table(source: str) -> Board:
    """The openings of a CSV. Raises OpeningsRefused naming the column that is missing."""
    separator, header = _header(source)
    columns = places(header.cells, _RANKS)
    _check(header, columns)
    try:
        below = list(islice(records(source, separator, header.line), MAX_POSTINGS + 1))
    except FileRefused as no:
        raise OpeningsRefused(BROKEN, no.line) from no
    rows = [_row(record, columns) for record in below]
    orders = {name: date_order(row[name] for row in rows) or DAY_FIRST for name in ("posted", "closes")}
    is_whole = len(below) <= MAX_POSTINGS and all(record.closed for record in below)
    return Board("csv", "", tuple(_posting(row, orders) for row in rows), tuple(each.line for each in below), is_whole)


def _header(source: str) -> tuple[str, Record]:
    candidates = [(separator, record) for separator in SEPARATORS for record in first_records(source, separator)]
    if not candidates:
        raise OpeningsRefused(UNKNOWN)
    return max(candidates, key=lambda found: (len(places(found[1].cells, _RANKS)), -found[1].line))


def _check(header: Record, columns: dict[str, int]) -> None:
    has = {**columns, "city": columns.get("city", columns.get("remote"))}
    missing = next((name for name in WITHOUT_COLUMN if has.get(name) is None), "")
    if missing and len(columns) < 2:
        raise OpeningsRefused(UNKNOWN)
    if missing:
        raise OpeningsRefused(WITHOUT_COLUMN[missing], header.line, found=found_in(header))


def _row(record: Record, columns: dict[str, int]) -> dict[str, str]:
    """The known cells; a description keeps its lines."""
    row = dict.fromkeys(_NAMES, "")
    for name, place in columns.items():
        cell = record.cells[place] if place < len(record.cells) else ""
        cell = cell.strip() if name in {"description", "profile"} else clean(cell)
        row[name] = "" if cell.casefold() in NOTHING else cell
    return row


def _posting(row: dict[str, str], orders: dict[str, str]) -> Posting:
    place = Place(row["city"], row["region"], row["country"])
    return Posting(
        title=row["title"],
        reference=row["reference"] or row["url"],
        url=row["url"],
        places=(place,) if any((place.city, place.region, place.country)) else (),
        remote=row["remote"],
        contract=row["contract"],
        hours=row["hours"],
        pay=_pay(row),
        skills=texts(row["skills"].replace("|", ",").replace("/", ",")),
        department=row["department"],
        description="\n\n".join(filter(None, (row["description"], row["profile"]))),
        language=row["language"][:2],
        posted=_day(row["posted"], orders["posted"]),
        closes=_day(row["closes"], orders["closes"]),
    )


def _day(cell: str, order: str) -> str:
    try:
        return read_date(cell, order).isoformat()
    except ValueError:
        return cell


def _pay(row: dict[str, str]) -> Pay | None:
    low, high = number(row["pay_from"]), number(row["pay_to"])
    if low or high:
        return Pay(low, high, currency_of(row["currency"]) or "EUR", row["per"])
    amount = number(row["pay"])
    if amount:
        return Pay(amount, amount, currency_of(row["currency"]) or "EUR", row["per"])
    return pay_of(f"{row['pay']} {row['currency']} {row['per']}")
