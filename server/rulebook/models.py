"""Reward rules: a label that may be edited, versions that may not."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class Rule(Model):
    """A rule by its key: what it pays is in its versions."""

    id = key_field(primary_key=True, default=new_id)
    key = key_field(40, unique=True)
    label_fr = fields.CharField(max_length=120)
    label_en = fields.CharField(max_length=120)
    position = fields.IntField()
    state = key_field(16, default="active", db_default="active")

    class Meta:
        table = "rule"


class RuleVersion(Model):
    """One immutable wording of a rule, in force from an instant until another replaces it."""

    id = key_field(primary_key=True, default=new_id)
    rule = fields.ForeignKeyField("ricoche.Rule", related_name="versions", on_delete=fields.RESTRICT)
    number = fields.IntField()
    spec = fields.JSONField()
    spec_hash = key_field(64)
    created_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="rule_versions", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    active_from = InstantField()
    active_to = InstantField(null=True)

    class Meta:
        table = "rule_version"
        unique_together = (("rule", "number"),)
