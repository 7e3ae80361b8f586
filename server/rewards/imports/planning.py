"""What a draft would do today, and what it did: the database is asked, nothing is written."""

import asyncio
from dataclasses import dataclass
from datetime import date

from server.database import rows
from server.rewards.code_sealing import open_file
from server.rewards.codes import known_codes, today
from server.rewards.imports.drafts import Draft
from server.rewards.imports.keeping import codes_of_text, gifts_of_text
from server.rewards.imports.reading_codes import CodesFile, CodesPlan, plan_codes
from server.rewards.imports.reading_gifts import GiftsFile, GiftsPlan, name_key, plan_gifts
from server.rewards.known import Names
from server.rewards.queries import places, rewards


@dataclass(frozen=True, slots=True)
class Voucher:
    """A gift that codes can be given to."""

    id: str
    name: Names
    stock: int


async def vouchers() -> tuple[Voucher, ...]:
    """The vouchers that are not retired, drafts too, by name."""
    found = [each for each in await rewards(published_only=False) if each.kind == "voucher" and not each.retired_at]
    listed = [Voucher(each.id, each.name, each.left or 0) for each in found]
    return tuple(sorted(listed, key=lambda each: (name_key(each.name.of("fr")), each.id)))


async def gifts_planned(content: str) -> tuple[GiftsFile, GiftsPlan]:
    """What a stored file of gifts says, and what would become of its rows."""
    file = gifts_of_text(content)
    names, here = await _known_names(), await _known_places()
    return file, await asyncio.to_thread(plan_gifts, file, names, here)  # two thousand rows take their time


async def _known_names() -> set[str]:
    """The names of all gifts there ever were."""
    found = await rows("SELECT name_fr, name_en FROM reward")
    return {name_key(row[name]) for row in found for name in ("name_fr", "name_en")}


async def _known_places() -> dict[str, str]:
    return {name_key(place.name): place.id for place in await places()}


async def codes_planned(draft: Draft) -> tuple[CodesFile, CodesPlan]:
    """What a sealed file of codes says, and what would become of its rows. Raises CannotOpen."""
    return await _planned(codes_of_text(open_file(draft.id, draft.content)), today())


async def _planned(file: CodesFile, day: date) -> tuple[CodesFile, CodesPlan]:
    return file, plan_codes(file, await known_codes([row.code for row in file.rows]), day)
