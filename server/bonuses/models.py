"""Bonus plans by version, their instalments, and the batches handed to payroll."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class BonusPlan(Model):
    """What a hire is worth in money to whoever recommended, as HR names it."""

    id = key_field(primary_key=True, default=new_id)
    name_fr = fields.CharField(max_length=80)
    name_en = fields.CharField(max_length=80)
    created_at = InstantField()
    retired_at = InstantField(null=True)

    class Meta:
        table = "bonus_plan"


class BonusPlanVersion(Model):
    """The instalments of a plan from a date on. Never changed: a referral keeps the version of its first day."""

    id = key_field(primary_key=True, default=new_id)
    plan = fields.ForeignKeyField("ricoche.BonusPlan", related_name="versions", on_delete=fields.RESTRICT)
    number = fields.IntField()
    instalments = fields.JSONField()
    currency = key_field(3, default="EUR", db_default="EUR")
    active_from = InstantField()
    published_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="bonus_versions", null=True, on_delete=fields.SET_NULL, db_index=True
    )

    class Meta:
        table = "bonus_plan_version"
        unique_together = (("plan", "number"),)


class PayrollBatch(Model):
    """Lines handed to payroll once: the file is kept as it was, byte for byte."""

    id = key_field(primary_key=True, default=new_id)
    number = fields.IntField(unique=True)
    created_at = InstantField()
    created_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="payroll_batches", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    lines = fields.IntField()
    total = fields.IntField()
    digest = key_field(64)
    content = fields.TextField()

    class Meta:
        table = "payroll_batch"


class BonusInstalment(Model):
    """One payment of one bonus, gross, in cents: due, approved or refused, exported. A correction is a new line."""

    id = key_field(primary_key=True, default=new_id)
    referral = fields.ForeignKeyField("ricoche.Referral", related_name="instalments", on_delete=fields.RESTRICT)
    person = fields.ForeignKeyField(
        "ricoche.Person", related_name="instalments", on_delete=fields.RESTRICT, db_index=True
    )
    number = fields.IntField()
    milestone = key_field(12)
    amount = fields.IntField()
    currency = key_field(3, default="EUR", db_default="EUR")
    due_on = fields.DateField()
    state = key_field(12, default="due", db_default="due")
    approves_at = InstantField(null=True, db_index=True)
    decided_at = InstantField(null=True)
    decided_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="bonus_decisions", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    reason = fields.CharField(max_length=300, default="", db_default="")
    batch = fields.ForeignKeyField(
        "ricoche.PayrollBatch", related_name="instalments", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    corrects = fields.ForeignKeyField(
        "ricoche.BonusInstalment", related_name="corrections", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    created_at = InstantField()

    class Meta:
        table = "bonus_instalment"
        unique_together = (("referral", "number"),)
