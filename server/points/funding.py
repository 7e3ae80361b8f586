"""Budgets: the programme's, so many points per enrolled person and season, and the campaigns' purses."""

from gamification import Fact, PeriodKind, fund_budget, period_of
from server import clock
from server.database import rows, transaction
from server.events import CampaignFunded
from server.people.queries import company, members
from server.points import ledger
from server.web.locale import zone

DEFAULT_PER_PERSON = 300


async def fund_newcomer(fact: Fact) -> None:
    """Somebody who joins brings their part of the season's budget."""
    if fact.kind == "onboarding.completed":
        await _fund(fact.person, period_of(clock.now(), PeriodKind.SEASON, zone()).key)


async def fund_season() -> None:
    """Chore: at the start of a season everybody who takes part brings their part, once."""
    season = period_of(clock.now(), PeriodKind.SEASON, zone()).key
    funded = await rows("SELECT person_id FROM transfer WHERE group_key = $1 AND kind = 'fund'", f"fund:{season}")
    known = {row["person_id"] for row in funded}
    for person_id in await members():
        if person_id not in known:
            async with transaction():
                await _fund(person_id, season)


async def fund_campaign(event: CampaignFunded) -> None:
    """Points that somebody put into a campaign's purse, once per key."""
    key = f"campaign:{event.campaign}:{event.key}"
    await ledger.post(fund_budget(event.campaign, event.points, key, clock.now()), f"fund:{key}", None)


async def _fund(person_id: str, season: str) -> None:
    profile = await company()
    amount = profile.points_per_person if profile else DEFAULT_PER_PERSON
    if amount > 0:
        await ledger.post(fund_budget(None, amount, f"{season}:{person_id}", clock.now()), f"fund:{season}", person_id)
