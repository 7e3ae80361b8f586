"""The list of Orvane's people as its HR tool exports it, for the real import to read."""

import csv
import io

from server.demo.people import DemoPerson, people, teams

HEADER = (
    "Matricule",
    "Nom",
    "Prénom",
    "E-mail",
    "Équipe",
    "Responsable",
    "Site",
    "Langue",
    "Fonction",
    "Date d'entrée",
    "Centre de coût",
    "Téléphone interne",
)


def people_csv(seed: int = 1) -> bytes:
    """The export as a French HR tool writes it: BOM, semicolons, CRLF, two columns that nobody asked for."""
    everyone = people(seed)
    by_number = {person.number: person for person in everyone}
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(_row(person, by_number) for person in everyone)
    return out.getvalue().encode("utf-8-sig")


def _row(person: DemoPerson, by_number: dict[str, DemoPerson]) -> tuple[str, ...]:
    lead = by_number[person.lead].email if person.lead else None
    cost_centre = f"CC{100 + 10 * [team.name for team in teams()].index(person.team)}"
    return (
        person.number,
        person.family_name,
        person.given_name,
        person.email or "",
        person.team,
        lead or "",
        person.site,
        person.language,
        person.job_title,
        person.starts_on.strftime("%d/%m/%Y"),
        cost_centre,
        str(4000 + int(person.number[2:]) % 1000),
    )
