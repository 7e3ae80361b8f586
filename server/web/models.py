"""What the glue keeps: answers to keyed forms, rate buckets, the outbox, the audit trail."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class FormKey(Model):
    """A form that succeeded: the same key and body get the same answer again."""

    key = key_field(64, primary_key=True)
    actor = key_field(40)
    route = key_field(60)
    body_hash = key_field(64)
    location = fields.CharField(max_length=300, null=True)
    created_at = InstantField(db_index=True)

    class Meta:
        table = "form_key"


class RateBucket(Model):
    """A token bucket: how much is left, and when that was true."""

    key = key_field(120, primary_key=True)
    millitokens = fields.BigIntField()
    at_ms = fields.BigIntField(db_index=True)

    class Meta:
        table = "rate_bucket"


class Job(Model):
    """A side effect to run after the transaction that wrote it: the outbox."""

    id = fields.BigIntField(primary_key=True)
    kind = key_field(40)
    payload = fields.JSONField()
    dedupe_key = key_field(160, null=True, unique=True)
    due_ms = fields.BigIntField()
    attempts = fields.IntField(default=0, db_default=0)
    dead = fields.BooleanField(default=False, db_default=False)
    problem = fields.CharField(max_length=500, null=True)

    class Meta:
        table = "job"
        indexes = (("dead", "due_ms"),)


class AuditEntry(Model):
    """What HR or an administrator did, with before and after. Never changed."""

    id = key_field(primary_key=True, default=new_id)
    at = InstantField(db_index=True)
    actor_id = key_field(null=True)
    action = key_field(60)
    object_type = key_field(24)
    object_id = key_field(64)
    before = fields.JSONField(null=True)
    after = fields.JSONField(null=True)

    class Meta:
        table = "audit_entry"
