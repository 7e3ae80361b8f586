"""Guards the database itself keeps: tables that only grow, values that stay in bounds. Asserted at every start."""

from dataclasses import dataclass
from typing import Any

from server.database import rows

REFUSED = "ricoche guard"


@dataclass(frozen=True, slots=True)
class Guard:
    """One rule of a table.

    A `condition` that every row must meet (`columns` are its names in the table), `frozen` columns that are written
    once (an empty one may be filled, no row goes), or, without either, a table that only grows.
    """

    name: str
    table: str
    condition: str | None = None
    columns: tuple[str, ...] = ()
    frozen: tuple[str, ...] = ()


GUARDS = (
    Guard("fact_append_only", "fact"),
    Guard("decision_append_only", "decision"),
    Guard("transfer_append_only", "transfer"),
    Guard("audit_append_only", "audit_entry"),
    Guard("transfer_amount_positive", "transfer", "amount > 0", ("amount",)),
    Guard("transfer_two_accounts", "transfer", "debit_id <> credit_id", ("debit_id", "credit_id")),
    Guard(
        "account_floor",
        "account",
        "(kind NOT IN ('budget', 'pending', 'available', 'held') OR balance >= 0) AND (kind <> 'debt' OR balance <= 0)",
        ("kind", "balance"),
    ),
    Guard("limit_use_positive", "limit_use", "used >= 0", ("used",)),
    Guard("link_day_positive", "link_day", "valid >= 0 AND previews >= 0", ("valid", "previews")),
    Guard("ledger_seal_append_only", "ledger_seal"),
    Guard("closed_period_append_only", "closed_period"),
    Guard(
        "rule_version_frozen",
        "rule_version",
        frozen=("rule_id", "number", "spec", "spec_hash", "published_at", "active_from", "active_to"),
    ),
    Guard("referral_step_append_only", "referral_step"),
    Guard(
        "bonus_version_frozen",
        "bonus_plan_version",
        frozen=("plan_id", "number", "instalments", "currency", "active_from"),
    ),
    Guard(
        "payroll_batch_frozen", "payroll_batch", frozen=("number", "created_at", "lines", "total", "digest", "content")
    ),
    Guard("instalment_frozen", "bonus_instalment", frozen=("referral_id", "person_id", "number", "amount", "batch_id")),
    Guard(
        "stock_bounds",
        "reward",
        "stock_reserved >= 0 AND stock_done >= 0 "
        "AND (stock_total IS NULL OR stock_reserved + stock_done <= stock_total)",
        ("stock_reserved", "stock_done", "stock_total"),
    ),
    Guard(
        "redemption_frozen",
        "redemption",
        frozen=(
            "reward_id",
            "person_id",
            "team_id",
            "cost",
            "value_cents",
            "counted_cents",
            "tax_label",
            "through_payroll",
            "year",
            "season",
            "requested_at",
            "decided_at",
            "prepared_at",
            "fulfilled_at",
        ),
    ),
    Guard("redemption_part_frozen", "redemption_part", frozen=("redemption_id", "person_id", "points", "hold_key")),
    Guard("redemption_step_append_only", "redemption_step"),
    Guard("reward_code_frozen", "reward_code", frozen=("reward_id", "sealed", "code_hash", "void_at")),
    Guard(
        "gift_season_bounds",
        "gift_season",
        "used_cents >= 0 AND (budget_cents IS NULL OR used_cents <= budget_cents)",
        ("used_cents", "budget_cents"),
    ),
    Guard(
        "gift_payroll_frozen",
        "gift_payroll_line",
        frozen=("redemption_id", "person_id", "slot", "amount", "due_on", "batch_id"),
    ),
    Guard("standing_frozen", "standing", frozen=("period", "scope", "owner", "rank", "score", "members")),
)


class GuardMissing(RuntimeError):
    """A guard that the program counts on is not in the database."""


async def install(editor: Any, names: tuple[str, ...]) -> None:
    """Create the named guards through a migration's schema editor."""
    postgresql = editor.client.capabilities.dialect == "postgres"
    if postgresql:
        await editor.client.execute_script(_POSTGRESQL_FUNCTION)
    for guard in GUARDS:
        if guard.name in names:
            for statement in _postgresql(guard) if postgresql else _sqlite(guard):
                await editor.client.execute_query(statement)


async def assert_installed() -> None:
    """Raise GuardMissing naming what is not there: a database restored by hand may have lost it."""
    from server.database import is_postgresql

    postgresql = is_postgresql()
    found = await rows(_POSTGRESQL_NAMES if postgresql else "SELECT name FROM sqlite_master WHERE type = 'trigger'")
    names = {row["name"] for row in found}
    missing = [guard.name for guard in GUARDS if not names.issuperset(_names(guard, postgresql))]
    if missing:
        raise GuardMissing(", ".join(missing))


def _names(guard: Guard, postgresql: bool) -> list[str]:
    """What the database calls a guard: SQLite wants a trigger per event."""
    if postgresql and not guard.frozen:
        return [guard.name]
    return [f"{guard.name}_{event.lower()}" for event in _events(guard)]


def _events(guard: Guard) -> tuple[str, str]:
    return ("UPDATE", "DELETE") if guard.condition is None else ("INSERT", "UPDATE")


def _sqlite(guard: Guard) -> list[str]:
    if guard.frozen:
        changed = " OR ".join(f"(OLD.{name} IS NOT NULL AND NEW.{name} IS NOT OLD.{name})" for name in guard.frozen)
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED} {guard.name}'); END"
        return [
            f"CREATE TRIGGER {guard.name}_update BEFORE UPDATE ON {guard.table} WHEN {changed} {refuse}",
            f"CREATE TRIGGER {guard.name}_delete BEFORE DELETE ON {guard.table} {refuse}",
        ]
    if guard.condition is None:
        return [
            f"CREATE TRIGGER {guard.name}_{event.lower()} BEFORE {event} ON {guard.table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED} {guard.name}'); END"
            for event in _events(guard)
        ]
    condition = guard.condition
    for column in guard.columns:
        condition = condition.replace(column, f"NEW.{column}")
    return [
        f"CREATE TRIGGER {guard.name}_{event.lower()} BEFORE {event} ON {guard.table} WHEN NOT ({condition}) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED} {guard.name}'); END"
        for event in _events(guard)
    ]


def _postgresql(guard: Guard) -> list[str]:
    if guard.condition is not None:
        return [f'ALTER TABLE "{guard.table}" ADD CONSTRAINT {guard.name} CHECK ({guard.condition})']
    if guard.frozen:
        changed = " OR ".join(
            f"(OLD.{name} IS NOT NULL AND NEW.{name} IS DISTINCT FROM OLD.{name})" for name in guard.frozen
        )
        call = f"FOR EACH ROW {{when}}EXECUTE FUNCTION ricoche_refuse('{guard.name}')"
        table = f'"{guard.table}"'
        return [
            f"CREATE TRIGGER {guard.name}_update BEFORE UPDATE ON {table} {call.format(when=f'WHEN ({changed}) ')}",
            f"CREATE TRIGGER {guard.name}_delete BEFORE DELETE ON {table} {call.format(when='')}",
        ]
    return [
        f'CREATE TRIGGER {guard.name} BEFORE UPDATE OR DELETE ON "{guard.table}" '
        f"FOR EACH ROW EXECUTE FUNCTION ricoche_refuse('{guard.name}')"
    ]


_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION ricoche_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSED} %', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$;
"""
_POSTGRESQL_NAMES = (
    "SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
    "UNION SELECT conname FROM pg_constraint WHERE contype = 'c'"
)
