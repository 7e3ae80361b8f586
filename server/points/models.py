"""Facts, the decisions on them, and a double-entry ledger that only grows."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class FactRow(Model):
    """Something that happened, as it was when it happened. Never changed."""

    id = key_field(primary_key=True, default=new_id)
    key = key_field(160, unique=True)
    kind = key_field(32)
    person = fields.ForeignKeyField("ricoche.Person", related_name="facts", on_delete=fields.RESTRICT)
    object_type = key_field(24)
    object_id = key_field(64)
    content = fields.JSONField()
    team_id = key_field(null=True)
    occurred_at = InstantField()
    recorded_at = InstantField()

    class Meta:
        table = "fact"
        indexes = (("person_id", "occurred_at"), ("kind", "occurred_at"), ("object_id", "kind"))


class DecisionRow(Model):
    """What one rule decided on one fact, refusals too, with the reason it gives."""

    id = key_field(primary_key=True, default=new_id)
    fact = fields.ForeignKeyField("ricoche.FactRow", related_name="decisions", on_delete=fields.RESTRICT)
    rule_key = key_field(40)
    rule_version = fields.IntField()
    person = fields.ForeignKeyField("ricoche.Person", related_name="decisions", on_delete=fields.RESTRICT)
    outcome = key_field(20)
    reason = key_field(40)
    reason_values = fields.JSONField(default=dict)
    points = fields.IntField()
    recognition = fields.IntField()
    units = fields.IntField(default=1, db_default=1)
    confirmation = key_field(48)
    charges = fields.JSONField(default=list)
    uses = fields.JSONField(default=list)
    decided_at = InstantField()
    confirm_at = InstantField(null=True, db_index=True)
    void_at = InstantField(null=True, db_index=True)

    class Meta:
        table = "decision"
        unique_together = (("fact", "rule_key"),)
        indexes = (("person_id", "decided_at"),)


class LimitUse(Model):
    """How much of a limit is used in one window: can be rebuilt from the decisions."""

    id = fields.BigIntField(primary_key=True)
    scope_key = key_field(160)
    window_key = key_field(24)
    used = fields.IntField()

    class Meta:
        table = "limit_use"
        unique_together = (("scope_key", "window_key"),)


class Account(Model):
    """Where units sit: the account is the state. Balances are cached and can be rebuilt."""

    id = fields.BigIntField(primary_key=True)
    unit = key_field(8)
    kind = key_field(12)
    owner = key_field(40)
    balance = fields.BigIntField(default=0, db_default=0)

    class Meta:
        table = "account"
        unique_together = (("owner", "unit", "kind"),)


class Transfer(Model):
    """An amount that moved from one account to another. Never changed: corrections are new transfers."""

    id = fields.BigIntField(primary_key=True)
    key = key_field(200, unique=True)
    body_hash = key_field(64)
    group_key = key_field(200, db_index=True)
    kind = key_field(12)
    unit = key_field(8)
    debit = fields.ForeignKeyField("ricoche.Account", related_name="debits", on_delete=fields.RESTRICT, db_index=True)
    credit = fields.ForeignKeyField("ricoche.Account", related_name="credits", on_delete=fields.RESTRICT, db_index=True)
    amount = fields.BigIntField()
    parent_key = key_field(200, null=True)
    slot = key_field(12, null=True)
    decision = fields.ForeignKeyField(
        "ricoche.DecisionRow", related_name="transfers", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    person_id = key_field(null=True)
    effective_at = InstantField()
    recorded_at = InstantField()
    expires_at = InstantField(null=True)

    class Meta:
        table = "transfer"
        unique_together = (("parent_key", "slot"),)
        indexes = (("person_id", "recorded_at"),)


class Correction(Model):
    """Points given or taken by hand, or an award taken back: with a reason, and a second person above a bound."""

    id = key_field(primary_key=True, default=new_id)
    kind = key_field(12)
    person = fields.ForeignKeyField(
        "ricoche.Person", related_name="corrections", on_delete=fields.RESTRICT, db_index=True
    )
    decision = fields.ForeignKeyField(
        "ricoche.DecisionRow", related_name="corrections", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    points = fields.IntField()
    reason = fields.CharField(max_length=500)
    state = key_field(12, default="waiting", db_default="waiting", db_index=True)
    asked_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="corrections_asked", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    asked_at = InstantField()
    decided_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="corrections_decided", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    decided_at = InstantField(null=True)

    class Meta:
        table = "correction"


class LedgerSeal(Model):
    """The head of the hash chain up to one transfer: written off the hot path, never changed."""

    id = fields.BigIntField(primary_key=True)
    last_transfer_id = fields.BigIntField(unique=True)
    transfers = fields.IntField()
    head_hash = key_field(64)
    sealed_at = InstantField()

    class Meta:
        table = "ledger_seal"
