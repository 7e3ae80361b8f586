"""Installs the guards of the first schema: append-only tables, bounds, and columns that are written once."""

from tortoise import migrations
from tortoise.migrations import operations as ops

from server.database.guards import install

NAMES = (
    "fact_append_only",
    "decision_append_only",
    "transfer_append_only",
    "audit_append_only",
    "transfer_amount_positive",
    "transfer_two_accounts",
    "account_floor",
    "limit_use_positive",
    "link_day_positive",
    "ledger_seal_append_only",
    "closed_period_append_only",
    "rule_version_frozen",
    "standing_frozen",
    "referral_step_append_only",
    "bonus_version_frozen",
    "payroll_batch_frozen",
    "instalment_frozen",
    "stock_bounds",
    "redemption_frozen",
    "redemption_part_frozen",
    "redemption_step_append_only",
    "reward_code_frozen",
    "gift_season_bounds",
    "gift_payroll_frozen",
)


async def guards(apps, schema_editor):
    """Create them on either database."""
    await install(schema_editor, NAMES)


class Migration(migrations.Migration):
    dependencies = [("ricoche", "0001_initial")]

    operations = [ops.RunPython(guards, reverse_code=ops.RunPython.noop)]
