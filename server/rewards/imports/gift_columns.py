"""Which column of a file of gifts is which, and which words stand for what in its cells, in French and English."""

from collections.abc import Mapping, Sequence

from server.messages import N_
from server.tables.columns import places, ranked

# The best name of a field comes first. “Reason”, the last column of our own file of refused rows, is none of them.
_COLUMNS = {
    "name_fr": "nom fr|nom francais|nom en francais|name fr|french name|name in french|name french|nom du cadeau|nom"
    "|intitule|libelle|designation|cadeau|titre",
    "name_en": "name en|nom en|nom anglais|nom en anglais|english name|name in english|name english|gift name|name"
    "|gift|title",
    "kind": "type de cadeau|type|genre|nature|categorie|kind of gift|kind|category",
    "cost": "cout en points|prix en points|points|cout|cost in points|price in points|cost",
    "value": "valeur faciale|valeur en euros|valeur eur|valeur|montant|face value|face value in euros|value in euros"
    "|value eur|value|amount",
    "tax_label": "etiquette fiscale|regime fiscal|traitement fiscal|fiscalite|etiquette|tax label|tax treatment|tax",
    "tax_event": "occasion|evenement|event",
    "tax_reason": "justification fiscale|motif fiscal|motif de l etiquette|justification|tax reason"
    "|reason for the label",
    "stock": "stock|en stock|quantite|nombre de pieces|pieces|quantity|in stock",
    "low_stock_at": "seuil d alerte|alerte stock|stock bas|seuil|low stock at|low stock|low from|alert below",
    "limit_count": "limite par personne|maximum par personne|max par personne|limite|limit per person"
    "|maximum per person|per person|limit",
    "limit_window": "periode de la limite|limite par|periode|fenetre|compte sur|limit window|limit period|window"
    "|counted over|period",
    "min_level": "niveau minimum|niveau minimal|niveau requis|a partir du niveau|niveau|minimum level|min level"
    "|from the level|from level|level",
    "from_day": "premier jour|disponible des|disponible a partir du|date de debut|debut|a partir du|first day"
    "|available from|start date|from day|from",
    "until_day": "dernier jour|disponible jusqu au|date de fin|fin|jusqu au|last day|available until|end date"
    "|until day|until",
    "places": "lieux de retrait|lieu de retrait|points de retrait|lieux|lieu|retrait|pick up places|pick up place"
    "|pickup places|pickup place|places|place",
    "choices": "choix|variantes|tailles|couleurs|options|choices|variants|sizes",
    "approval": "validation|approbation|accord rh|accord|approval",
    "delay_days": "delai habituel|delai en jours|delai jours|delai|usual delay in days|usual delay|delay in days"
    "|delay days|delay",
    "summary_fr": "resume fr|resume francais|resume en francais|summary fr|french summary|summary in french|resume"
    "|en bref|accroche",
    "summary_en": "summary en|resume en|resume anglais|resume en anglais|english summary|summary in english|summary",
    "description_fr": "description fr|description francaise|description en francais|french description"
    "|description in french|descriptif|description",
    "description_en": "description en|description anglaise|description en anglais|english description"
    "|description in english|details",
    "thanks_fr": "remerciement fr|remerciement en francais|thanks fr|french thanks|thank you note in french"
    "|mot de remerciement|remerciement",
    "thanks_en": "thanks en|remerciement en|remerciement en anglais|english thanks|thank you note in english"
    "|thank you note|thanks",
    "illustration": "dessin|illustration|drawing",
    "is_nearby": "pres d ici|a proximite|fabrique pres d ici|local|made nearby|nearby",
}  # fmt: skip
_RANKS = ranked(_COLUMNS)

