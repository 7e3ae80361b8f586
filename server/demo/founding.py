"""Sets Orvane up as a customer would: company, topics, people from the HR export, places and roles."""

from server.content.topics import NewTopic, ensure_topics
from server.database import rows
from server.demo.hr_export import people_csv
from server.demo.people import DemoPerson, persona, teams
from server.demo.topics import TOPICS
from server.people.importing import import_people
from server.people.queries import company
from server.people.roles.commands import give_role
from server.people.setup.commands import Founding, ensure_setup_token, found_company
from server.people.teams.commands import put_under

COMPANY = "Orvane"
ZONE = "Europe/Paris"
ACCENT = "#0f6b78"


class DemoBroken(Exception):
    """The demo's own data was refused: a fault of this program, not of whoever runs it."""


async def is_orvane() -> bool:
    """Whether the company here is the demo's, which may be thrown away."""
    profile = await company()
    strangers = await rows("SELECT 1 AS one FROM person WHERE email NOT LIKE '%.example' LIMIT 1")
    return profile is not None and profile.name == COMPANY and not strangers


async def found_orvane(people: tuple[DemoPerson, ...]) -> dict[str, str]:
    """The company with everybody in it; their ids by employee number."""
    await ensure_topics([NewTopic(each.slug, each.name_fr, each.name_en, each.cover, each.icon) for each in TOPICS])
    admin_id = await _set_up(persona("admin", people))
    report = await import_people(people_csv(), "orvane.csv")
    if report.is_refused or report.refused or report.notes:
        raise DemoBroken(report.as_dict())
    ids = {row["employee_number"]: row["id"] for row in await rows("SELECT id, employee_number FROM person")}
    await _place_teams(admin_id)
    for person in people:
        if person.role in ("editor", "hr"):
            await give_role(ids[person.number], person.role, admin_id)
    return ids


async def _set_up(admin: DemoPerson) -> str:
    path = await ensure_setup_token()
    if path is None or admin.email is None:
        raise DemoBroken("there is a company already, or its administrator has no address")
    founding = Founding(
        company=COMPANY, zone=ZONE, languages=("fr", "en"), accent=ACCENT, given_name=admin.given_name,
        family_name=admin.family_name, email=admin.email, language=admin.language,
    )  # fmt: skip
    return (await found_company(path.rpartition("/")[2], founding, "Firefox Linux")).person_id


async def _place_teams(admin_id: str) -> None:
    ids = {row["name"]: row["id"] for row in await rows("SELECT id, name FROM team")}
    for team in teams():
        if team.parent:
            await put_under(ids[team.name], ids[team.parent], admin_id)
