"""The other system that stages go to and come from."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field


class AtsConnection(Model):
    """Where stages go to and come from: a single row, id 1. Secrets are sealed."""

    id = fields.IntField(primary_key=True)
    url = fields.CharField(max_length=500, null=True)
    sealed_out = fields.CharField(max_length=300, null=True)
    sealed_in = fields.CharField(max_length=300, null=True)
    failures = fields.IntField(default=0, db_default=0)
    problem = fields.CharField(max_length=300, null=True)
    sent_at = InstantField(null=True)
    version = fields.IntField(default=1, db_default=1)

    class Meta:
        table = "ats_connection"


class AtsMessage(Model):
    """That a message of the other system was acted on: the same one again does nothing."""

    id = key_field(80, primary_key=True)
    at = InstantField(db_index=True)
    outcome = key_field(24)

    class Meta:
        table = "ats_message"
