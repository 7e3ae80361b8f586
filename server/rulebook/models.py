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
    approved_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="rule_approvals", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    published_at = InstantField(null=True)
    simulated = fields.JSONField(null=True)
    active_from = InstantField()
    active_to = InstantField(null=True)

    class Meta:
        table = "rule_version"
        unique_together = (("rule", "number"),)


class RuleDraft(Model):
    """A rule being written, as it was typed: it may be unfinished or wrong. Open until published or discarded."""

    id = key_field(primary_key=True, default=new_id)
    rule = fields.ForeignKeyField(
        "ricoche.Rule", related_name="drafts", null=True, on_delete=fields.CASCADE, db_index=True
    )
    label_fr = fields.CharField(max_length=120, default="", db_default="")
    label_en = fields.CharField(max_length=120, default="", db_default="")
    content = fields.JSONField(default=dict)
    revision = fields.IntField(default=1, db_default=1)
    state = key_field(12, default="open", db_default="open")
    edited_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="rule_drafts", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    edited_at = InstantField()
    asked_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="rule_requests", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    asked_at = InstantField(null=True)
    asked_spec = fields.JSONField(null=True)
    starts_at = InstantField(null=True)
    refused_reason = fields.CharField(max_length=300, default="", db_default="")

    class Meta:
        table = "rule_draft"
        indexes = (("state", "edited_at"),)


class Simulation(Model):
    """A dry run of a draft over recent facts: its progress, then its figures. Nothing was given."""

    id = key_field(primary_key=True, default=new_id)
    draft = fields.ForeignKeyField("ricoche.RuleDraft", related_name="simulations", on_delete=fields.CASCADE)
    spec_hash = key_field(64)
    state = key_field(12, default="running", db_default="running")
    done = fields.IntField(default=0, db_default=0)
    total = fields.IntField(default=0, db_default=0)
    result = fields.JSONField(null=True)
    asked_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="simulations", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    asked_at = InstantField(db_index=True)
    finished_at = InstantField(null=True)

    class Meta:
        table = "simulation"
        indexes = (("draft_id", "spec_hash"),)


class Campaign(Model):
    """A purse of points with a name and dates: rules that name its key are paid from it."""

    id = key_field(primary_key=True, default=new_id)
    key = key_field(40, unique=True)
    name_fr = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)
    starts_at = InstantField(null=True)
    ends_at = InstantField(null=True)
    pays_partly = fields.BooleanField(default=False, db_default=False)
    created_at = InstantField()

    class Meta:
        table = "campaign"
