"""Signing other devices out."""

from server.people.models import Session
from server.web.problems import NotFound


async def sign_device_out(person_id: str, tag: str) -> str:
    """End one session of this person; its hash. Raises NotFound for anybody else's."""
    found = await Session.get_or_none(tag=tag, person_id=person_id)
    if found is None:
        raise NotFound
    await Session.filter(id_hash=found.id_hash, person_id=person_id).delete()
    return str(found.id_hash)


async def sign_out_elsewhere(person_id: str, session_hash: str) -> None:
    """End every session of this person but the present one."""
    await Session.filter(person_id=person_id).exclude(id_hash=session_hash).delete()
