"""An installation of the first release is brought to the newest schema with all its rows."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from tortoise import Tortoise
from tortoise.migrations.api.migrate import migrate as tortoise_migrate

from server.database import database, guards, rows
from server.database.config import tortoise_config
from server.database.migrate import migrate
from tests.conftest import Templates
from tests.support.postgres import url_of

FIRST_RELEASE = "0002_guards"
PERSON = "('p1', 'Ada', 'Test', 'employee', 'fr', $1, 1)"
ROWS = (
    ("company", "id, name, zone, languages, accent, created_at, version, points_per_person, mention_required",
     "(1, 'Orvane', 'Europe/Paris', '[]', '#0f6b78', 1, 1, 300, $1)", (False,)),
    ("person", "id, given_name, family_name, role, language, in_standings, created_at", PERSON, (False,)),
    ("fact", "id, key, kind, person_id, object_type, object_id, content, occurred_at, recorded_at",
     "('f1', 'onboarding:p1', 'onboarding.completed', 'p1', 'person', 'p1', '{}', 1, 1)", ()),
    ("decision", "id, fact_id, rule_key, rule_version, person_id, outcome, reason, reason_values, points, recognition, "
     "units, confirmation, charges, uses, decided_at",
     "('d1', 'f1', 'R11', 1, 'p1', 'awarded', 'awarded', '{}', 20, 30, 1, 'immediately', '[]', '[]', 1)", ()),
    ("badge_award", "id, person_id, badge, tier, fact_id, awarded_at", "('b1', 'p1', 'aurore', 1, 'f1', 1)", ()),
    ("rule", "id, key, label_fr, label_en, position, state", "('r1', 'R11', 'Bienvenue', 'Welcome', 5, 'active')", ()),
    ("rule_version", "id, rule_id, number, spec, spec_hash, active_from", "('v1', 'r1', 1, '{}', 'x', 0)", ()),
)  # fmt: skip


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def first_release(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> AsyncIterator[str]:
    """A database as the first release left it, with a company at work in it."""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    if request.param == "postgresql":
        name = "ricoche_" + uuid.uuid4().hex[:10]
        connection = await asyncpg.connect(templates.postgres)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()
        url = url_of(templates.postgres, name)
    options: dict[str, Any] = {"foreign_keys": "OFF"} if request.param == "sqlite" else {}
    await tortoise_migrate(config=tortoise_config(url, **options), target=f"ricoche.{FIRST_RELEASE}")
    await Tortoise.close_connections()
    async with database(url):
        for table, columns, values, given in ROWS:
            await rows(f"INSERT INTO {table} ({columns}) VALUES {values} RETURNING 1 AS one", *given)
    yield url


async def test_nothing_is_lost_and_every_guard_is_there(first_release: str) -> None:
    await migrate(first_release)
    async with database(first_release):
        await guards.assert_installed()
        for table, *_ in ROWS:
            assert await rows(f"SELECT count(*) AS n FROM {table}") == [{"n": 1}], table
        assert await rows("SELECT approval_above_once, internal_networks FROM company") == [
            {"approval_above_once": 200, "internal_networks": None}
        ]


async def test_what_was_written_once_stays_as_it_is(first_release: str) -> None:
    await migrate(first_release)
    async with database(first_release):
        for change in ('spec = \'{"when": "x"}\'', "active_from = 5", "number = 2"):
            with pytest.raises(Exception, match="rule_version_frozen"):
                await rows(f"UPDATE rule_version SET {change} RETURNING id")
        assert await rows("UPDATE rule_version SET active_to = 9 RETURNING active_to") == [{"active_to": 9}]
        with pytest.raises(Exception, match="rule_version_frozen"):
            await rows("UPDATE rule_version SET active_to = 10 RETURNING id")
        with pytest.raises(Exception, match="rule_version_frozen"):
            await rows("DELETE FROM rule_version RETURNING id")
