"""Changing what the whole programme lives by."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from server.database import rows, transaction
from server.people.queries import CompanyProfile, company, forget_company
from server.web.audit import record


class Stale(Exception):
    """Somebody else saved in between."""


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """The settings that HR may change."""

    name: str
    zone: str
    languages: tuple[str, ...]
    accent: str
    points_per_person: int
    mention_required: bool
    internal_networks: tuple[str, ...] = ()


_SAVE = """
UPDATE company SET name = $1, zone = $2, languages = $3, accent = $4, points_per_person = $5, mention_required = $6,
    internal_networks = $7, version = version + 1
WHERE id = 1 AND version = $8 RETURNING version
"""


async def save_settings(wanted: CompanySettings, version: int, by: str) -> None:
    """Save, unless the settings are no longer those that were shown. Raises Stale."""
    try:
        async with transaction():
            before = await _present()
            values = (wanted.name, wanted.zone, json.dumps(list(wanted.languages)), wanted.accent.lower())
            networks = json.dumps(list(wanted.internal_networks))
            game = (wanted.points_per_person, wanted.mention_required, networks)
            if not await rows(_SAVE, *values, *game, version):
                raise Stale
            changed = _difference(before, asdict(wanted))
            await record("company.settings", "company", "1", by, {name: before[name] for name in changed}, changed)
    finally:
        forget_company()


async def _present() -> dict[str, Any]:
    forget_company()
    profile = await company()
    return _values(profile) if profile else {}


def _values(profile: CompanyProfile) -> dict[str, Any]:
    return {name: getattr(profile, name) for name in CompanySettings.__slots__}


def _difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if before.get(name) != value}
