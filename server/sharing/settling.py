"""How a link's finished day ends: settled into one fact, or held for HR; one conditional update decides which."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from gamification import Fact, FactValue, PeriodKind, period_from_key
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import announce
from server.sharing.days import programme_zone
from server.sharing.detectors import Notice


@dataclass(frozen=True, slots=True)
class EarningLink:
    """A link whose person still takes part: what its settlement names."""

    id: str
    person_id: str
    article_id: str
    channel: str


async def settle_day(link_day_id: int) -> None:
    """One finished day becomes one fact, whoever settles."""
    async with transaction():
        taken = await _take(link_day_id)
        link = await earning_link(taken["link_id"]) if taken else None
        if taken and link:
            await announce_settled(link, taken["day"], taken["valid"])


async def hold_day(link_day_id: int, noticed: Sequence[Notice]) -> None:
    """The day waits for HR with the figures of what was noticed; nobody is told what that was."""
    async with transaction():
        taken = await _take(link_day_id)
        if taken and await earning_link(taken["link_id"]):
            await rows(
                "INSERT INTO visit_hold (id, link_day_id, state, evidence, valid, held_at) "
                "VALUES ($1, $2, 'open', $3, $4, $5) RETURNING id",
                new_id(), link_day_id, evidence(noticed), taken["valid"], to_millis(clock.now()),
            )  # fmt: skip


def evidence(noticed: Sequence[Notice]) -> str:
    """What is stored of what was noticed: names and figures."""
    return json.dumps({"notices": [{"name": each.name, "holds": each.holds, **each.figures} for each in noticed]})


async def _take(link_day_id: int) -> dict[str, Any] | None:
    """Take the day out of those that wait: it is either settled or held, once."""
    taken = await rows(
        "UPDATE link_day SET settled_at = $1 WHERE id = $2 AND settled_at IS NULL RETURNING link_id, day, valid",
        to_millis(clock.now()), link_day_id,
    )  # fmt: skip
    return taken[0] if taken else None


async def earning_link(link_id: str) -> EarningLink | None:
    """The link, unless its person has left: then its visits are counted and earn nothing any more."""
    found = await rows(
        "SELECT l.id, l.person_id, l.article_id, l.channel FROM link l JOIN person p ON p.id = l.person_id "
        "WHERE l.id = $1 AND p.opted_out_at IS NULL AND p.left_company_at IS NULL",
        link_id,
    )
    return EarningLink(**found[0]) if found else None


async def announce_settled(link: EarningLink, day: str, visitors: int) -> None:
    """Announce a day's one settlement: its key keeps it from ever coming twice."""
    values: dict[str, FactValue] = {
        "article": link.article_id, "channel": link.channel, "link": link.id, "visitors": visitors,
    }  # fmt: skip
    # The day's last instant: its limits are those of the day and week in which people came.
    ends_at = period_from_key(day, PeriodKind.DAY, await programme_zone()).ends_at
    at = ends_at - timedelta(milliseconds=1)
    await announce(Fact(f"visits:{link.id}:{day}", "visits.settled", link.person_id, at, "link", link.id, values))
