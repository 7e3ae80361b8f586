"""Openings, candidates and referrals at every stage, for tests of HR's board."""

from datetime import datetime, timedelta
from typing import Any

from server import clock
from server.candidates.uploads import Cv
from server.candidates.vault import Identity, admit
from server.openings.models import Opening
from server.referrals.models import Referral, ReferralSettings, ReferralStep


async def opening(title: str = "Data engineer", **more: Any) -> Opening:
    """An open position."""
    slug = more.pop("slug", title.casefold().replace(" ", "-"))
    return await Opening.create(
        title=title, slug=slug, skills=[], steps=[], state="open", created_at=clock.now(), published_at=clock.now(),
        **more,
    )  # fmt: skip


async def candidate(name: str, *, email: str | None = None, cv: Cv | None = None, message: str = "") -> str:
    """Somebody who applied, sealed as they are in life; their id."""
    address = email or f"{name.split()[0].casefold()}@elsewhere.example"
    return (await admit(Identity(name, address, None, message), "en", cv)).candidate_id


async def referral(
    about: Opening, who: str | None, *, stage: str = "submitted", since: timedelta = timedelta(), **more: Any
) -> Referral:
    """A referral that has been in this stage for so long; its first step is written, and the last."""
    at = clock.now() - since
    submitted = more.pop("submitted_at", at)
    made = await Referral.create(
        opening=about, candidate_id=who, source=more.pop("source", "link"), stage=stage, stage_at=at,
        submitted_at=submitted, **more,
    )  # fmt: skip
    await step(made, "submitted", submitted)
    if stage != "submitted":
        await step(made, stage, at)
    return made


async def step(of: Referral, stage: str, at: datetime) -> None:
    """That a stage was reached."""
    await ReferralStep.create(referral=of, stage=stage, at=at)


async def decide(**changes: Any) -> None:
    """What HR decided about referrals."""
    await ReferralSettings.update_or_create(id=1, defaults=changes)
