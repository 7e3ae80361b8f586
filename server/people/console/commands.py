"""Roles and departures: who may give what, never the last administrator, all of it on record."""

from typing import Any

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.messages import N_
from server.people.models import Session, TeamLead
from server.web.audit import record
from server.web.problems import Forbidden, NotFound, Refused
from server.web.sessions import SignedIn

BY_HR = ("employee", "lead", "editor")
BY_ADMIN = (*BY_HR, "hr", "admin")
NOT_YOURS = N_("Only an administrator changes this role.")
NOT_ONESELF = N_("You cannot do this to yourself. Ask another administrator.")
NEEDS_ADDRESS = N_("This role signs in with a fresh code by mail, and there is no address for this person.")


def roles_given_by(role: str) -> tuple[str, ...]:
    """What somebody of this role may give."""
    return BY_ADMIN if role == "admin" else BY_HR


async def change_role(person_id: str, role: str, by: SignedIn) -> None:
    """Give a role; its sessions end, since their length depends on it."""
    async with transaction():
        person = await _taken(person_id, by)
        if role not in roles_given_by(by.role):
            raise Forbidden(NOT_YOURS)
        if role in ("hr", "admin") and not person["email"]:
            raise Refused(NEEDS_ADDRESS)
        if role == person["role"]:
            return
        await rows("UPDATE person SET role = $1 WHERE id = $2 RETURNING id", role, person_id)
        await Session.filter(person_id=person_id).delete()
        await record("person.role", "person", person_id, by.person_id, {"role": person["role"]}, {"role": role})


async def mark_left(person_id: str, by: SignedIn) -> None:
    """Somebody left the company: they are signed out everywhere and lead nothing; what they earned stays."""
    async with transaction():
        person = await _taken(person_id, by)
        if person["left_company_at"] is not None:
            return
        now = to_millis(clock.now())
        await rows("UPDATE person SET left_company_at = $1 WHERE id = $2 RETURNING id", now, person_id)
        await rows("DELETE FROM sign_in_code WHERE person_id = $1 RETURNING id", person_id)
        await Session.filter(person_id=person_id).delete()
        await TeamLead.filter(person_id=person_id).delete()
        await record("person.left", "person", person_id, by.person_id, None, {"left_company_at": now})


async def mark_back(person_id: str, by: SignedIn) -> None:
    """Somebody came back, or had never left."""
    async with transaction():
        person = await _taken(person_id, by)
        if person["left_company_at"] is None:
            return
        await rows("UPDATE person SET left_company_at = NULL WHERE id = $1 RETURNING id", person_id)
        before = {"left_company_at": person["left_company_at"]}
        await record("person.back", "person", person_id, by.person_id, before, None)


async def _taken(person_id: str, by: SignedIn) -> dict[str, Any]:
    """The person's row, held until the transaction ends, unless it is not for this colleague to change."""
    found = await rows(
        "UPDATE person SET role = role WHERE id = $1 RETURNING id, role, email, left_company_at", person_id
    )
    if not found:
        raise NotFound
    if person_id == by.person_id:
        raise Refused(NOT_ONESELF)
    if found[0]["role"] not in roles_given_by(by.role):
        raise Forbidden(NOT_YOURS)
    return found[0]
