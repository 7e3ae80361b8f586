"""Makes Tortoise's SQLite migrations safe: a rebuilt table keeps its rows' children, indexes, unique keys, triggers."""

from typing import Any

from tortoise.migrations.constraints import UniqueConstraint
from tortoise.migrations.schema_editor.sqlite import SqliteSchemaEditor

_stock_remake = SqliteSchemaEditor._remake_table
_stock_add_constraint = SqliteSchemaEditor.add_constraint


async def _remake_table(
    self: Any, model: Any, create_field: Any = None, delete_field: Any = None, alter_fields: Any = None
) -> None:
    await _refuse_cascades(self)
    table = model._meta.db_table
    kept = await _indexes_and_triggers(self, table)
    await _stock_remake(self, model, create_field, delete_field, alter_fields)
    gone = f'"{delete_field.model_field_name}"' if delete_field is not None else None
    names = set()
    for row in kept:
        if gone is None or gone not in row["sql"]:
            await self.client.execute_query(row["sql"])
            names.add(row["name"])
    await _restore_unique_together(self, model, delete_field, names)


async def _refuse_cascades(editor: Any) -> None:
    """DROP TABLE with foreign keys on would run ON DELETE CASCADE and empty every child table."""
    if editor.collect_sql:
        return
    rows = await editor.client.execute_query_dict("PRAGMA foreign_keys")
    if rows[0]["foreign_keys"]:
        raise RuntimeError("SQLite migrations run on a connection with foreign_keys=OFF")


async def _indexes_and_triggers(editor: Any, table: str) -> list[dict[str, Any]]:
    if editor.collect_sql:
        return []
    rows: list[dict[str, Any]] = await editor.client.execute_query_dict(
        "SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL",
        [table],
    )
    return rows


async def _restore_unique_together(editor: Any, model: Any, delete_field: Any, names: set[str]) -> None:
    for fields in model._meta.unique_together or ():
        columns = tuple(editor._resolve_fields_to_columns(model, fields))
        if delete_field is not None and delete_field.model_field_name in columns:
            continue
        name = editor._constraint_name_for_model(model, UniqueConstraint(fields=columns))
        if name not in names:
            await editor.add_constraint(model, UniqueConstraint(fields=columns, name=name))


async def _add_constraint(self: Any, model: Any, constraint: Any) -> None:
    condition = getattr(constraint, "condition", None)
    if not condition:
        await _stock_add_constraint(self, model, constraint)
        return
    columns = ", ".join(self.quote(c) for c in self._resolve_fields_to_columns(model, constraint.fields))
    await self._run_sql(
        f'CREATE UNIQUE INDEX "{constraint.name}" ON "{model._meta.db_table}" ({columns}) WHERE {condition}'
    )


SqliteSchemaEditor._remake_table = _remake_table  # type: ignore[method-assign]
SqliteSchemaEditor.add_constraint = _add_constraint  # type: ignore[method-assign]
