"""Challenges, who joined them, how far each has come, and what became of it."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class Challenge(Model):
    """Something to reach between two dates: by the company, by a team, or by each who joins."""

    id = key_field(primary_key=True, default=new_id)
    slug = key_field(80, unique=True)
    scope = key_field(8)
    team = fields.ForeignKeyField(
        "ricoche.Team", related_name="challenges", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    title_fr = fields.CharField(max_length=80)
    title_en = fields.CharField(max_length=80)
    promise_fr = fields.CharField(max_length=280, default="", db_default="")
    promise_en = fields.CharField(max_length=280, default="", db_default="")
    thanks_fr = fields.CharField(max_length=280, default="", db_default="")
    thanks_en = fields.CharField(max_length=280, default="", db_default="")
    counts = key_field(32)
    topic = key_field(80, null=True)
    goal = fields.IntField()
    points = fields.IntField(default=0, db_default=0)
    budget = fields.IntField(null=True)
    campaign = key_field(40, null=True)
    state = key_field(12, default="draft", db_default="draft", db_index=True)
    starts_at = InstantField()
    ends_at = InstantField()
    created_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="challenges_created", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_at = InstantField()
    asked_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="challenges_asked", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    revision = fields.IntField(default=1, db_default=1)
    reached_at = InstantField(null=True)
    closed_at = InstantField(null=True)
    result = fields.IntField(null=True)
    result_people = fields.IntField(null=True)

    class Meta:
        table = "challenge"
        indexes = (("starts_at", "ends_at"),)


class ChallengeEntry(Model):
    """Somebody who chose to take part in a personal challenge."""

    id = fields.BigIntField(primary_key=True)
    challenge = fields.ForeignKeyField("ricoche.Challenge", related_name="entries", on_delete=fields.CASCADE)
    person = fields.ForeignKeyField(
        "ricoche.Person", related_name="challenge_entries", on_delete=fields.CASCADE, db_index=True
    )
    joined_at = InstantField()
    reached_at = InstantField(null=True)

    class Meta:
        table = "challenge_entry"
        unique_together = (("challenge", "person"),)


class ChallengeProgress(Model):
    """What one person brought to a challenge, and what stays aside (made while away, or about another topic).

    The two together can be rebuilt from the facts.
    """

    id = fields.BigIntField(primary_key=True)
    challenge = fields.ForeignKeyField("ricoche.Challenge", related_name="progress", on_delete=fields.CASCADE)
    person = fields.ForeignKeyField(
        "ricoche.Person", related_name="challenge_progress", on_delete=fields.CASCADE, db_index=True
    )
    team_id = key_field(default="", db_default="")
    amount = fields.IntField()
    aside = fields.IntField(default=0, db_default=0)

    class Meta:
        table = "challenge_progress"
        unique_together = (("challenge", "person"),)
