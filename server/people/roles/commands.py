"""Giving somebody another role."""

from server.database import rows, transaction
from server.web.audit import record
from server.web.problems import NotFound

ROLES = ("employee", "lead", "editor", "hr", "admin")
# The lock and the role before it, in one statement that comes first: two changes at once are noted in their order.
_LOCK = "UPDATE person SET role = role WHERE id = $1 AND left_company_at IS NULL RETURNING role"


async def give_role(person_id: str, role: str, actor_id: str | None) -> None:
    """From the next request on, this is what they may do. Raises NotFound; ValueError for a role that is not one."""
    if role not in ROLES:
        raise ValueError(role)
    async with transaction():
        found = await rows(_LOCK, person_id)
        if not found:
            raise NotFound
        if found[0]["role"] != role:
            await rows("UPDATE person SET role = $1 WHERE id = $2 RETURNING id", role, person_id)
            await record("person.role", "person", person_id, actor_id, found[0], {"role": role})
