"""Teams get the leads that a people file names."""

from collections.abc import Sequence
from typing import Any

from server.database import rows, transaction
from server.messages import N_
from server.people.csv_reading import PersonRow
from server.people.import_chunk import one_import_at_a_time
from server.people.import_leads import Directory, Named, leads_of_teams
from server.people.import_matching import full_name
from server.people.models import TeamLead
from server.tables.remarks import Remark

LEAD_UNKNOWN = N_("Line {line}: the lead “{lead}” is nobody known here, or several people. {name} was imported.")
_EVERYBODY = """
SELECT id, given_name, family_name, email, employee_number, team_id FROM person WHERE left_company_at IS NULL
"""


async def unknown_leads(kept: Sequence[PersonRow]) -> list[Remark]:
    """For a dry run: the leads that neither the company nor the file knows."""
    everybody = [_named(row) for row in await rows(_EVERYBODY)]
    keys = {key: each.ref for each in everybody for key in (each.email, each.employee_number) if key}
    coming = [_coming(row, keys) for row in kept]
    directory = Directory([*everybody, *coming])
    return [_unknown(row) for row in kept if row.lead and directory.find(row.lead) is None]


def _coming(row: PersonRow, keys: dict[str, str]) -> Named:
    ref = keys.get(row.email or "") or keys.get(row.employee_number or "") or f"line {row.line}"
    return Named(ref, row.given_name, row.family_name, row.email, row.employee_number)


async def settle_leads(kept: Sequence[PersonRow]) -> list[Remark]:
    """Teams get the lead that their rows name; a lead who is an employee gets the role."""
    if not any(row.lead for row in kept):
        return []
    everybody = await rows(_EVERYBODY)
    directory = Directory(_named(row) for row in everybody)
    teams = {key: row["team_id"] for row in everybody for key in (row["email"], row["employee_number"]) if key}
    unknown: list[Remark] = []
    votes: list[tuple[str, str]] = []
    for row in kept:
        lead = directory.find(row.lead) if row.lead else None
        team = teams.get(row.email or "") or teams.get(row.employee_number or "")
        if lead is not None and team:
            votes.append((team, lead))
        elif row.lead and lead is None:
            unknown.append(_unknown(row))
    await _appoint(votes)
    return unknown


def _named(row: dict[str, Any]) -> Named:
    return Named(row["id"], row["given_name"], row["family_name"], row["email"], row["employee_number"])


def _unknown(row: PersonRow) -> Remark:
    return Remark(row.line, LEAD_UNKNOWN, {"line": row.line, "lead": row.lead, "name": full_name(row)})


_MAKE_LEAD = "UPDATE person SET role = 'lead' WHERE id = $1 AND role = 'employee' RETURNING id"


async def _appoint(votes: Sequence[tuple[str, str]]) -> None:
    async with transaction():
        await one_import_at_a_time()
        present = dict(await TeamLead.all().values_list("team_id", "person_id"))
        chosen = leads_of_teams(votes, present)
        if not chosen:
            return
        appointed = [TeamLead(team_id=team, person_id=lead) for team, lead in chosen.items()]
        await TeamLead.bulk_create(appointed, on_conflict=["team_id"], update_fields=["person_id"])
        for lead in dict.fromkeys(chosen.values()):
            await rows(_MAKE_LEAD, lead)
