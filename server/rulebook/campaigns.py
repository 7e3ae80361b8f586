"""Campaigns: purses with a name and dates that rules are paid from."""

import json
from dataclasses import dataclass
from datetime import datetime

from server import clock
from server.database import rows, transaction
from server.database.fields import from_millis, to_millis
from server.database.ids import new_id
from server.events import CampaignFunded, announce
from server.messages import N_
from server.people.bounds import bounds
from server.rulebook.keys import slug
from server.web.audit import record
from server.web.problems import NotFound, Refused


class NotAlone(Refused):
    """One person puts in no more than one person decides on."""

    message = N_("One person puts at most {most} points into a campaign. A colleague of HR can add the rest.")


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign without its points: those are in the ledger, under its key."""

    id: str
    key: str
    name_fr: str
    name_en: str
    starts_at: datetime | None
    ends_at: datetime | None
    pays_partly: bool


async def campaigns() -> tuple[Campaign, ...]:
    """All of them, the latest first."""
    found = await rows(
        "SELECT id, key, name_fr, name_en, starts_at, ends_at, pays_partly FROM campaign ORDER BY created_at DESC, id"
    )
    return tuple(
        Campaign(
            row["id"], row["key"], row["name_fr"], row["name_en"], _instant(row["starts_at"]),
            _instant(row["ends_at"]), bool(row["pays_partly"]),
        )
        for row in found
    )  # fmt: skip


async def is_campaign(key: str) -> bool:
    """Whether there is a campaign of this key."""
    return bool(await rows("SELECT 1 AS one FROM campaign WHERE key = $1", key))


def _instant(millis: int | None) -> datetime | None:
    return None if millis is None else from_millis(millis)


async def create_campaign(
    name_fr: str, name_en: str, starts_at: datetime | None, ends_at: datetime | None, pays_partly: bool, by: str
) -> str:
    """A campaign with an empty purse; its key is made from its English name and never changes."""
    campaign_id, wanted = new_id(), slug(name_en)
    async with transaction():
        for key in (wanted, f"{wanted[:31]}-{campaign_id[-8:]}"):
            made = await rows(
                "INSERT INTO campaign (id, key, name_fr, name_en, starts_at, ends_at, pays_partly, created_at) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (key) DO NOTHING RETURNING id",
                campaign_id, key, name_fr, name_en, _millis(starts_at), _millis(ends_at), pays_partly,
                to_millis(clock.now()),
            )  # fmt: skip
            if made:
                break
        after = {"name_fr": name_fr, "name_en": name_en, "pays_partly": pays_partly}
        await record("campaign.create", "campaign", campaign_id, by, None, after)
    return campaign_id


def _millis(instant: datetime | None) -> int | None:
    return None if instant is None else to_millis(instant)


async def fund_campaign(campaign_id: str, points: int, key: str, by: str) -> None:
    """Put points into a purse, once per key. Raises NotAlone above what one person decides on."""
    async with transaction():
        found = await rows("UPDATE campaign SET key = key WHERE id = $1 RETURNING key", campaign_id)
        if not found:
            raise NotFound
        most = (await bounds()).approval_above_90_days
        if await _put_in(campaign_id, by) + points > most:
            raise NotAlone(most=most)
        await announce(CampaignFunded(found[0]["key"], points, key))
        await record("campaign.fund", "campaign", campaign_id, by, None, {"points": points})


async def _put_in(campaign_id: str, by: str) -> int:
    found = await rows(
        "SELECT after FROM audit_entry WHERE object_type = 'campaign' AND object_id = $1 AND action = 'campaign.fund' "
        "AND actor_id = $2",
        campaign_id, by,
    )  # fmt: skip
    told = (json.loads(row["after"]) if isinstance(row["after"], str) else row["after"] for row in found)
    return sum(int(each["points"]) for each in told)
