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


class Cohort(Model):
    """Whose points make a team's figures in a period: it changes by five people at least, so that none shows."""

    id = fields.BigIntField(primary_key=True)
    period = key_field(10)
    team_id = key_field()
    person = fields.ForeignKeyField("ricoche.Person", related_name="cohorts", on_delete=fields.CASCADE, db_index=True)

    class Meta:
        table = "cohort"
        unique_together = (("period", "team_id", "person"),)


class ClosedPeriod(Model):
    """A week, month or season whose standings are frozen."""

    period = key_field(10, primary_key=True)
    kind = key_field(8)
    starts_at = InstantField()
    ends_at = InstantField(db_index=True)
    closed_at = InstantField()
    members = fields.IntField()
    points = fields.BigIntField()

    class Meta:
        table = "closed_period"


class Standing(Model):
    """A frozen rank: what is taken back later is noted beside it and re-ranks nobody."""

    id = fields.BigIntField(primary_key=True)
    period = key_field(10)
    scope = key_field(8)
    owner = key_field(40)
    rank = fields.IntField()
    score = fields.BigIntField()
    members = fields.IntField(default=1, db_default=1)
    taken_back = fields.BigIntField(default=0, db_default=0)

    class Meta:
        table = "standing"
        unique_together = (("period", "scope", "owner"),)
        indexes = (("period", "scope", "rank"), ("owner", "scope"))
