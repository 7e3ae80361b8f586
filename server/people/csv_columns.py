"""Which column of a people file is which, by the names people give them in French and English."""

from collections.abc import Sequence

from server.tables.columns import places, plain_label, ranked

# The best name of a field comes first: a file with both “Équipe” and “Département” is read by its team.
_NAMES: dict[str, str] = {
    "given_name": "prenom|prenoms|first name|firstname|given name|forename|prenom usuel|prenom du salarie"
    "|prenom salarie|prenom employe",
    "family_name": "nom|nom de famille|nom usuel|nom d usage|last name|lastname|surname|family name"
    "|nom du salarie|nom salarie|nom employe|nom patronymique|nom de naissance",
    "full_name": "nom complet|nom et prenom|nom prenom|nom prenoms|prenom nom|prenom et nom|full name"
    "|fullname|employee name|display name|nom affiche|name|collaborateur|collaboratrice"
    "|salarie|employe|employee",
    "email": "email professionnel|e mail professionnel|mail professionnel|courriel professionnel|email pro"
    "|e mail pro|mail pro|work email|work e mail|business email|company email|email|e mail|mail|courriel"
    "|adresse email|adresse e mail|adresse mail|adresse courriel|adresse electronique|adresse de messagerie"
    "|email address|e mail address|mail address|messagerie|emails",
    "employee_number": "matricule|numero matricule|n matricule|no matricule|matricule paie|matricule salarie"
    "|employee number|employee no|employee id|employe id|employee code|numero employe|numero d employe"
    "|numero de salarie|numero salarie|n employe|n salarie|id employe|id salarie|id collaborateur"
    "|identifiant employe|identifiant salarie|code salarie|code employe|staff id|staff number"
    "|personnel number|personnel no|payroll number|worker id|emp id|empid|identifiant|id",
    "team": "equipe|team|team name|nom de l equipe|service|pole|unite|unit|departement|department|dept"
    "|direction|division|business unit|bu",
    "lead": "e mail du manager|e mail manager|email du manager|email manager|manager email|manager e mail"
    "|matricule manager|matricule du manager|manager id|manager|responsable|responsable hierarchique"
    "|superieur hierarchique|superieur|n 1|line manager|reporting manager|reports to|supervisor"
    "|nom du manager|manager name|nom manager|chef d equipe|team lead|team leader|lead",
    "lead_given_name": "manager prenom|prenom manager|prenom du manager|manager first name",
    "lead_family_name": "manager nom|manager last name",
    "site": "site|site de travail|lieu|lieu de travail|localisation|work location|location|etablissement"
    "|agence|bureau|office|implantation|ville|city",
    "language": "langue|langue preferee|langue de communication|preferred language|language|lang|locale",
    "job_title": "intitule de poste|intitule du poste|poste|poste occupe|fonction|job title|libelle emploi"
    "|emploi|metier|position|job role|job|role|titre|title",
    "start_date": "date d embauche|date embauche|hire date|date of hire|hired on|start date|date d entree"
    "|date entree|date d arrivee|date arrivee|joining date|date joined|date de debut|date debut"
    "|date de debut de contrat|date debut contrat|embauche",
    "left_on": "date de sortie|date sortie|date de depart|date depart|termination date|termination|leave date"
    "|leaving date|exit date|departure date|date left|left on|last day|end date|date de fin|date fin"
    "|date de fin de contrat|date fin contrat|sortie|depart",
}
_RANKS = ranked(_NAMES)
_LEAD_IN_TWO = ("lead_given_name", "lead_family_name")


def known_columns(header: Sequence[str]) -> dict[str, int]:
    """The place of each field that the header names, in the order of the file."""
    return dict(sorted(_one_name(_one_lead(places(header, _RANKS))).items(), key=lambda known: known[1]))


def _one_name(found: dict[str, int]) -> dict[str, int]:
    """A name stands in two columns or in one; “Nom” alone holds the whole name."""
    known = dict(found)
    if "given_name" in known and "family_name" in known:
        known.pop("full_name", None)
        return known
    only = known.pop("family_name", None)
    known.pop("given_name", None)
    if only is not None:
        known.setdefault("full_name", only)
    return known


def _one_lead(found: dict[str, int]) -> dict[str, int]:
    dropped = _LEAD_IN_TWO if "lead" in found or not all(part in found for part in _LEAD_IN_TWO) else ()
    return {field: place for field, place in found.items() if field not in dropped}


def has_name(columns: dict[str, int]) -> bool:
    """Whether these columns name people."""
    return "full_name" in columns or "given_name" in columns


def has_key(columns: dict[str, int]) -> bool:
    """Whether these columns tell one person from another at the next import."""
    return "email" in columns or "employee_number" in columns


def names_family_first(label: str) -> bool:
    """Whether one column of names says that the family name comes first (“Nom et prénom”)."""
    plain = plain_label(label)
    return plain.startswith("nom") and "prenom" in plain
