"""Installs the guards of what the whole game brought: seals, frozen standings, immutable rule versions."""

from tortoise import migrations
from tortoise.migrations import operations as ops

from server.database.guards import install

NAMES = ("ledger_seal_append_only", "closed_period_append_only", "rule_version_frozen", "standing_frozen")


async def guards(apps, schema_editor):
    """Create them on either database."""
    await install(schema_editor, NAMES)


class Migration(migrations.Migration):
    dependencies = [("ricoche", "0003_the_whole_game")]

    operations = [ops.RunPython(guards, reverse_code=ops.RunPython.noop)]
