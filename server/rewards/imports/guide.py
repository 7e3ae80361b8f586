"""What a file of gifts or codes may hold: the columns with what to write in them, and an example of each."""

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from server.messages import N_
from server.web.locale import say


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in a French and in an English file, and what stands in it."""

    field: str
    fr: str
    en: str
    hint: str

    def of(self, language: str) -> str:
        """Its name in a language."""
        return self.fr if language == "fr" else self.en


_NAME = N_("Required in one language; 80 characters at most.")
_WORDS = N_("Shown with the gift.")
GIFTS = (
    Column("name_fr", "Nom", "Name in French", _NAME),
    Column("name_en", "Nom anglais", "Name", _NAME),
    Column("kind", "Type", "Kind", N_("Thing, voucher, donation, experience or team pot. Empty: thing.")),
    Column("cost", "Points", "Points", N_("Required. A whole number.")),
    Column("value", "Valeur", "Value", N_("Required. Euros, with a comma or a point, such as 14.50.")),
    Column("tax_label", "Étiquette fiscale", "Tax label",
           N_("Taxable, social committee, donation or recognition. Empty: taxable. Donations and pots: donation.")),
    Column("tax_event", "Occasion", "Occasion",
           N_("For the social committee: birth, wedding, retirement, parents’ day, saint, Christmas or school.")),
    Column("tax_reason", "Motif fiscal", "Tax reason", N_("For the social committee and recognition: why it fits.")),
    Column("stock", "Stock", "Stock", N_("How many there are. Empty: never runs out. A voucher has codes instead.")),
    Column("low_stock_at", "Seuil d’alerte", "Low stock", N_("You are told when this many are left. Empty: 6.")),
    Column("limit_count", "Limite", "Limit", N_("How many a person may order. Empty: no limit.")),
    Column("limit_window", "Période", "Period", N_("What the limit counts over: month, quarter, year or in all.")),
    Column("min_level", "Niveau", "Level", N_("From 1 to 5, or its name. Empty: everybody.")),
    Column("from_day", "Premier jour", "First day", N_("Like 2027-01-31 or 31/01/2027.")),
    Column("until_day", "Dernier jour", "Last day", N_("Like 2027-01-31 or 31/01/2027.")),
    Column("places", "Lieux de retrait", "Places", N_("Names of your pick-up places, with | between them, or “all”.")),
    Column("choices", "Choix", "Choices", N_("Sizes or colours, with | between them.")),
    Column("approval", "Validation", "Approval", N_("Yes: HR says yes to each order. No: automatic. Empty: yes.")),
    Column("delay_days", "Délai", "Delay", N_("Usual days until it is ready. Empty: 5.")),
    Column("summary_fr", "Résumé", "Summary in French", _WORDS),
    Column("summary_en", "Résumé anglais", "Summary", _WORDS),
    Column("description_fr", "Description", "Description in French", _WORDS),
    Column("description_en", "Description anglaise", "Details", _WORDS),
    Column("thanks_fr", "Remerciement", "Thanks in French", N_("Said at the hand-over.")),
    Column("thanks_en", "Remerciement anglais", "Thanks", N_("Said at the hand-over.")),
    Column("illustration", "Dessin", "Drawing", N_("Flask, plant, coffee, heart, book, clock, bag, lunch or ticket.")),
    Column("is_nearby", "Près d’ici", "Nearby", N_("Yes or no.")),
)  # fmt: skip
CODES = (
    Column("code", "Code", "Code", N_("Required. 200 characters at most.")),
    Column("expires_on", "Date d’expiration", "Expiry date", N_("Its last day, like 2027-12-31 or 31/12/2027.")),
)
HINTS = {column.field: column.hint for column in GIFTS}
_SHOWN = (
    "name_fr", "name_en", "kind", "cost", "value", "tax_label", "stock", "limit_count", "limit_window", "places",
    "approval", "illustration",
)  # fmt: skip
_ROWS = {
    "fr": (
        ("Gourde en acier", "Steel bottle", "objet", "300", "15,00", "imposable", "24", "1", "an", "", "oui", "gourde"),
        ("Bon de librairie", "Bookshop voucher", "bon", "400", "20,00", "imposable", "", "2", "an", "", "non", "livre"),
        ("Don aux jardins", "Gift to gardens", "don", "200", "10,00", "don", "", "", "", "", "non", "plante"),
    ),
    "en": (
        ("Gourde en acier", "Steel bottle", "thing", "300", "15.00", "taxable", "24", "1", "year", "", "yes", "flask"),
        ("Bon de librairie", "Bookshop voucher", "voucher", "400", "20.00", "taxable", "", "2", "year", "", "no",
         "book"),
        ("Don aux jardins", "Gift to gardens", "donation", "200", "10.00", "donation", "", "", "", "", "no", "plant"),
    ),
}  # fmt: skip


def guide_of(columns: Sequence[Column], language: str) -> tuple[tuple[str, str], ...]:
    """Each column by its name in a language, with what to write."""
    return tuple((column.of(language), say(column.hint)) for column in columns)


def example_gifts(language: str, places: Sequence[str]) -> bytes:
    """Three gifts; the first is fetched at the places that there are."""
    columns = [column.of(language) for field in _SHOWN for column in GIFTS if column.field == field]
    first, *others = _ROWS["fr" if language == "fr" else "en"]
    where = _SHOWN.index("places")
    return _csv([columns, (*first[:where], " | ".join(places), *first[where + 1 :]), *others])


def example_codes(language: str, today: date) -> bytes:
    """Two codes that open nothing."""
    last = date(today.year + 1, 12, 31)
    day = last.strftime("%d/%m/%Y") if language == "fr" else last.isoformat()
    word = "EXEMPLE" if language == "fr" else "EXAMPLE"
    return _csv([[column.of(language) for column in CODES], [f"{word}-0001-AAAA", day], [f"{word}-0002-BBBB", ""]])


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """As a French spreadsheet opens it: with semicolons and a mark that tells the charset."""
    written = StringIO(newline="")
    csv.writer(written, delimiter=";").writerows(rows)
    return codecs.BOM_UTF8 + written.getvalue().encode()
