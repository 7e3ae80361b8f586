"""Running scores per period, written in the award's transaction."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field


class Score(Model):
    """Points of the period, recognition included, of one person within one team."""

    id = fields.BigIntField(primary_key=True)
    period = key_field(10)
    team_id = key_field(default="", db_default="")
    person = fields.ForeignKeyField("ricoche.Person", related_name="scores", on_delete=fields.RESTRICT, db_index=True)
    points = fields.IntField()
    reached_at = InstantField()

    class Meta:
        table = "score"
        unique_together = (("period", "person", "team_id"),)
        indexes = (("period", "points"), ("period", "team_id"))
