"""Counts that badges and streaks are made of, and badges earned."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class Metric(Model):
    """A running count of one person: can be rebuilt from the facts."""

    id = fields.BigIntField(primary_key=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="metrics", on_delete=fields.CASCADE)
    key = key_field(40)
    window_key = key_field(80, default="", db_default="")
    value = fields.IntField()

    class Meta:
        table = "metric"
        unique_together = (("person", "key", "window_key"),)


class BadgeAward(Model):
    """A badge somebody holds, by tier. Permanent unless revoked by a person with a reason."""

    id = key_field(primary_key=True, default=new_id)
    person = fields.ForeignKeyField("ricoche.Person", related_name="badge_awards", on_delete=fields.RESTRICT)
    badge = key_field(40)
    tier = fields.IntField()
    fact = fields.ForeignKeyField(
        "ricoche.FactRow", related_name="badge_awards", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    awarded_at = InstantField()
    revoked_at = InstantField(null=True)
    revoked_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="badges_revoked", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    revoked_reason = fields.CharField(max_length=300, default="", db_default="")
    code = key_field(24, null=True, unique=True)
    published_at = InstantField(null=True)

    class Meta:
        table = "badge_award"
        unique_together = (("person", "badge", "tier"),)


class ActiveWeek(Model):
    """An ISO week in which somebody did at least one act that counts for the streak."""

    id = fields.BigIntField(primary_key=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="active_weeks", on_delete=fields.CASCADE)
    week = key_field(8)

    class Meta:
        table = "active_week"
        unique_together = (("person", "week"),)
