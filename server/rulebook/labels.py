"""What the default rules are called."""

from server.messages import N_

LABELS = {
    "R1": N_("A share that somebody outside opens"),
    "R2": N_("First share of the week"),
    "R3": N_("Written in your own words"),
    "R4": N_("Visitors of your links"),
    "R5": N_("Openings that cannot wait: shares"),
    "R5-visits": N_("Openings that cannot wait: visitors"),
    "R6": N_("An application through your link"),
    "R7": N_("Referral, a first call"),
    "R8": N_("Referral, an interview"),
    "R9": N_("Referral, an arrival"),
    "R10": N_("Referral, trial passed"),
    "R11": N_("Welcome"),
    "R12": N_("The team reaches its goal"),
    "R13": N_("An article you suggested"),
    "R14": N_("Thanks from a lead"),
}
LABELS_FR = {
    "R1": "Un partage que quelqu’un ouvre",
    "R2": "Premier partage de la semaine",
    "R3": "Écrit avec vos mots",
    "R4": "Visites de vos liens",
    "R5": "Postes à pourvoir vite : partages",
    "R5-visits": "Postes à pourvoir vite : visites",
    "R6": "Une candidature par votre lien",
    "R7": "Cooptation, premier contact",
    "R8": "Cooptation, entretien",
    "R9": "Cooptation, arrivée",
    "R10": "Cooptation, essai validé",
    "R11": "Bienvenue",
    "R12": "L’équipe atteint son objectif",
    "R13": "Un article que vous avez proposé",
    "R14": "Un merci de votre responsable",
}


def default_labels(key: str) -> tuple[str, str]:
    """French and English name of a default rule; one without a name goes by its key."""
    return LABELS_FR.get(key, key), LABELS.get(key, key)