_YES, _NO = "oui|o|yes|y|vrai|true|x|1", "non|n|no|faux|false|0"
WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "good": "good|goods|thing|thing to fetch|object|item|article|objet|objet a retirer"
        "|bien|produit|cadeau",
        "voucher": "voucher|voucher with a code|gift card|gift voucher|coupon|bon|bon d achat|bon cadeau|carte cadeau"
        "|cheque cadeau|bon avec code|bon avec un code",
        "donation": "donation|charity|don|don a une association|association",
        "experience": "experience|activity|workshop|activite|atelier|sortie",
        "team_pot": "team pot|team pots|pot|team gift|cagnotte|cagnotte d equipe|cadeau d equipe|cadeau collectif",
    },
    "tax_label": {
        "taxable": "taxable|taxable benefit|benefit|imposable|avantage imposable|avantage en nature|avantage|soumis"
        "|soumis a cotisations",
        "social": "social|social committee|gift of the social committee|social committee gift|works council|cse"
        "|cadeau du cse|cadeau cse|comite social et economique|oeuvres sociales",
        "donation": "donation|charity|don",
        "recognition": "recognition|recognition without value|no value|reconnaissance|reconnaissance sans valeur"
        "|sans valeur",
    },
    "tax_event": {
        "birth": "birth|adoption|naissance|naissance ou adoption",
        "wedding": "wedding|wedding or civil partnership|civil partnership|mariage|pacs|mariage ou pacs",
        "retirement": "retirement|retraite|depart a la retraite",
        "parents_day": "parents day|mother s day|father s day|mother s or father s day|fete des meres"
        "|fete des peres|fete des meres ou des peres",
        "saint": "saint|saint catherine|saint nicholas|saint catherine s or saint nicholas day|sainte catherine"
        "|saint nicolas|sainte catherine ou saint nicolas",
        "christmas": "christmas|noel",
        "school": "school|start of the school year|back to school|rentree|rentree scolaire",
    },
    "limit_window": {
        "month": "month|a month|per month|monthly|mois|par mois|mensuel|mensuelle",
        "quarter": "quarter|a quarter|per quarter|quarterly|season|a season|trimestre|par trimestre|saison|par saison",
        "year": "year|a year|per year|yearly|an|annee|par an|par annee|annuel|annuelle",
        "ever": "ever|in all|in total|total|once|en tout|au total|toujours",
    },
    "approval": {
        "hr": f"hr|manual|hr says yes to each order|les rh acceptent chaque demande|rh|manuelle|manuel|accord rh"
        f"|{_YES}",
        "auto": f"auto|automatic|automatique|sans|without|{_NO}",
    },
    "illustration": {
        "flask": "flask|bottle|gourde|bouteille", "plant": "plant|plante", "coffee": "coffee|cafe",
        "heart": "heart|coeur", "book": "book|livre", "time": "time|clock|temps|horloge", "tote": "tote|bag|sac",
        "lunch": "lunch|meal|dejeuner|repas", "ticket": "ticket|voucher|billet|bon",
    },
    "min_level": {
        "1": "1|goutte|drop", "2": "2|galet|pebble", "3": "3|onde|wave", "4": "4|courant|current",
        "5": "5|maree|tide",
    },
    "is_nearby": {"true": _YES, "false": _NO},
}  # fmt: skip
EVERYWHERE = frozenset(["tous", "toutes", "tous les lieux", "partout", "all", "all places", "everywhere"])
UNLIMITED = frozenset(
    ["illimite", "sans limite", "infini", "unlimited", "never runs out", "ne s epuise pas", "no limit"]
)

NO_KNOWN_COLUMN = N_(
    "Line {line}: no column could be recognised. The first line must name them, for example "
    "“Name”, “Points”, “Value”. It reads: {found}."
)
NAME_MISSING = N_("Line {line}: the column “Name” is missing. The file has these columns: {found}.")
COST_MISSING = N_("Line {line}: the column “Points” is missing. The file has these columns: {found}.")
VALUE_MISSING = N_("Line {line}: the column “Value” is missing. The file has these columns: {found}.")


def known_columns(header: Sequence[str]) -> dict[str, int]:
    """The place of each field that the header names, in the order of the file."""
    return dict(sorted(places(header, _RANKS).items(), key=lambda known: known[1]))


def what_is_missing(columns: Mapping[str, int]) -> str:
    """The sentence that refuses a file without a name, a cost or a value."""
    if not columns:
        return NO_KNOWN_COLUMN
    if not {"name_fr", "name_en"} & columns.keys():
        return NAME_MISSING
    if "cost" not in columns:
        return COST_MISSING
    return "" if "value" in columns else VALUE_MISSING


def column_names(field: str) -> list[str]:
    """All names by which a column is known, the best one first."""
    return _COLUMNS[field].split("|")
