"""The one-time right to set an empty installation up, and using it."""

from dataclasses import dataclass
from datetime import timedelta

from tortoise.exceptions import IntegrityError

from server import clock
from server.content.topics import ensure_topics
from server.database import rows, transaction
from server.database.fields import to_millis
from server.people.models import Company, Person, SetupToken
from server.people.queries import forget_company
from server.people.sessions import lifetime, open_session
from server.people.sign_in.codes import new_token
from server.people.sign_in.commands import Opened
from server.rulebook.commands import ensure_default_rules
from server.web.problems import Gone, NotFound
from server.web.sessions import hash_of

SETUP_LASTS = timedelta(hours=1)
USED = """
UPDATE setup_token SET used_at = $1 WHERE token_hash = $2 AND used_at IS NULL AND created_at > $3
AND NOT EXISTS (SELECT 1 FROM company) RETURNING token_hash
"""


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first visitor says of the company and of themselves."""

    company: str
    zone: str
    languages: tuple[str, ...]
    accent: str
    given_name: str
    family_name: str
    email: str
    language: str


async def ensure_setup_token() -> str | None:
    """The path of a fresh set-up page, good for an hour; nothing once there is a company."""
    if await Company.exists():
        return None
    token = new_token()
    await SetupToken.create(token_hash=hash_of(token), created_at=clock.now())
    return f"/setup/{token}"


async def check_setup_token(token: str) -> None:
    """Raise NotFound for a path that never was, Gone for one that is used or old."""
    found = await SetupToken.get_or_none(token_hash=hash_of(token))
    if found is None:
        raise NotFound
    if found.used_at or clock.now() - found.created_at > SETUP_LASTS or await Company.exists():
        raise Gone


async def found_company(token: str, founding: Founding, user_agent: str) -> Opened:
    """The company and its administrator, signed in and stepped up. Raises Gone when another was first."""
    try:
        opened = await _found(token, founding, user_agent)
    except IntegrityError:
        raise Gone from None
    forget_company()
    await ensure_topics()
    await ensure_default_rules()
    return opened


async def _found(token: str, founding: Founding, user_agent: str) -> Opened:
    now = clock.now()
    async with transaction():
        if not await rows(USED, to_millis(now), hash_of(token), to_millis(now - SETUP_LASTS)):
            raise Gone
        await _create_company(founding)
        person = await _create_admin(founding)
        session_id = await open_session(person.id, person.role, user_agent, stepped_up=True)
    return Opened(session_id, person.id, person.given_name, lifetime(person.role))


async def _create_company(founding: Founding) -> None:
    await Company.create(
        id=1,  # a single row: two set-ups at once cannot both succeed
        name=founding.company,
        zone=founding.zone,
        languages=list(founding.languages),
        accent=founding.accent.lower(),
        created_at=clock.now(),
    )


async def _create_admin(founding: Founding) -> Person:
    return await Person.create(
        given_name=founding.given_name,
        family_name=founding.family_name,
        email=founding.email,
        role="admin",
        language=founding.language,
        created_at=clock.now(),
    )
