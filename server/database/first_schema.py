"""A migration of nothing but new tables renders its models once, where the library renders all again for each.

The library's cost grows with the square of the tables: ninety took an empty database seven seconds at its first start.
"""

from tortoise import migrations
from tortoise.migrations.operations import CreateModel
from tortoise.migrations.schema_editor import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import ModelState, State


class FirstSchema(migrations.Migration):
    """Creates tables in an empty database. Raises TypeError for any other operation."""

    async def apply(
        self,
        state: State,
        *,
        dry_run: bool = False,
        schema_editor: BaseSchemaEditor | None = None,
        collect_sql: bool = False,
    ) -> State:
        """All models into the state at once, then each table in the order of the operations."""
        if collect_sql:
            return await super().apply(state, dry_run=dry_run, schema_editor=schema_editor, collect_sql=True)
        for operation in self.operations:
            if not isinstance(operation, CreateModel):
                raise TypeError(f"not a new table: {operation.describe()}")
            made = ModelState.make_from_model(self.app_label, operation.model)
            state.models[self.app_label, operation.name] = made
        state.reload_models(list(state.models))
        if schema_editor is not None and not dry_run:
            for operation in self.operations:
                await operation.database_forward(self.app_label, state, state, schema_editor)
        state.validate_relations_initialized()
        return state
