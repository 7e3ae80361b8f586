"""The quick way makes the tables that the library's own way makes, and refuses what it was not made for."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tortoise import Tortoise, fields, migrations
from tortoise.connection import get_connection
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.sqlite import SqliteSchemaEditor
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps

from server.database.first_schema import FirstSchema

COLUMNS: dict[str, Any] = {
    "Team": [("id", fields.IntField(primary_key=True)), ("name", fields.CharField(max_length=40, unique=True))],
    "Person": [
        ("id", fields.IntField(primary_key=True)),
        ("team", fields.ForeignKeyField("ricoche.Team", related_name="people", db_index=True)),
        ("friend", fields.ForeignKeyField("ricoche.Person", related_name="friends", null=True)),
    ],
    "Badge": [("id", fields.IntField(primary_key=True)), ("kind", fields.CharField(max_length=9, default="a"))],
}  # fmt: skip
INDEXED: dict[str, Any] = {"Person": {"unique_together": (("team", "friend"),)}}
TABLES = [
    ops.CreateModel(name, columns, {"table": name.lower(), "app": "ricoche", "pk_attr": "id", **INDEXED.get(name, {})})
    for name, columns in COLUMNS.items()
]


async def schema(kind: type[migrations.Migration], path: Path) -> list[str]:
    """What a migration of these tables leaves in an empty file."""
    made = type("Made", (kind,), {"operations": TABLES})(name="0001_made", app_label="ricoche")
    config = {"connections": {"default": f"sqlite://{path}"}, "apps": {"ricoche": {"models": ["server.ats.models"]}}}
    await Tortoise.init(config=config, _enable_global_fallback=True)
    try:
        state = State(models={}, apps=StateApps(default_connections={"ricoche": "default"}))
        await made.apply(state, schema_editor=SqliteSchemaEditor(get_connection("default")))
    finally:
        await Tortoise.close_connections()
    with sqlite3.connect(path) as read:
        return [row[0] for row in read.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")]


async def test_both_ways_make_the_same_tables(tmp_path: Path) -> None:
    quick = await schema(FirstSchema, tmp_path / "quick.db")
    slow = await schema(migrations.Migration, tmp_path / "slow.db")
    assert len(quick) >= len(TABLES)
    assert quick == slow


async def test_what_is_no_new_table_is_refused() -> None:
    made = type("Made", (FirstSchema,), {"operations": [ops.RunSQL("SELECT 1")]})(name="0001_made", app_label="ricoche")
    with pytest.raises(TypeError, match="not a new table"):
        await made.apply(State(models={}, apps=StateApps()))
