"""Push subscriptions and what people were told."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class PushSubscription(Model):
    """A browser that said yes to push."""

    id = key_field(primary_key=True, default=new_id)
    person = fields.ForeignKeyField(
        "ricoche.Person", related_name="push_subscriptions", on_delete=fields.CASCADE, db_index=True
    )
    session = fields.ForeignKeyField(
        "ricoche.Session", related_name="push_subscriptions", on_delete=fields.CASCADE, db_index=True
    )
    endpoint = fields.CharField(max_length=1000)
    endpoint_hash = key_field(64, unique=True)
    p256dh = fields.CharField(max_length=120)
    auth = fields.CharField(max_length=40)
    created_at = InstantField()
    seen_at = InstantField()

    class Meta:
        table = "push_subscription"


class Notification(Model):
    """One thing told to one person: the list behind the bell."""

    id = key_field(primary_key=True, default=new_id)
    person = fields.ForeignKeyField("ricoche.Person", related_name="notifications", on_delete=fields.CASCADE)
    kind = key_field(32)
    content = fields.JSONField(default=dict)
    path = fields.CharField(max_length=300)
    key = key_field(160, unique=True)
    created_at = InstantField()
    read_at = InstantField(null=True)

    class Meta:
        table = "notification"
        indexes = (("person_id", "created_at"),)
